import { expect, test } from "vitest";
import { aspectOf } from "@/lib/edits/rules";
import { aspectRatios, type GenerationStatus, type GenerationView } from "@/lib/generations/schema";
import { feedOf, frameOf, gridOf, MAX_STREAMS, slotsOf, streamedIds } from "./feed";

const generation = (id: string, status: GenerationStatus, change: Partial<GenerationView> = {}) =>
  ({
    id,
    status,
    count: 4,
    deliveredCount: 0,
    images: [],
    errorCode: null,
    receipt: null,
    ...change,
  }) as unknown as GenerationView; // Only the fields that these rules read.

const pictures = (...ordinals: number[]) =>
  ordinals.map((ordinal) => ({ ordinal })) as GenerationView["images"];

test("a generation that two pages share is listed once, where it came first", () => {
  const [a, b, c] = [generation("a", "running"), generation("b", "failed"), generation("c", "failed")];
  const pages = [
    { items: [a, b], nextCursor: "x" },
    { items: [b, c], nextCursor: null },
  ];
  expect(feedOf(pages).map(({ id }) => id)).toEqual(["a", "b", "c"]);
});

test("only the oldest living generations have streams, however many wait", () => {
  const waiting = Array.from({ length: 12 }, (_, index) => generation(`q${index}`, "queued"));
  const feed = [...waiting, generation("run", "running"), generation("done", "succeeded")];
  expect(MAX_STREAMS).toBe(2);
  expect(streamedIds(feed)).toEqual(new Set(["run", "q11"]));
});

test("a picture to come keeps its place by ordinal; afterwards only pictures are shown", () => {
  const images = pictures(2, 0);
  const places = (status: GenerationStatus) =>
    slotsOf(generation("a", status, { images })).map(({ ordinal, image }) => [ordinal, image !== undefined]);
  expect(places("running")).toEqual([
    [0, true],
    [1, false],
    [2, true],
    [3, false],
  ]);
  expect(places("partly_succeeded")).toEqual([
    [0, true],
    [2, true],
  ]);
});

test("every count and ratio has columns that its pictures fill, and a width that keeps them in sight", () => {
  for (const ratio of aspectRatios)
    for (let count = 1; count <= 8; count += 1) {
      const { narrow, wide, maxWidthPx } = gridOf(count, aspectOf(ratio));
      expect(narrow).toBeLessThanOrEqual(count);
      expect(wide).toBeLessThanOrEqual(count);
      expect(maxWidthPx / wide / aspectOf(ratio)).toBeLessThanOrEqual(441);
    }
});

test("an edit's places have the shape of its picture, and before it comes that of what was asked", () => {
  const [image] = [{ widthPx: 300, heightPx: 100 }] as GenerationView["images"];
  const edit = { operation: "inpaint", ratio: "1:1", outpaintRatio: null, images: [] } as const;
  expect(frameOf({ ...edit, images: image ? [image] : [] })).toBe(3);
  expect(frameOf({ ...edit, images: [] })).toBe(1);
  expect(frameOf({ ...edit, operation: "outpaint", outpaintRatio: "2:1", images: [] })).toBe(2);
  expect(frameOf({ ...edit, operation: "generate", ratio: "16:9", images: image ? [image] : [] })).toBe(
    16 / 9,
  );
});
