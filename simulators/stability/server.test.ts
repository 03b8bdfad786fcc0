import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testPicture } from "@/lib/providers/testing-call.fixture";
import type { Simulator } from "@/simulators/kit/server";
import { startStabilitySimulator } from "./server";

let quick: Simulator;
let real: Simulator;
const pictures = new Map<string, Blob>();
beforeAll(async () => {
  quick = await startStabilitySimulator({ speed: 1_000 });
  real = await startStabilitySimulator();
  for (const [width, height] of [
    [64, 64],
    [40, 40],
    [60, 200],
    [1_600, 64],
    [320, 100],
    [1_100, 1_000],
  ] as const) {
    const { bytes } = await testPicture(width, height);
    pictures.set(`${width}x${height}`, new Blob([new Uint8Array(bytes)], { type: "image/png" }));
  }
});
afterAll(() => Promise.all([quick.close(), real.close()]));

interface Asked {
  fields?: Record<string, string>;
  image?: string;
  key?: string;
  accept?: string;
  body?: string;
}

async function post(path: string, { fields = {}, image, key = "sim-key", accept = "image/*", body }: Asked) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const picture = image ? (pictures.get(image) ?? new Blob(["text"])) : undefined;
  if (picture) form.append("image", picture, "image.png");
  const response = await fetch(`${quick.url}/v2beta/stable-image/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, accept },
    body: body ?? form,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

const right = { prompt: "a bamboo grove in the mist", seed: "7" };
const sd3 = { ...right, model: "sd3.5-large" };

describe("the Stability simulator", () => {
  it.each<[string, string, Asked, number, string]>([
    ["a body that is not multipart", "generate/core", { body: "prompt=x" }, 400, "multipart"],
    ["no prompt", "generate/core", { fields: { seed: "7" } }, 400, "prompt"],
    ["an unknown field", "generate/core", { fields: { ...right, n: "2" } }, 400, "n"],
    [
      "a ratio that it lacks",
      "generate/core",
      { fields: { ...right, aspect_ratio: "4:3" } },
      400,
      "aspect_ratio",
    ],
    ["a seed past its range", "generate/core", { fields: { ...right, seed: "4294967295" } }, 400, "seed"],
    ["an accept of its own", "generate/core", { fields: right, accept: "text/html" }, 400, "accept"],
    ["a picture where none belongs", "generate/core", { fields: right, image: "64x64" }, 400, "image"],
    ["Chinese words", "generate/core", { fields: { prompt: "竹林" } }, 422, "English"],
    ["Russian words", "generate/core", { fields: { prompt: "лес" } }, 422, "English"],
    [
      "a strength without a picture",
      "generate/ultra",
      { fields: { ...right, strength: "0.5" } },
      400,
      "image",
    ],
    ["a picture without a strength", "generate/ultra", { fields: right, image: "64x64" }, 400, "strength"],
    ["a webp of sd3", "generate/sd3", { fields: { ...sd3, output_format: "webp" } }, 400, "output_format"],
    [
      "a ratio beside a picture",
      "generate/sd3",
      { fields: { ...sd3, mode: "image-to-image", strength: "0.5", aspect_ratio: "1:1" }, image: "64x64" },
      400,
      "aspect_ratio",
    ],
    ["no picture to edit", "edit/remove-background", {}, 400, "image"],
    ["a file that is no picture", "edit/remove-background", { image: "none" }, 400, "image"],
    ["a picture as text", "edit/remove-background", { fields: { image: "iVBOR" } }, 400, "file"],
    ["a side that is too short", "edit/remove-background", { image: "60x200" }, 400, "64"],
    ["no direction", "edit/outpaint", { image: "64x64" }, 400, "direction"],
    ["too far a direction", "edit/outpaint", { fields: { left: "2001" }, image: "64x64" }, 400, "2000"],
    ["too long a shape", "edit/outpaint", { fields: { left: "9" }, image: "320x100" }, 400, "ratio"],
    ["a side that is too long", "upscale/fast", { image: "1600x64" }, 400, "1536"],
    ["too many pixels", "upscale/creative", { fields: right, image: "1100x1000" }, 400, "1048576"],
    ["an endpoint that does not exist", "generate/xl", { fields: right }, 404, "not_found"],
    ["a key that is none", "generate/core", { fields: right, key: "sk-real" }, 401, "unauthorized"],
  ])("refuses %s in the vendor's words", async (_, path, asked, status, word) => {
    const answer = await post(path, asked);
    expect(answer.status).toBe(status);
    const refusal: unknown = JSON.parse(answer.text);
    expect(refusal).toEqual({
      id: expect.any(String),
      name: expect.any(String),
      errors: expect.arrayContaining([expect.any(String)]),
    });
    expect(answer.text).toContain(word);
  });

  it("refuses more than ten mebibytes", async () => {
    const answer = await post("edit/remove-background", {
      fields: { output_format: "x".repeat(11 * 1024 * 1024) },
    });
    expect(answer).toMatchObject({ status: 413, text: expect.stringContaining("payload_too_large") });
  });

  it("takes a small picture where the vendor does", async () => {
    expect((await post("upscale/fast", { image: "40x40" })).status).toBe(200);
  });

  it("answers with bytes and headers, or with JSON for who accepts that", async () => {
    const bytes = await post("generate/core", { fields: right });
    expect(Object.fromEntries(bytes.headers)).toMatchObject({
      "content-type": "image/png",
      "finish-reason": "SUCCESS",
      seed: "7",
    });
    const json = await post("generate/core", { fields: right, accept: "application/json" });
    expect(json.headers.get("content-type")).toBe("application/json; type=image/png");
    expect(JSON.parse(json.text)).toEqual({ image: expect.any(String), finish_reason: "SUCCESS", seed: 7 });
  });

  it("shows the vendor's own trouble for who asks about a result too often", async () => {
    const form = new FormData();
    form.append("prompt", "sharp");
    form.append("image", pictures.get("64x64") ?? new Blob(), "image.png");
    const headers = { authorization: "Bearer sim-ok_slow=600000" };
    const started = await fetch(`${real.url}/v2beta/stable-image/upscale/creative`, {
      method: "POST",
      headers,
      body: form,
    });
    const { id } = (await started.json()) as { id: string };
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    const ask = () => fetch(`${real.url}/v2beta/results/${id}`, { headers });
    const first = await ask();
    expect([first.status, await first.json()]).toEqual([202, { id, status: "in-progress" }]);
    const second = await ask();
    expect(second.status).toBe(429);
    expect(await second.text()).toContain("150 requests within a 10 second period");
  });
});
