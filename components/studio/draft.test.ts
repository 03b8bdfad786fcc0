import { describe, expect, test } from "vitest";
import { cleanText } from "@/components/shell/forms/clean-text";
import { createGenerationInput, type GenerationView, type ModelView } from "@/lib/generations/schema";
import {
  canEnlarge,
  countOptions,
  draftFrom,
  draftProblem,
  draftSchema,
  emptyDraft,
  fitDraft,
  MAX_COUNT,
  MAX_NEGATIVE_CHARS,
  MAX_REFERENCES,
  MAX_STYLES,
  offeredModels,
  orderOf,
  pickModel,
  priceIn,
  priceOf,
  referenceModel,
  repeatOf,
} from "./draft";

const full: ModelView = {
  id: "full",
  provider: "test",
  name: { zh: "全", en: "Full" },
  note: { zh: "", en: "" },
  ratios: ["1:1", "16:9", "9:16"],
  tiers: ["1K", "2K"],
  lockedTiers: [],
  qualities: ["draft", "standard", "high"],
  minCount: 1,
  maxCount: 8,
  maxPromptChars: 100,
  negativePrompt: true,
  seed: true,
  maxReferences: 3,
  edits: {},
  editsOnly: false,
  promptLanguage: null,
  own: false,
  simulated: false,
  creditsPerImage: { "1K": 1, "2K": 3, "4K": 9 },
  qualityPercent: { draft: 50, standard: 100, high: 200 },
  builtIn: false,
};
const small: ModelView = {
  ...full,
  id: "small",
  ratios: ["9:16"],
  tiers: ["2K"],
  qualities: ["high"],
  maxCount: 2,
  negativePrompt: false,
  seed: false,
  maxReferences: 0,
};
const grid: ModelView = { ...full, id: "grid", minCount: 4, maxCount: 8, maxReferences: 1 };
const editor: ModelView = { ...full, id: "editor", editsOnly: true };
const image = (letter: string) => `img_${letter.repeat(26)}`;
const [first, second] = [image("a"), image("b")];
const draft = { ...emptyDraft, prompt: "a hill", negativePrompt: "text", ratio: "16:9" as const, seed: 7 };
const key = { idempotencyKey: "12345678" };

const view: GenerationView = {
  id: "gen_1",
  status: "failed",
  stage: "ended",
  progressPercent: 100,
  revision: 3,
  prompt: "a hill",
  negativePrompt: "text",
  styleTags: ["ink-wash"],
  ratio: "16:9",
  tier: "2K",
  quality: "high",
  count: 3,
  seed: 41,
  operation: "generate",
  sourceImageId: null,
  referenceImageIds: [],
  strength: null,
  outpaintRatio: null,
  upscaleFactor: null,
  translatedPrompt: null,
  warnings: [],
  previewUrl: null,
  provider: "test",
  model: "full",
  priceCredits: 18,
  deliveredCount: 0,
  receipt: { reserved: 18, charged: 0, returned: 18 },
  errorCode: "provider_error",
  cancelRequested: false,
  createdAt: "2026-01-01T00:00:00.000Z",
  startedAt: null,
  finishedAt: null,
  images: [],
};

test("an empty draft satisfies its own schema, so that it survives being stored", () => {
  expect(draftSchema.parse(emptyDraft)).toEqual(emptyDraft);
});

test("a draft that was kept before there were references has none", () => {
  const { references: _, ...older } = emptyDraft;
  expect(draftSchema.parse(older)).toEqual(emptyDraft);
});

test("the chosen model is kept, and a model that is gone gives way to the first on offer", () => {
  expect(pickModel([full, small], "small")).toBe(small);
  expect(pickModel([full, small], "gone")).toBe(full);
  expect(pickModel([], null)).toBeUndefined();
  const own = { ...full, id: "cfg_mine", own: true };
  const simulated = { ...full, id: "simulated", simulated: true };
  const drawn = { ...full, id: "drawn", builtIn: true };
  // A real vendor first; without one the renderer, which says what it is; an own key only when it is chosen.
  expect(pickModel([own, drawn, simulated, full], null)).toBe(full);
  expect(pickModel([own, simulated, drawn], null)).toBe(drawn);
  expect(pickModel([own, drawn], "cfg_mine")).toBe(own);
});

test("models that only edit are not offered for new pictures, and never chosen", () => {
  expect(offeredModels([editor, full])).toEqual([full]);
  expect(pickModel([editor, full], "editor")).toBe(full);
  expect(pickModel([editor], null)).toBeUndefined();
});

test("a picture from elsewhere goes to the chosen model, or to one that looks at references", () => {
  expect(referenceModel([small, grid, full], "grid")).toBe(grid);
  expect(referenceModel([small, { ...grid, provider: "other" }, full], "small")).toBe(full);
  expect(referenceModel([small, { ...grid, provider: "other" }], "small")?.id).toBe("grid");
  expect(referenceModel([small, editor], "small")).toBeUndefined();
});

test.each([
  [1, 4, [1, 2, 3, 4]],
  [4, 4, [4]],
  [4, 8, [4, 8]],
  [2, 5, [2, 4]],
  [1, 20, [1, 2, 3, 4, 5, 6, 7, 8]],
])("a model that makes %i to %i pictures is asked for whole sets: %o", (minCount, maxCount, counts) => {
  expect(countOptions({ minCount, maxCount })).toEqual(counts);
});

test("pictures can be enlarged by any upscaler, but by one that knows only its own maker's pictures just there", () => {
  const limits = { maxPixels: 1, minSidePx: 1, maxSidePx: 1, maxRatio: 1 };
  const upscale = { prompt: "none" as const, ...limits };
  const upscaler = { ...editor, provider: "other", edits: { upscale } };
  const ownOnly = { ...upscaler, edits: { upscale: { ...upscale, ownPicturesOnly: true } } };
  expect(canEnlarge([full, upscaler], full)).toBe(true);
  expect(canEnlarge([full, ownOnly], full)).toBe(false);
  expect(canEnlarge([full, ownOnly], { provider: "other" })).toBe(true);
  expect(canEnlarge([full], full)).toBe(false);
});

describe("a draft within a model", () => {
  test("keeps what the model can do", () => {
    expect(fitDraft(draft, full)).toEqual({ ...draft, model: "full" });
  });

  test("falls back to what the model offers, and drops what it cannot do", () => {
    expect(fitDraft({ ...draft, count: 8 }, small)).toMatchObject({
      model: "small",
      ratio: "9:16",
      tier: "2K",
      quality: "high",
      count: 2,
      negativePrompt: "",
      seed: null,
    });
  });

  test("orders whole sets where the vendor makes several at once", () => {
    expect(fitDraft({ ...draft, count: 1 }, grid).count).toBe(4);
    expect(fitDraft({ ...draft, count: 7 }, grid).count).toBe(4);
    expect(fitDraft({ ...draft, count: 8 }, grid).count).toBe(8);
    expect(priceOf(fitDraft({ ...draft, count: 1 }, grid), grid)).toBe(4);
  });

  test("sends as many references as the model looks at, the first ones, and keeps the others chosen", () => {
    const referring = { ...draft, references: [first, second] };
    expect(fitDraft(referring, full).references).toEqual([first, second]);
    expect(fitDraft(referring, grid).references).toEqual([first]);
    expect(fitDraft(referring, small).references).toEqual([]);
  });

  test("loses style tags that no longer exist, but not while the list is unknown", () => {
    const tagged = { ...draft, styleTags: ["ink-wash", "gone"] };
    expect(fitDraft(tagged, full, new Set(["ink-wash"])).styleTags).toEqual(["ink-wash"]);
    expect(fitDraft(tagged, full).styleTags).toEqual(["ink-wash", "gone"]);
  });
});

test.each([
  [{ tier: "1K", quality: "standard", count: 4 }, 4],
  [{ tier: "1K", quality: "draft", count: 3 }, 3],
  [{ tier: "2K", quality: "high", count: 2 }, 12],
] as const)("the price shown for %o is %i credits", (choice, price) => {
  expect(priceOf(fitDraft({ ...draft, ...choice }, full), full)).toBe(price);
});

test("a model's price in the list is that of the nearest it can do, and says at which resolution", () => {
  expect(priceIn({ ...draft, tier: "1K", quality: "draft" }, full)).toEqual({ unit: 1, tier: "1K" });
  expect(priceIn({ ...draft, tier: "1K", quality: "draft" }, small)).toEqual({ unit: 6, tier: "2K" });
});

test.each([
  ["", "prompt_empty"],
  [" \n\u0000 ", "prompt_empty"],
  ["x".repeat(100), null],
  [` ${"x".repeat(100)}\n`, null],
  ["x".repeat(101), "prompt_too_long"],
])("a prompt %j is judged as the server judges it: %s", (prompt, problem) => {
  expect(draftProblem({ ...draft, prompt }, full)).toBe(problem);
});

test("text loses control characters and torn surrogates, and keeps line breaks, tabs and emoji", () => {
  expect(cleanText(" a\u0000b\u0007\n\tc 🏔️\ud800 ")).toBe("ab\n\tc 🏔️\ufffd");
});

describe("an order", () => {
  test("passes the server's schema, whatever was pasted", () => {
    const wild = { ...draft, prompt: "a\u0000b\ud800", negativePrompt: "x".repeat(3_000) };
    const order = orderOf(fitDraft(wild, full), full);
    expect(createGenerationInput.safeParse({ ...order, ...key }).error).toBeUndefined();
    expect(order.prompt).toBe("ab\ufffd");
  });

  test("names a seed only when one is fixed", () => {
    expect(orderOf(fitDraft(draft, full), full).seed).toBe(7);
    expect(orderOf(fitDraft({ ...draft, seed: null }, full), full)).not.toHaveProperty("seed");
  });

  test("of a failed generation repeats it at today's price, seed included", () => {
    expect(repeatOf(view, [full])).toEqual({
      price: 18,
      order: {
        prompt: "a hill",
        negativePrompt: "text",
        styleTags: ["ink-wash"],
        ratio: "16:9",
        tier: "2K",
        quality: "high",
        count: 3,
        seed: 41,
        model: "full",
        references: [],
      },
    });
  });

  test("of a generation whose model shrank is priced for what is really sent", () => {
    const again = repeatOf({ ...view, model: "small" }, [small]);
    expect(again?.order.count).toBe(2);
    expect(again?.price).toBe(12);
  });

  test("is not offered again when the model is gone, or when it was an edit", () => {
    expect(repeatOf(view, [small])).toBeNull();
    expect(repeatOf({ ...view, operation: "inpaint" }, [full])).toBeNull();
  });
});

describe("reuse", () => {
  test("brings every setting back, with a new seed when none is given", () => {
    expect(draftFrom(view, null)).toEqual({
      prompt: "a hill",
      negativePrompt: "text",
      styleTags: ["ink-wash"],
      ratio: "16:9",
      tier: "2K",
      quality: "high",
      count: 3,
      seed: null,
      model: "full",
      references: [],
    });
    expect(draftFrom({ ...view, referenceImageIds: [first] }, null).references).toEqual([first]);
  });

  test("of a picture, which has no count and a free ratio, is still a draft", () => {
    const reused = draftFrom({ ...view, ratio: "5:4", count: undefined }, 9);
    expect(reused).toMatchObject({ ratio: "1:1", count: emptyDraft.count, seed: 9 });
    expect(draftSchema.safeParse(reused).success).toBe(true);
  });
});

test("the composer's limits are those of the order's schema", () => {
  const accepts = (change: object) =>
    createGenerationInput.safeParse({ ...orderOf(fitDraft(draft, full), full), ...key, ...change }).success;
  expect(accepts({ negativePrompt: "x".repeat(MAX_NEGATIVE_CHARS) })).toBe(true);
  expect(accepts({ negativePrompt: "x".repeat(MAX_NEGATIVE_CHARS + 1) })).toBe(false);
  expect(accepts({ styleTags: Array(MAX_STYLES).fill("a") })).toBe(true);
  expect(accepts({ styleTags: Array(MAX_STYLES + 1).fill("a") })).toBe(false);
  expect(accepts({ count: MAX_COUNT })).toBe(true);
  expect(accepts({ count: MAX_COUNT + 1 })).toBe(false);
  expect(accepts({ references: Array(MAX_REFERENCES).fill(first) })).toBe(true);
  expect(accepts({ references: Array(MAX_REFERENCES + 1).fill(first) })).toBe(false);
});
