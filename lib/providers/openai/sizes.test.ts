import { describe, expect, it } from "vitest";
import { aspectRatios, tiers } from "../model-capabilities";
import { isAllowed, isShapeOf, sizeOfPicture, sizeOfRatio, textOf } from "./sizes";

const sizeOf = (text: string) => {
  const [widthPx = 0, heightPx = 0] = text.split("x").map(Number);
  return { widthPx, heightPx };
};

describe("sizeOfRatio", () => {
  it.each(aspectRatios.flatMap((ratio) => tiers.map((tier) => [ratio, tier] as const)))(
    "gives for %s at %s a size that the vendor takes and that has this shape",
    (ratio, tier) => {
      const size = sizeOfRatio("flexible", ratio, tier);
      const [w = 1, h = 1] = ratio.split(":").map(Number);
      expect(isAllowed(size)).toBe(true);
      expect(size.approximated).toBe(false);
      expect(Math.abs(size.widthPx / size.heightPx / (w / h) - 1)).toBeLessThan(0.0065);
    },
  );

  it.each([
    ["gpt", "1:1", "1024x1024", false],
    ["gpt", "3:2", "1536x1024", false],
    ["gpt", "9:16", "1024x1536", true],
    ["gpt", "21:9", "1536x1024", true],
    ["dalle3", "16:9", "1792x1024", false],
    ["dalle3", "3:4", "1024x1792", true],
    ["dalle2", "2:3", "1024x1024", true],
  ] as const)(
    "takes of the few sizes of %s for %s the nearest, and says when it is another shape",
    (set, ratio, text, approximated) => {
      const size = sizeOfRatio(set, ratio, "1K");
      expect([textOf(size), size.approximated]).toEqual([text, approximated]);
    },
  );
});

describe("isAllowed", () => {
  it.each(["576x1024", "1008x432", "4096x2160", "3840x1024", "1000x1000", "3840x2176"])(
    "refuses %s",
    (text) => {
      expect(isAllowed(sizeOf(text))).toBe(false);
    },
  );
});

describe("sizeOfPicture", () => {
  it.each([
    ["1024x1024", "1K", "1024x1024"],
    ["1536x1024", "1K", "1536x1024"],
    ["1568x672", "1K", "1568x672"],
    ["2048x2048", "2K", "2048x2048"],
    ["2048x2048", "1K", "1024x1024"],
    ["1024x1024", "2K", "2048x2048"],
    ["3000x3000", "4K", "2880x2880"],
    ["640x480", "1K", "1152x864"],
  ] as const)("keeps the shape of %s at %s: %s", (from, tier, to) => {
    expect(textOf(sizeOfPicture("flexible", sizeOf(from), tier))).toBe(to);
  });

  it("gives every shape up to 3:1 an allowed size within one percent and never more than the tier's area", () => {
    const areas = { "1K": 1024 * 1024, "2K": 2048 * 2048, "4K": 8_294_400 };
    for (let shape = 1 / 3; shape <= 3; shape *= 1.013)
      for (const tier of tiers) {
        const size = sizeOfPicture("flexible", { widthPx: 9_000 * shape, heightPx: 9_000 }, tier);
        expect(isAllowed(size), `${shape} ${tier}`).toBe(true);
        expect(Math.abs(size.widthPx / size.heightPx / shape - 1), `${shape} ${tier}`).toBeLessThan(0.01);
        expect(size.widthPx * size.heightPx).toBeLessThanOrEqual(areas[tier] * 1.02);
      }
  });

  it("says when a picture is longer than the vendor can make", () => {
    const size = sizeOfPicture("flexible", { widthPx: 4_000, heightPx: 1_000 }, "1K");
    expect(isAllowed(size)).toBe(true);
    expect(size.approximated).toBe(true);
  });
});

describe("isShapeOf", () => {
  it("knows the ratio that is nearest to a picture", () => {
    const picture = { widthPx: 1_360, heightPx: 768 };
    expect(aspectRatios.filter((ratio) => isShapeOf(ratio, picture))).toEqual(["16:9"]);
  });
});
