import { describe, expect, test } from "vitest";
import { createEditInput } from "@/lib/edits/schema";
import type { ModelView } from "@/lib/generations/schema";
import { type EditDraft, editOrderOf, editProblem, emptyEditDraft, type FittedEdit, fitEdit } from "./draft";

const limits = { maxPixels: 8_000_000, minSidePx: 64, maxSidePx: 4_096, maxRatio: 3 };
const model = (id: string, change: Partial<ModelView>): ModelView => ({
  id,
  provider: "maker",
  name: { zh: id, en: id },
  note: { zh: "", en: "" },
  ratios: ["1:1", "4:3", "16:9"],
  tiers: ["1K", "2K"],
  lockedTiers: [],
  qualities: ["standard", "high"],
  minCount: 1,
  maxCount: 4,
  maxPromptChars: 20,
  negativePrompt: false,
  seed: false,
  maxReferences: 0,
  edits: {},
  editsOnly: false,
  promptLanguage: null,
  own: false,
  simulated: false,
  creditsPerImage: { "1K": 3, "2K": 6, "4K": 12 },
  qualityPercent: { draft: 50, standard: 100, high: 200 },
  builtIn: false,
  ...change,
});
const painter = model("painter", {
  edits: {
    instruct: { ...limits, prompt: "required" },
    inpaint: { ...limits, prompt: "optional" },
    outpaint: { ...limits, prompt: "none" },
    image_to_image: { ...limits, prompt: "required", strength: true },
  },
});
const enlarger = model("enlarger", {
  tiers: ["1K"],
  qualities: ["standard"],
  edits: { upscale: { ...limits, prompt: "none", factors: [2, 4], maxCount: 1, creditsPerImage: 5 } },
});
const models = [painter, enlarger];
const picture = { widthPx: 1_024, heightPx: 1_024, provider: "upload", vendorAccount: null };
const fitted = (change: Partial<EditDraft>): FittedEdit => {
  const found = fitEdit({ ...emptyEditDraft, ...change }, models, picture);
  if (!found) throw new Error("Nothing fits.");
  return found;
};
const imageId = `img_${"0".repeat(26)}`;
const maskId = `msk_${"0".repeat(26)}`;

describe("a draft in front of a picture", () => {
  test("begins with the first operation that some model can do", () => {
    expect(fitted({})).toMatchObject({
      operation: "instruct",
      operations: ["instruct", "inpaint", "outpaint", "upscale", "image_to_image"],
      models: [{ id: "painter" }],
      count: 1,
      tier: "1K",
      priceCredits: 3,
    });
  });

  test("goes to a model that can do the chosen operation, and keeps the chosen one for the way back", () => {
    expect(fitted({ model: "painter", operation: "upscale" }).model.id).toBe("enlarger");
    expect(fitted({ model: "enlarger", operation: "inpaint" }).model.id).toBe("painter");
    expect(fitted({ operation: "erase" }).operation).toBe("instruct");
  });

  test("is nothing where no model can do anything", () => {
    expect(fitEdit(emptyEditDraft, [], picture)).toBeNull();
    expect(fitEdit(emptyEditDraft, models, { ...picture, heightPx: 100 })).toBeNull();
  });

  test("costs what the server takes: by tier and quality, or the operation's own price", () => {
    expect(fitted({ tier: "2K", quality: "high", count: 2 }).priceCredits).toBe(24);
    expect(fitted({ operation: "upscale", tier: "2K", count: 4 })).toMatchObject({
      count: 1,
      asksTier: false,
      priceCredits: 5,
    });
  });

  test("never offers to extend to the picture's own shape", () => {
    const extended = fitted({ operation: "outpaint", outpaintRatio: "1:1" });
    expect(extended.ratios).toEqual(["4:3", "16:9"]);
    expect(extended.outpaintRatio).toBe("4:3");
    expect(fitted({ operation: "outpaint", outpaintRatio: "16:9" }).outpaintRatio).toBe("16:9");
  });
});

test.each([
  [{ operation: "instruct" }, false, "prompt_empty"],
  [{ operation: "instruct", prompt: " \n " }, false, "prompt_empty"],
  [{ operation: "instruct", prompt: "make it blue" }, false, null],
  [{ operation: "instruct", prompt: "x".repeat(21) }, false, "prompt_too_long"],
  [{ operation: "inpaint" }, true, "mask_empty"],
  [{ operation: "inpaint" }, false, null],
  [{ operation: "outpaint", prompt: "x".repeat(21) }, true, null],
] as const)("%o with an empty mask %s: %s", (change, isMaskEmpty, problem) => {
  expect(editProblem(fitted(change), isMaskEmpty)).toBe(problem);
});

describe("the order", () => {
  const everything: Partial<EditDraft> = {
    prompt: " a cat\u0000 ",
    strength: 0.3,
    outpaintRatio: "16:9",
    upscaleFactor: 4,
    tier: "2K",
  };

  test.each([
    ["instruct", { prompt: "a cat" }],
    ["inpaint", { prompt: "a cat", maskId }],
    ["outpaint", { prompt: "", outpaintRatio: "16:9" }],
    ["upscale", { prompt: "", upscaleFactor: 4, tier: "1K", model: "enlarger" }],
    ["image_to_image", { prompt: "a cat", strength: 0.3 }],
  ] as const)("of %s says what belongs to it and nothing else", (operation, said) => {
    const order = editOrderOf(
      fitted({ ...everything, operation }),
      imageId,
      operation === "inpaint" ? maskId : undefined,
    );
    expect(order).toEqual({
      operation,
      imageId,
      model: "painter",
      tier: "2K",
      quality: "standard",
      count: 1,
      ...said,
    });
    expect(createEditInput.safeParse({ ...order, idempotencyKey: "12345678" }).success).toBe(true);
  });
});
