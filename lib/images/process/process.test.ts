import { createHash } from "node:crypto";
import fc from "fast-check";
import sharp from "sharp";
import { thumbHashToApproximateAspectRatio } from "thumbhash";
import { describe, expect, it } from "vitest";
import { readLabel } from "@/lib/labels/read";
import { deriveImage } from "./derive";
import { exportImage } from "./export";
import { hammingDistance } from "./hashes";
import { inspectImage, MAX_IMAGE_BYTES } from "./inspect";

const ID = "gen_01jd3k7v9x0123456789abcdef";

/** A drawing with a gradient and circles, different for every seed. */
const drawing = (width: number, height: number, seed = 1) => {
  const circles = Array.from({ length: 12 }, (_, i) => {
    const n = (i + 1) * seed;
    return `<circle cx="${(n * 37) % 100}%" cy="${(n * 61) % 100}%" r="${5 + (n % 12)}%" fill="hsl(${(n * 47) % 360} 70% 50%)"/>`;
  });
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g" x2="1"><stop stop-color="#024"/><stop offset="1" stop-color="#fd8"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>${circles.join("")}</svg>`,
    ),
  ).removeAlpha();
};

describe("inspectImage", () => {
  it("tells format and upright size", async () => {
    for (const format of ["png", "jpeg", "webp"] as const) {
      const bytes = await drawing(300, 200).toFormat(format).toBuffer();
      expect(await inspectImage(bytes)).toEqual({ format, widthPx: 300, heightPx: 200 });
    }
    const turned = await drawing(300, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await inspectImage(turned)).toEqual({ format: "jpeg", widthPx: 200, heightPx: 300 });
  });

  it("refuses every other format, whatever it is called", async () => {
    const picture = drawing(100, 100);
    const others = [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"/>'),
      await picture.clone().gif().toBuffer(),
      await picture.clone().tiff().toBuffer(),
      await picture.clone().avif({ effort: 0 }).toBuffer(),
      Buffer.alloc(0),
      Buffer.from("RIFF....WEBP"),
      Buffer.from("\x89PNG\r\n\x1a\n<svg/>", "latin1"),
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from("<html>")]),
    ];
    for (const bytes of others)
      await expect(inspectImage(bytes)).rejects.toMatchObject({ status: 422, code: "image_not_readable" });
  });

  it("refuses a small file with too many pixels, and a file with too many bytes", async () => {
    const flat = sharp({ create: { width: 9000, height: 8000, channels: 3, background: "#000" } });
    const bomb = await flat.png().toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(inspectImage(bomb)).rejects.toMatchObject({ status: 422, code: "image_too_large" });
    const heavy = Buffer.concat([await drawing(100, 100).png().toBuffer(), Buffer.alloc(MAX_IMAGE_BYTES)]);
    await expect(inspectImage(heavy)).rejects.toMatchObject({ status: 422, code: "image_too_large" });
  });

  it("refuses shapes that no label fits on", async () => {
    for (const [width, height] of [
      [63, 63],
      [1, 1],
      [800, 99],
      [1000, 100],
    ] as const) {
      const bytes = await drawing(width, height).png().toBuffer();
      await expect(inspectImage(bytes)).rejects.toMatchObject({
        status: 422,
        code: "image_shape_unsupported",
      });
    }
    expect(await inspectImage(await drawing(512, 64).png().toBuffer())).toMatchObject({ widthPx: 512 });
  });

  it("answers random bytes with a refusal", async () => {
    const heads = ["89504e470d0a1a0a0000000d49484452", "ffd8ffe0", "52494646240000005745425056503820", ""];
    const head = fc.constantFrom(...heads.map((hex) => Buffer.from(hex, "hex")));
    await fc.assert(
      fc.asyncProperty(head, fc.uint8Array({ maxLength: 120 }), async (start, tail) => {
        await expect(inspectImage(Buffer.concat([start, tail]))).rejects.toMatchObject({ status: 422 });
      }),
      { numRuns: 300 },
    );
  });
});

describe("deriveImage", () => {
  it("makes labelled display and thumbnail files of the promised sizes", async () => {
    for (const [width, height, display, thumbnail] of [
      [2560, 1440, [2048, 1152], [512, 288]],
      [900, 1600, [900, 1600], [288, 512]],
      [300, 300, [300, 300], [300, 300]],
    ] as const) {
      const original = await drawing(width, height).png().toBuffer();
      const derived = await deriveImage({ original, produceId: ID, aiClass: "made" });
      expect(derived).toMatchObject({ widthPx: width, heightPx: height, sizeBytes: original.length });
      expect(derived.sha256).toBe(createHash("sha256").update(original).digest("hex"));
      for (const [file, size] of [
        [derived.display, display],
        [derived.thumbnail, thumbnail],
      ] as const) {
        expect([file.widthPx, file.heightPx]).toEqual(size);
        const metadata = await sharp(file.bytes).metadata();
        expect(metadata).toMatchObject({ format: "webp", width: size[0], height: size[1] });
        expect(readLabel(file.bytes)).toMatchObject({
          count: 1,
          packets: 1,
          aigc: { Label: "1", ProduceID: ID },
        });
      }
    }
  });

  it("gives the same answer for the same picture", async () => {
    const original = await drawing(640, 480).jpeg().toBuffer();
    expect(await deriveImage({ original, produceId: ID, aiClass: "made" })).toEqual(
      await deriveImage({ original, produceId: ID, aiClass: "made" }),
    );
  });

  it("makes a ThumbHash that knows the picture's shape", async () => {
    for (const [width, height] of [
      [1600, 900],
      [900, 1600],
    ] as const) {
      const { thumbHash } = await deriveImage({
        original: await drawing(width, height).png().toBuffer(),
        produceId: ID,
        aiClass: "made",
      });
      const ratio = thumbHashToApproximateAspectRatio(Buffer.from(thumbHash, "base64"));
      expect(Math.abs(ratio / (width / height) - 1)).toBeLessThan(0.15);
      expect(Buffer.from(thumbHash, "base64").length).toBeLessThan(30);
    }
  });

  it("makes perceptual hashes that are near for one picture in other clothes, far for another picture", async () => {
    const hashOf = async (bytes: Buffer) =>
      (await deriveImage({ original: bytes, produceId: ID, aiClass: "made" })).perceptualHash;
    const first = await hashOf(await drawing(1000, 1000).png().toBuffer());
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    const smaller = await hashOf(await drawing(1000, 1000).resize(300).jpeg({ quality: 60 }).toBuffer());
    const brighter = await hashOf(await drawing(1000, 1000).modulate({ brightness: 1.1 }).webp().toBuffer());
    expect(hammingDistance(first, smaller)).toBeLessThanOrEqual(4);
    expect(hammingDistance(first, brighter)).toBeLessThanOrEqual(8);
    for (const seed of [2, 3, 5, 7])
      expect(
        hammingDistance(first, await hashOf(await drawing(1000, 1000, seed).png().toBuffer())),
      ).toBeGreaterThan(10);
  });

  it("refuses a picture that breaks off", async () => {
    for (const format of ["png", "jpeg", "webp"] as const) {
      const whole = await drawing(400, 400).toFormat(format).toBuffer();
      const original = whole.subarray(0, Math.floor(whole.length * 0.6));
      await expect(deriveImage({ original, produceId: ID, aiClass: "made" }), format).rejects.toMatchObject({
        status: 422,
        code: "image_not_readable",
      });
    }
  });

  it("handles many pictures at once", async () => {
    const original = await drawing(200, 200).png().toBuffer();
    const all = await Promise.all(
      Array.from({ length: 12 }, () => deriveImage({ original, produceId: ID, aiClass: "made" })),
    );
    expect(new Set(all.map((derived) => derived.perceptualHash)).size).toBe(1);
  });
});

describe("exportImage", () => {
  it("gives the full size with one label in every format", async () => {
    const original = await drawing(1200, 800).png().toBuffer();
    for (const format of ["png", "jpeg", "webp"] as const) {
      const file = await exportImage({ original, produceId: ID, aiClass: "made", format });
      expect(file).toMatchObject({ widthPx: 1200, heightPx: 800, format });
      expect((await sharp(file.bytes).metadata()).format).toBe(format);
      expect(readLabel(file.bytes)).toMatchObject({ count: 1, packets: 1, aigc: { ProduceID: ID } });
    }
  });

  it("listens to the quality", async () => {
    const original = await drawing(600, 400).png().toBuffer();
    const rough = await exportImage({
      original,
      produceId: ID,
      aiClass: "made",
      format: "jpeg",
      quality: 40,
    });
    const fine = await exportImage({ original, produceId: ID, aiClass: "made", format: "jpeg", quality: 95 });
    expect(rough.bytes.length).toBeLessThan(fine.bytes.length);
  });

  it("leaves a PNG's pixels outside the label exactly as they were", async () => {
    const original = await drawing(600, 400).png().toBuffer();
    const { bytes } = await exportImage({ original, produceId: ID, aiClass: "made", format: "png" });
    const top = (file: Buffer) =>
      sharp(file).extract({ left: 0, top: 0, width: 600, height: 300 }).raw().toBuffer();
    expect((await top(bytes)).equals(await top(original))).toBe(true);
  });
});

describe("hammingDistance", () => {
  it("counts differing bits", () => {
    expect(hammingDistance("0000000000000000", "ffffffffffffffff")).toBe(64);
    expect(hammingDistance("00000000000000f1", "00000000000000f0")).toBe(1);
    const word = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((n) => n.toString(16).padStart(16, "0"));
    fc.assert(
      fc.property(
        word,
        word,
        (a, b) => hammingDistance(a, b) === hammingDistance(b, a) && hammingDistance(a, a) === 0,
      ),
    );
  });

  it("refuses what is no hash", () => {
    for (const bad of ["", "xyz", "0".repeat(15), "0X00000000000000"])
      expect(() => hammingDistance(bad, "0".repeat(16))).toThrow();
  });
});
