import { describe, expect, test } from "vitest";
import {
  aspectRatios,
  type EditOperation,
  type ModelCapabilities,
  type OperationCapabilities,
} from "@/lib/providers/model-capabilities";
import {
  aspectOf,
  countsOf,
  editDefaults,
  extendedSize,
  extensionRatios,
  isPricedByTier,
  lineageRows,
  modelsFor,
  nearestTier,
  needsMask,
  obstacleOf,
  offeredOperations,
} from "./rules";
import type { LineageNode } from "./schema";

const wide: OperationCapabilities = {
  prompt: "optional",
  maxPixels: 4_000_000,
  minSidePx: 64,
  maxSidePx: 3_000,
  maxRatio: 3,
};
const model = (
  edits: Partial<Record<EditOperation, OperationCapabilities>>,
  change: Partial<ModelCapabilities> = {},
) => ({
  id: "m",
  provider: "maker",
  ratios: aspectRatios,
  tiers: ["1K", "2K"] as const,
  qualities: ["standard"] as const,
  minCount: 1,
  maxCount: 4,
  edits,
  ...change,
});
const picture = (widthPx: number, heightPx: number, provider = "maker") => ({
  widthPx,
  heightPx,
  provider,
  vendorAccount: provider === "upload" ? null : "platform",
});

describe("what keeps a model from an operation", () => {
  test.each([
    ["an operation it does not have", model({}), picture(512, 512), "not_offered"],
    [
      "somebody else's picture",
      model({ upscale: { ...wide, ownPicturesOnly: true } }),
      picture(512, 512, "upload"),
      "other_maker",
    ],
    ["its own picture", model({ upscale: { ...wide, ownPicturesOnly: true } }), picture(512, 512), null],
    [
      "its own picture of another account",
      { ...model({ upscale: { ...wide, ownPicturesOnly: true } }), id: "cfg_mine" },
      picture(512, 512),
      "other_maker",
    ],
    ["a strip", model({ upscale: wide }), picture(1_300, 400), "wrong_shape"],
    ["a strip at the limit", model({ upscale: wide }), picture(1_200, 400), null],
    ["a stamp, which is made larger", model({ upscale: wide }), picture(40, 30), null],
    ["a giant, which is made smaller", model({ upscale: wide }), picture(8_000, 8_000), null],
    [
      "a giant that becomes too narrow by it",
      model({ upscale: { ...wide, maxSidePx: 150, minSidePx: 100 } }),
      picture(2_000, 1_000),
      "wrong_shape",
    ],
  ])("%s", (_what, subject, start, obstacle) => {
    expect(obstacleOf(subject, "upscale", start)).toBe(obstacle);
  });

  test("extending is not offered where the only ratio is the picture's own", () => {
    const square = model({ outpaint: wide }, { ratios: ["1:1"] });
    expect(obstacleOf(square, "outpaint", picture(1_024, 1_024))).toBe("nothing_to_extend");
    expect(obstacleOf(square, "outpaint", picture(1_024, 900))).toBeNull();
  });
});

test("only models that can are offered for an operation, and only operations that some model can do", () => {
  const models = [
    { ...model({ erase: wide }), id: "eraser" },
    { ...model({ instruct: wide, upscale: { ...wide, ownPicturesOnly: true } }), id: "all-round" },
    { ...model({ instruct: { ...wide, ownPicturesOnly: true } }), id: "choosy" },
  ];
  const upload = picture(512, 512, "upload");
  expect(offeredOperations(models, upload)).toEqual(["instruct", "erase"]);
  expect(modelsFor(models, "instruct", upload).map(({ id }) => id)).toEqual(["all-round"]);
  expect(modelsFor(models, "instruct", picture(512, 512)).map(({ id }) => id)).toEqual([
    "all-round",
    "choosy",
  ]);
  expect(modelsFor(models, "upscale", picture(512, 512)).map(({ id }) => id)).toEqual(["all-round"]);
  expect(offeredOperations([], upload)).toEqual([]);
});

test("only inpainting and erasing need a mask", () => {
  expect((["inpaint", "erase", "outpaint", "instruct"] as const).map(needsMask)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

describe("extending to a ratio", () => {
  test("holds the whole picture and has exactly the ratio", () => {
    for (const ratio of aspectRatios)
      for (const size of [picture(1_024, 1_024), picture(900, 1_600), picture(1_568, 672)]) {
        const frame = extendedSize(size, ratio);
        expect(frame.widthPx).toBeGreaterThanOrEqual(size.widthPx);
        expect(frame.heightPx).toBeGreaterThanOrEqual(size.heightPx);
        expect(frame.widthPx === size.widthPx || frame.heightPx === size.heightPx).toBe(true);
        expect(Math.abs(frame.widthPx / frame.heightPx / aspectOf(ratio) - 1)).toBeLessThan(0.002);
      }
  });

  test("offers every ratio but the picture's own", () => {
    expect(extensionRatios(model({}), picture(1_600, 900))).not.toContain("16:9");
    expect(extensionRatios(model({}), picture(1_600, 900))).toHaveLength(aspectRatios.length - 1);
  });
});

test("the tier of an edit is the offered one nearest to the picture's area", () => {
  expect(nearestTier({ widthPx: 1_024, heightPx: 1_024 }, ["1K", "2K", "4K"])).toBe("1K");
  expect(nearestTier({ widthPx: 2_000, heightPx: 1_500 }, ["1K", "2K", "4K"])).toBe("2K");
  expect(nearestTier({ widthPx: 6_000, heightPx: 4_000 }, ["1K", "2K"])).toBe("2K");
});

test("the tier is asked for only where the price depends on it", () => {
  const some = model({ erase: { ...wide, creditsPerImage: 5 }, instruct: wide });
  expect(isPricedByTier(some, "instruct")).toBe(true);
  expect(isPricedByTier(some, "erase")).toBe(false);
});

test.each([
  [{ minCount: 1, maxCount: 4 }, undefined, [1, 2, 3, 4]],
  [{ minCount: 1, maxCount: 4 }, 1, [1]],
  [{ minCount: 4, maxCount: 8 }, undefined, [4, 8]],
  [{ minCount: 4, maxCount: 4 }, 1, [1]],
])("of %o with at most %s per operation %o can be ordered", (limits, maxCount, counts) => {
  const some = model({ variation: { ...wide, maxCount } }, limits);
  expect(countsOf(some, "variation")).toEqual(counts);
});

test("an order says nothing about what its operation does not have", () => {
  const some = model({
    outpaint: wide,
    upscale: { ...wide, factors: [2, 4] },
    image_to_image: { ...wide, strength: true },
  });
  const start = picture(1_024, 1_024);
  expect(editDefaults(some, "outpaint", start)).toMatchObject({
    outpaintRatio: expect.stringMatching(/^(4:3|3:4)$/),
    strength: undefined,
    upscaleFactor: undefined,
  });
  expect(editDefaults(some, "upscale", start)).toMatchObject({ upscaleFactor: 2, outpaintRatio: undefined });
  expect(editDefaults(some, "image_to_image", start)).toMatchObject({ strength: 0.6, count: 1, tier: "1K" });
});

describe("the family tree", () => {
  const node = (imageId: string, parentImageId: string | null) => ({ imageId, parentImageId }) as LineageNode;
  const drawn = (items: LineageNode[]) =>
    lineageRows(items).map(({ node: { imageId }, depth, step }) => [imageId, depth, step]);

  test("a chain of edits is not indented", () => {
    expect(drawn([node("a", null), node("b", "a"), node("c", "b")])).toEqual([
      ["a", 0, 0],
      ["b", 0, 1],
      ["c", 0, 2],
    ]);
  });

  test("a fork is, and every picture follows the one it was made from", () => {
    expect(drawn([node("a", null), node("b", "a"), node("c", "a"), node("d", "b")])).toEqual([
      ["a", 0, 0],
      ["b", 1, 1],
      ["d", 1, 2],
      ["c", 1, 1],
    ]);
  });

  test("a picture whose parent is gone or lies beyond the limit starts a tree of its own", () => {
    expect(drawn([node("b", "gone"), node("c", "b")])).toEqual([
      ["b", 0, 0],
      ["c", 0, 1],
    ]);
  });
});
