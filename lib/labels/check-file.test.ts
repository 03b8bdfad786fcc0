import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { labelImage } from "./apply";
import { checkFileLabels } from "./check-file";

const picture = (background: string, size = 640) =>
  sharp({ create: { width: size, height: Math.round(size * 0.75), channels: 3, background } })
    .png()
    .toBuffer();
const noise = () =>
  sharp({
    create: {
      ...{ width: 640, height: 480, channels: 3, background: "#808080" },
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  })
    .png()
    .toBuffer();

describe.each(["white", "black", "#b93a26", "noise"])("on %s", (ground) => {
  const source = () => (ground === "noise" ? noise() : picture(ground));
  test.each(["webp", "jpeg", "png"] as const)("both labels of a %s are found", async (format) => {
    const { bytes } = await labelImage({ image: await source(), produceId: "gen_x", format });
    const found = await checkFileLabels(bytes, "made");
    expect(found.isVisible).toBe(true);
    expect(found.metadata.aigc).toMatchObject({ Label: "1", ProduceID: "gen_x" });
  });

  test("a file without labels is found to have none", async () => {
    const found = await checkFileLabels(await source(), "made");
    expect(found.isVisible).toBe(false);
    expect(found.metadata).toMatchObject({ aigc: null, count: 0 });
  });
});

test("a file that bears the metadata alone is told from one that bears both", async () => {
  const image = await picture("#406080");
  const { bytes } = await labelImage({ image, produceId: "gen_x", format: "webp", visible: false });
  const found = await checkFileLabels(bytes, "made");
  expect(found.isVisible).toBe(false);
  expect(found.metadata.count).toBe(1);
});

test("each class has its own text, and a small file is judged by its own size", async () => {
  const image = await picture("#406080", 256);
  for (const aiClass of ["made", "declared", "suspected"] as const) {
    const { bytes } = await labelImage({ image, produceId: "img_x", format: "webp", aiClass });
    expect((await checkFileLabels(bytes, aiClass)).isVisible, aiClass).toBe(true);
  }
});

test("what is no picture has no answer", async () => {
  expect((await checkFileLabels(Buffer.from("no picture"), "made")).isVisible).toBeNull();
});
