import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { aspectRatios, pixelSize } from "@/lib/providers/model-capabilities";
import { type PictureRequest, renderPicture } from "./render";

const base: PictureRequest = {
  prompt: "海上日落，一艘帆船",
  negativePrompt: "",
  styles: [],
  ratio: "1:1",
  tier: "1K",
  quality: "standard",
  seed: 7,
};
const render = (changes: Partial<PictureRequest> = {}) =>
  renderPicture({ ...base, ...changes }, new AbortController().signal);

describe("renderPicture", () => {
  it("gives the same bytes for the same input", async () => {
    expect((await render()).equals(await render())).toBe(true);
  });

  it.each([
    { seed: 8 },
    { prompt: "海上日出，一艘帆船" },
    { styles: ["ink-wash"] },
    { negativePrompt: "船" },
    { quality: "draft" as const },
    { quality: "high" as const },
  ])("gives another picture for %o", async (changes) => {
    expect((await render()).equals(await render(changes))).toBe(false);
  });

  it.each(aspectRatios)("has the exact size and no metadata at %s", async (ratio) => {
    const png = await render({ ratio, styles: ["minimalism"] });
    const { width, height, format, exif, xmp, icc, channels } = await sharp(png).metadata();
    const { widthPx, heightPx } = pixelSize(ratio, "1K");
    expect({ width, height, format, channels }).toEqual({
      width: widthPx,
      height: heightPx,
      format: "png",
      channels: 3,
    });
    expect([exif, xmp, icc]).toEqual([undefined, undefined, undefined]);
  });

  it("keeps the exact size in a tier whose side is no multiple of a pixel style's cell", async () => {
    const { width, height } = await sharp(
      await render({ styles: ["pixel-art"], ratio: "21:9", tier: "2K" }),
    ).metadata();
    expect({ widthPx: width, heightPx: height }).toEqual(pixelSize("21:9", "2K"));
  });

  it.each([
    "ink-wash",
    "watercolor",
    "neon",
    "paper-cut",
    "pixel-art",
    "line-art",
    "oil-painting",
    "low-poly",
    "pointillism",
    "vintage",
    "ukiyo-e",
    "anime",
    "minimalism",
  ])("draws a picture with contrast in the style %s", async (style) => {
    const { channels } = await sharp(await render({ styles: [style], prompt: "山间的河流" })).stats();
    expect(Math.max(...channels.map((channel) => channel.stdev))).toBeGreaterThan(12);
  });

  it.each([
    "mountain",
    "wave",
    "sea",
    "river",
    "desert",
    "field",
    "snow",
    "forest",
    "bamboo",
    "flower meadow",
    "city",
    "street",
    "temple",
    "sky lantern",
    "village river",
    "portrait",
    "cat",
    "crane",
    "fox",
    "rose",
    "cherry blossom",
    "koi",
    "whale",
    "starry sky",
    "planet",
    "tea",
    "abstract",
    "fluid",
    "",
    "qwerty",
    "💥",
    "\u0000<svg>&\"'",
  ])("draws %j in a narrow frame", async (prompt) => {
    const ratio = prompt.length % 2 ? "9:16" : "21:9";
    const { channels } = await sharp(await render({ prompt, ratio })).stats();
    expect(Math.max(...channels.map((channel) => channel.stdev))).toBeGreaterThan(5);
  });

  it("reports its stages in order and stops when the signal is aborted", async () => {
    const stages: string[] = [];
    const stop = new AbortController();
    await renderPicture(base, stop.signal, (stage) => stages.push(stage));
    expect(stages).toEqual(["compose", "draw", "texture"]);
    stop.abort();
    await expect(renderPicture(base, stop.signal)).rejects.toThrow();
  });
});
