import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ImageRequest, InputPicture } from "@/lib/providers/image-provider";
import { testCall, testPicture, testRequest } from "@/lib/providers/testing-call.fixture";
import type { Simulator } from "@/simulators/kit/server";
import { startStabilitySimulator } from "@/simulators/stability/server";
import { stabilityProvider } from "./client";

let simulator: Simulator;
let source: InputPicture;
beforeAll(async () => {
  simulator = await startStabilitySimulator({ speed: 1_000 });
  source = await testPicture(256, 128);
});
afterAll(() => simulator.close());

/** White on the left half, black on the right one. */
async function leftHalf(): Promise<InputPicture> {
  const data = Buffer.alloc(256 * 128, 0);
  for (let row = 0; row < 128; row += 1) data.fill(255, row * 256, row * 256 + 128);
  const bytes = await sharp(data, { raw: { width: 256, height: 128, channels: 1 } })
    .toColourspace("b-w")
    .png()
    .toBuffer();
  return { bytes, format: "png", widthPx: 256, heightPx: 128, vendorRef: null };
}

async function edit(changes: Partial<ImageRequest>) {
  const call = testCall(simulator.url, "sim-key");
  const sent: FormData[] = [];
  const watching = {
    ...call,
    fetch: (async (input, init) => {
      const { headers, body } = new Request(input, init);
      sent.push(await new Response(body, { headers }).formData());
      return call.fetch(input, init);
    }) satisfies typeof fetch,
  };
  const result = await stabilityProvider.submit(
    testRequest({ model: "stable-edit", source, ...changes }),
    watching,
  );
  const [bytes] = call.kept;
  if (!bytes) throw new Error("nothing was kept");
  return { result, bytes, sent };
}

/** How far the columns of two pictures of 256 × 128 pixels are apart on average, left half and right half. */
async function difference(one: Buffer, other: Buffer): Promise<{ left: number; right: number }> {
  const raw = (bytes: Buffer) => sharp(bytes).removeAlpha().raw().toBuffer();
  const [a, b] = await Promise.all([raw(one), raw(other)]);
  const sums = { left: 0, right: 0 };
  for (let at = 0; at < a.length; at += 1)
    sums[Math.floor(at / 3) % 256 < 128 ? "left" : "right"] += Math.abs((a[at] ?? 0) - (b[at] ?? 0));
  return { left: sums.left / (a.length / 2), right: sums.right / (a.length / 2) };
}

describe("masks", () => {
  it.each(["inpaint", "erase"] as const)("%s changes what is white and nothing else", async (operation) => {
    const mask = await leftHalf();
    const { bytes, sent } = await edit({ operation, mask });
    const changed = await difference(source.bytes, bytes);
    expect(changed.left).toBeGreaterThan(2);
    expect(changed.right).toBe(0);
    const file = sent[0]?.get("mask");
    if (!(file instanceof File)) throw new Error("no mask was sent");
    const pixels = await sharp(Buffer.from(await file.arrayBuffer()))
      .extractChannel(0)
      .raw()
      .toBuffer();
    expect([pixels[10], pixels[200]]).toEqual([255, 0]);
  });
});

describe("edits", () => {
  it("extend the sides that were asked, each on its own side", async () => {
    const outpaint = { leftPx: 64, rightPx: 0, topPx: 0, bottomPx: 32 };
    const { bytes } = await edit({ operation: "outpaint", outpaint });
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 320, height: 160 });
    const old = await sharp(bytes).extract({ left: 64, top: 0, width: 256, height: 128 }).toBuffer();
    expect(await difference(source.bytes, old)).toEqual({ left: 0, right: 0 });
  });

  it("remove the background into transparency, as PNG and without a seed", async () => {
    const { bytes, result } = await edit({ operation: "remove_background" });
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "png", hasAlpha: true, width: 256 });
    const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect(data[3]).toBe(0);
    expect(result).not.toHaveProperty("outputs.0.seed");
  });

  it("redraw nearer to the source at a smaller strength", async () => {
    const at = async (strength: number) => {
      const { bytes } = await edit({ model: "stable-ultra", operation: "image_to_image", strength });
      return difference(source.bytes, await sharp(bytes).resize(256, 128, { fit: "fill" }).toBuffer());
    };
    const [near, far] = [await at(0.1), await at(0.9)];
    expect(near.left + near.right).toBeLessThan(far.left + far.right);
  });

  it("vary a picture without words", async () => {
    const { result } = await edit({ model: "sd3.5-large", operation: "variation", prompt: "" });
    expect(result).toMatchObject({ kind: "done", outputs: [{ seed: 7 }] });
  });

  it.each([
    ["stable-upscale-fast", 1_024, 512],
    ["stable-upscale-conservative", 2_896, 1_448],
  ])("enlarge with %s to %i × %i pixels", async (model, width, height) => {
    const { bytes } = await edit({ model, operation: "upscale", prompt: "" });
    expect(await sharp(bytes).metadata()).toMatchObject({ width, height });
  });
});
