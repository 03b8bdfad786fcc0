import { describe, expect, test } from "vitest";
import type { ModelCapabilities } from "@/lib/providers/model-capabilities";
import { inOrder, type Terms, withTerms } from "./apply";

const picture = { maxPixels: 1, minSidePx: 1, maxSidePx: 1, maxRatio: 1, prompt: "none" } as const;
const model: ModelCapabilities = {
  ...{ id: "m", provider: "p", name: { zh: "甲", en: "A" }, note: { zh: "", en: "" } },
  ...{ ratios: ["1:1"], tiers: ["1K"], qualities: ["standard"], minCount: 1, maxCount: 4, maxPerCall: 1 },
  ...{ maxPromptChars: 10, negativePrompt: false, seed: false, maxReferences: 0 },
  edits: { upscale: { ...picture, creditsPerImage: 5 }, inpaint: picture },
  creditsPerImage: { "1K": 2, "2K": 4, "4K": 8 },
  qualityPercent: { draft: 50, standard: 100, high: 200 },
  ...{ chargesOnRefusal: "no", builtIn: false },
};
const none: Terms = { isOffered: true, position: null, creditsPerImage: null, creditsPerEdit: null };

describe("withTerms", () => {
  test("leaves a model alone about which nothing is set", () => {
    expect(withTerms(model, undefined)).toBe(model);
    expect(withTerms(model, none)).toBe(model);
  });
  test("puts the operator's prices in the place of the catalogue's, and keeps the others", () => {
    const priced = withTerms(model, {
      ...none,
      creditsPerImage: { "1K": 3, "2K": 6, "4K": 12 },
      creditsPerEdit: { inpaint: 7, outpaint: 9 },
    });
    expect(priced.creditsPerImage).toEqual({ "1K": 3, "2K": 6, "4K": 12 });
    expect(priced.edits.upscale?.creditsPerImage).toBe(5);
    expect(priced.edits.inpaint).toEqual({ ...picture, creditsPerImage: 7 });
    expect(priced.edits.outpaint).toBeUndefined();
    expect(model.creditsPerImage["1K"]).toBe(2);
  });
});

describe("inOrder", () => {
  const ids = (places: Record<string, number>) =>
    inOrder(
      ["a", "b", "c", "d"].map((id) => ({ id })),
      new Map(Object.entries(places).map(([id, position]) => [id, { ...none, position }])),
    )
      .map(({ id }) => id)
      .join("");
  test.each([
    ["the catalogue's own without places", {}, "abcd"],
    ["a place in front", { d: 0 }, "dabc"],
    ["a place behind all", { a: 99 }, "bcda"],
    ["two in one place as in the catalogue", { c: 0, d: 0 }, "cdab"],
  ])("%s", (_, places, expected) => {
    expect(ids(places)).toBe(expected);
  });
});
