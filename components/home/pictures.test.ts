import { expect, test } from "vitest";
import type { PublicImageView } from "@/lib/gallery/schema";
import { fullRows, madeHere } from "./pictures";

const image = (id: string, change: Partial<PublicImageView> = {}): PublicImageView => ({
  id,
  prompt: "河边的小镇",
  negativePrompt: "",
  styleTags: [],
  ratio: "1:1",
  tier: "1K",
  quality: "standard",
  model: "sketch-1",
  seed: null,
  operation: "generate",
  aiClass: "made",
  widthPx: 10,
  heightPx: 20,
  thumbHash: "",
  likes: 0,
  downloads: 0,
  author: { username: "a", displayName: "" },
  publishedAt: "2026-01-01T00:00:00.000Z",
  urls: { thumbnail: `/t/${id}`, display: "", download: "", page: `/explore/${id}` },
  ...change,
});

test("the front page shows what was made here, in its order", () => {
  const images = [
    image("a"),
    image("photo", { aiClass: "none" }),
    image("elsewhere", { aiClass: "declared" }),
    image("b"),
    image("c"),
  ];
  expect(madeHere(images).map(({ id }) => id)).toEqual(["a", "b", "c"]);
});

test("a long prompt is cut between characters", () => {
  const [only] = madeHere([image("a", { prompt: "🎨".repeat(300) })]);
  expect(only?.prompt).toBe("🎨".repeat(120));
});

test("no row of a wide screen stays half empty while there are pictures for full ones", () => {
  const squares = madeHere(
    Array.from({ length: 30 }, (_, i) => image(`${i}`, { widthPx: 20, heightPx: 20 })),
  );
  // Five squares of 220 px and their gaps fit into 1248 px.
  expect(fullRows(squares, 3)).toHaveLength(15);
  expect(fullRows(squares.slice(0, 13), 3)).toHaveLength(10);
  expect(fullRows(squares.slice(0, 3), 3)).toHaveLength(3);
  expect(fullRows([], 3)).toEqual([]);
});
