import { describe, expect, it } from "vitest";
import type { ImageRequest } from "../image-provider";
import { testPicture, testRequest } from "../testing-call.fixture";
import { capabilitiesOf, listModels } from "./models";
import { reshape } from "./reshape";

const order = async (changes: Partial<ImageRequest>, options: Record<string, string> = {}) =>
  reshape(testRequest({ model: "gpt-image-2", ...changes }), options);

describe("reshape to GPT Image", () => {
  it("sends exactly the fields that the model knows", async () => {
    const { path, body } = await order({ count: 2, negativePrompt: "people", styles: ["ink"], seed: 9 });
    expect(path).toBe("generations");
    expect(body).toEqual({
      model: "gpt-image-2",
      prompt: "a bamboo grove in the mist",
      n: 2,
      size: "1024x1024",
      quality: "medium",
      safety_identifier: "person-of-the-tests",
    });
  });

  it.each([
    ["draft", "low"],
    ["standard", "medium"],
    ["high", "high"],
  ] as const)("calls %s quality %s", async (quality, word) => {
    expect((await order({ quality })).body.quality).toBe(word);
  });

  it.each([
    ["21:9", "4K", "3840x1648"],
    ["4:3", "2K", "2368x1776"],
    ["9:16", "1K", "768x1360"],
  ] as const)("asks for %s at %s as %s", async (ratio, tier, size) => {
    const { body, warnings } = await order({ ratio, tier });
    expect([body.size, warnings]).toEqual([size, []]);
  });

  it.each([
    [{ count: 1, tier: "1K" }, {}, true],
    [{ count: 1, tier: "2K" }, {}, true],
    [{ count: 1, tier: "4K" }, {}, false],
    [{ count: 2, tier: "1K" }, {}, false],
    [{ count: 1, tier: "1K" }, { stream: "off" }, false],
    [{ count: 1, tier: "1K" }, { dialect: "compatible" }, false],
  ] as const)("streams %j with %j: %s", async (changes, options, expected) => {
    const { stream, body } = await order(changes, options);
    expect(stream).toBe(expected);
    expect(body.stream).toBe(expected ? true : undefined);
    expect(body.partial_images).toBe(expected ? 2 : undefined);
  });

  it("warns when a model of three formats makes another shape", async () => {
    const { body, warnings } = await order({ model: "gpt-image-1.5", ratio: "21:9" });
    expect([body.size, warnings]).toEqual(["1536x1024", ["ratio_approximated"]]);
  });

  it.each([
    [{ operation: "upscale" }],
    [{ operation: "remove_background", model: "gpt-image-2" }],
    [{ operation: "inpaint" }],
    [{ model: "gpt-image-1.5", tier: "2K" }],
    [{ count: 5 }],
    [{ count: 0 }],
  ] as const)("refuses %j before anything is sent", async (changes) => {
    await expect(order(changes)).rejects.toMatchObject({
      errorClass: "invalid_request",
      certainlyNotAccepted: true,
    });
  });
});

describe("reshape to edits", () => {
  it("keeps the shape of the picture, and follows a ratio that an instruction asks for", async () => {
    const source = await testPicture(1_360, 768);
    const same = await order({ operation: "instruct", ratio: "16:9", source });
    const other = await order({ operation: "instruct", ratio: "1:1", source });
    const variation = await order({ operation: "variation", ratio: "1:1", source });
    expect([same.body.size, other.body.size, variation.body.size]).toEqual([
      "1360x768",
      "1024x1024",
      "1360x768",
    ]);
  });

  it("sends one picture as one file and several as a list, the source first", async () => {
    const [source, reference] = [await testPicture(64, 64), await testPicture(80, 64)];
    const one = await order({ operation: "instruct", source });
    const several = await order({ operation: "instruct", source, references: [reference] });
    const generated = await order({ references: [reference] });
    if (one.path !== "edits" || several.path !== "edits" || generated.path !== "edits")
      throw new Error("expected edits");
    expect(Array.isArray(one.body.image)).toBe(false);
    expect(Array.isArray(generated.body.image)).toBe(false);
    const files = several.body.image as File[];
    expect(await Promise.all(files.map(async (file) => (await file.arrayBuffer()).byteLength))).toEqual([
      source.bytes.byteLength,
      reference.bytes.byteLength,
    ]);
    expect(files.map(({ name, type }) => [name, type])).toEqual([
      ["image-1.png", "image/png"],
      ["image-2.png", "image/png"],
    ]);
  });

  it("sends at most 16 pictures, the source among them", async () => {
    const source = await testPicture(64, 64);
    const references = Array.from({ length: 16 }, () => source);
    expect((await order({ references })).path).toBe("edits");
    await expect(order({ operation: "instruct", source, references })).rejects.toMatchObject({
      errorClass: "invalid_request",
    });
  });

  it("asks for a transparent background only to remove one", async () => {
    const source = await testPicture(64, 64);
    const cut = await order({
      model: "gpt-image-2.6-flare",
      operation: "remove_background",
      source,
      prompt: "",
    });
    expect(cut.body).toMatchObject({ background: "transparent", output_format: "png" });
    expect((await order({ operation: "variation", source })).body.background).toBeUndefined();
  });
});

describe("reshape to the other dialects", () => {
  it.each([
    [
      { ratio: "16:9", quality: "high" },
      { size: "1792x1024", quality: "hd" },
    ],
    [
      { ratio: "9:16", quality: "standard" },
      { size: "1024x1792", quality: "standard" },
    ],
  ] as const)("writes %j for DALL·E 3 as %j", async (changes, fields) => {
    const { body } = await order({ model: "dall-e-3", ...changes }, { dialect: "dalle" });
    expect(body).toEqual({ model: "dall-e-3", prompt: "a bamboo grove in the mist", n: 1, ...fields });
  });

  it("sends a compatible server only what all of them know", async () => {
    const { body } = await order({ model: "flux", ratio: "2:3", count: 3 }, { dialect: "compatible" });
    expect(body).toEqual({
      model: "flux",
      prompt: "a bamboo grove in the mist",
      n: 3,
      size: "1024x1536",
      response_format: "b64_json",
    });
  });
});

describe("capabilities", () => {
  it("knows its models by name and has every one offer a price for what it offers", () => {
    for (const model of listModels()) {
      expect(capabilitiesOf(model.id, {})).toEqual(model);
      for (const tier of model.tiers) expect(model.creditsPerImage[tier]).toBeGreaterThan(0);
      expect(model.maxCount).toBeGreaterThanOrEqual(model.maxPerCall);
    }
    expect(new Set(listModels().map(({ id }) => id)).size).toBe(listModels().length);
    expect(listModels()[0]?.id).toBe("gpt-image-2");
  });

  it("says of an unknown model only what holds for all of its kind", () => {
    expect(capabilitiesOf("gpt-image-2.5-flare", {})).toMatchObject({ tiers: ["1K", "2K", "4K"] });
    expect(capabilitiesOf("mystery", {})).toMatchObject({ tiers: ["1K"], ratios: ["1:1", "3:2", "2:3"] });
    expect(capabilitiesOf("gpt-image-2", { dialect: "compatible" })).toMatchObject({
      id: "gpt-image-2",
      tiers: ["1K"],
      edits: {},
      maxReferences: 0,
      maxCount: 4,
    });
    expect(capabilitiesOf("dall-e-3", { dialect: "dalle" })).toMatchObject({ maxPerCall: 1, edits: {} });
  });
});
