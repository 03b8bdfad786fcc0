import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { outboundFetch } from "@/lib/platform/outbound/fetch";
import type { InputPicture } from "../image-provider";
import { testPicture } from "../testing-call.fixture";
import { order, pixelsOf, refusal, testBench, urlsOf } from "./bench.fixture";

const bench = testBench();

/** Uploads and orders. */
const simulatorSaw = () => [bench.simulator.count("POST", "/v1/files"), bench.posts()];

describe("pictures that are given", () => {
  /** Noise does not compress, so that the file is as large as it looks. */
  async function largePicture(sidePx: number): Promise<InputPicture> {
    const noise = { type: "gaussian" as const, mean: 128, sigma: 60 };
    const create = { width: sidePx, height: sidePx, channels: 3 as const, background: "#000", noise };
    const bytes = await sharp({ create }).png().toBuffer();
    return { bytes, format: "png", widthPx: sidePx, heightPx: sidePx, vendorRef: null };
  }

  it("go along when they are small", async () => {
    const source = await testPicture(320, 256);
    const request = order("ok", { model: "flux-dev", operation: "image_to_image", source, strength: 0.3 });
    expect((await bench.make(request)).state).toBe("done");
    expect(bench.simulator.count("POST", "/v1/files")).toBe(0);
  });

  it("are uploaded first when they are large, in addition to one order", async () => {
    const source = await largePicture(512);
    const request = order("ok", { model: "flux-dev", operation: "image_to_image", source });
    expect((await bench.make(request)).state).toBe("done");
    expect(bench.simulator.count("POST", "/v1/files")).toBe(1);
    expect(bench.posts()).toBe(1);
  });

  it("are uploaded when many small ones would make a large order", async () => {
    const source = await largePicture(256);
    expect(source.bytes.byteLength).toBeLessThan(256 * 1024);
    const references = Array.from({ length: 7 }, () => source);
    const request = order("ok", { model: "flux-2-pro", operation: "instruct", source, references });
    expect((await bench.make(request)).state).toBe("done");
    expect(bench.simulator.count("POST", "/v1/files")).toBe(6);
  });

  it("pass the guard of outbound calls, which lets nothing through to an address that is not allowed", async () => {
    const source = await largePicture(512);
    const request = order("ok", { model: "flux-dev", operation: "image_to_image", source });
    const { host } = new URL(bench.simulator.url);
    const allowed = { ...bench.call(), fetch: outboundFetch({ allow: host }) };
    expect((await bench.finish(await bench.submit(request, allowed), request, allowed)).state).toBe("done");
    expect(simulatorSaw()).toEqual([1, 1]);

    const error = await refusal(
      bench.submit(request, { ...bench.call(), fetch: outboundFetch({ allow: "" }) }),
    );
    expect(error).toMatchObject({ errorClass: "invalid_request", certainlyNotAccepted: true });
    expect(simulatorSaw()).toEqual([1, 1]);
  });

  it("lead to no order when they cannot be uploaded", async () => {
    const source = await largePicture(512);
    const broken: typeof fetch = async (url, init) => {
      if (String(url).endsWith("/files")) throw new TypeError("fetch failed");
      return fetch(url, init);
    };
    const request = order("ok", { model: "flux-dev", operation: "variation", source });
    const error = await refusal(bench.submit(request, { ...bench.call(), fetch: broken }));
    expect(error).toMatchObject({ errorClass: "provider_error", certainlyNotAccepted: true });
    expect(bench.posts()).toBe(0);
  });

  it("are painted anew where the mask is white and kept where it is black", async () => {
    const source = await testPicture(512, 512);
    const data = Buffer.alloc(512 * 512, 0).map((_, at) => (at % 512 < 256 ? 255 : 0));
    const bytes = await sharp(Buffer.from(data), { raw: { width: 512, height: 512, channels: 1 } })
      .png()
      .toBuffer();
    const request = order("ok", { model: "sdxl", operation: "inpaint", source, mask: { ...source, bytes } });
    const sent: { mask?: string }[] = [];
    const by = bench.call();
    const spying: typeof fetch = (url, init) => {
      if (typeof init?.body === "string") sent.push(JSON.parse(init.body).input);
      return by.fetch(url, init);
    };
    const result = await bench.finish(await bench.submit(request, { ...by, fetch: spying }), request);

    const received = Buffer.from(sent[0]?.mask?.split(",")[1] ?? "", "base64");
    const editable = await sharp(received).greyscale().raw().toBuffer();
    expect([editable[256 * 512 + 10], editable[256 * 512 + 500]]).toEqual([255, 0]);

    const after = await pixelsOf(urlsOf(result)[0] ?? "");
    const before = await sharp(source.bytes).removeAlpha().raw().toBuffer();
    let left = 0;
    let right = 0;
    for (let at = 0; at < before.length; at += 3) {
      const changed = before[at] !== after.data[at] || before[at + 1] !== after.data[at + 1];
      if (changed && (at / 3) % 512 < 256) left += 1;
      else if (changed) right += 1;
    }
    expect([after.width, after.height]).toEqual([512, 512]);
    expect(left).toBeGreaterThan(100_000);
    expect(right).toBe(0);
  });
});
