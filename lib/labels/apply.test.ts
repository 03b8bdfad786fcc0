import exifr from "exifr";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { RawPixels } from "@/lib/platform/pixels/pixels";
import { labelImage } from "./apply";
import { readLabel } from "./read";
import { DIGITAL_SOURCE_TYPE, labelLayout } from "./rules";
import { type LabelFormat, labelFormats } from "./schema";

const ID = "gen_01jd3k7v9x0123456789abcdef";
const CODE = "XINTU-DEMO";
const EXPECTED = `{"Label":"1","ContentProducer":"${CODE}","ProduceID":"${ID}","ReservedCode1":"","ContentPropagator":"${CODE}","PropagateID":"${ID}","ReservedCode2":""}`;

/** 1:1, 21:9 and 9:16 at about one megapixel, and the thumbnail of a 21:9 picture. */
const SIZES = [
  [1024, 1024],
  [1568, 672],
  [768, 1360],
  [512, 219],
] as const;

const BACKGROUNDS = ["white", "black", "noise"] as const;

function picture(widthPx: number, heightPx: number, background: (typeof BACKGROUNDS)[number]): RawPixels {
  const data = Buffer.alloc(widthPx * heightPx * 3, background === "white" ? 255 : 0);
  let state = 12_345;
  if (background === "noise")
    for (let i = 0; i < data.length; i += 1) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      data[i] = state >>> 24;
    }
  return { data, widthPx, heightPx, channels: 3 };
}

const png = (pixels: RawPixels) =>
  sharp(pixels.data, { raw: { width: pixels.widthPx, height: pixels.heightPx, channels: pixels.channels } })
    .png()
    .toBuffer();

/** Relative luminance of WCAG 2 for a grey of 0 to 255. */
const luminance = (grey: number) =>
  grey / 255 <= 0.04045 ? grey / 255 / 12.92 : ((grey / 255 + 0.055) / 1.055) ** 2.4;
const contrast = (light: number, dark: number) => (luminance(light) + 0.05) / (luminance(dark) + 0.05);

/** Measures the label from nothing but the decoded pixels inside its plate. */
async function measure(bytes: Buffer, plate: { left: number; top: number; width: number; height: number }) {
  // The plate's rounded corners show the background, so the outer eighth does not count.
  const inset = Math.round(plate.height / 8);
  const { data, info } = await sharp(bytes)
    .extract({
      left: plate.left + inset,
      top: plate.top + inset,
      width: plate.width - 2 * inset,
      height: plate.height - 2 * inset,
    })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const rows = Array.from({ length: info.height }, (_, y) =>
    Math.max(...data.subarray(y * info.width, (y + 1) * info.width)),
  );
  const inked = rows.flatMap((brightest, y) => (brightest >= 150 ? [y] : []));
  const sorted = [...data].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return {
    heightPx: (inked.at(-1) ?? 0) - (inked[0] ?? 0) + 1,
    text: at(0.95),
    plate: at(0.4),
    darkest: at(0.02),
  };
}

describe("labelImage draws a visible label", () => {
  for (const format of labelFormats)
    for (const [widthPx, heightPx] of SIZES)
      for (const background of BACKGROUNDS)
        it(`is legible and high enough: ${format}, ${widthPx}×${heightPx}, on ${background}`, async () => {
          const result = await labelImage({
            image: picture(widthPx, heightPx, background),
            produceId: ID,
            format,
          });
          const box = labelLayout("AI生成", widthPx, heightPx);
          const plate = { left: box.leftPx, top: box.topPx, width: box.widthPx, height: box.heightPx };
          const found = await measure(result.bytes, plate);
          expect(found.heightPx / Math.min(widthPx, heightPx)).toBeGreaterThanOrEqual(0.06);
          expect(contrast(found.text, found.plate)).toBeGreaterThanOrEqual(4.5);
          expect(found.text).toBeGreaterThan(230);
        });

  it("stands in the bottom-right corner and leaves the rest of the picture as it was", async () => {
    const source = picture(800, 600, "white");
    const { bytes } = await labelImage({ image: await png(source), produceId: ID, format: "png" });
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([800, 600, 3]);
    const changed = [...data].flatMap((value, i) => (value === 255 ? [] : [Math.floor(i / 3)]));
    const xs = changed.map((i) => i % 800);
    const ys = changed.map((i) => Math.floor(i / 800));
    const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b));
    const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b));
    expect(least(xs)).toBeGreaterThan(600);
    expect(most(xs)).toBeLessThan(800);
    expect(least(ys)).toBeGreaterThan(520);
    expect(most(ys)).toBeLessThan(600);
  });

  it("is opaque enough to read on a transparent picture, whose transparency stays", async () => {
    const image = await sharp({ create: { width: 400, height: 400, channels: 4, background: "#00000000" } })
      .png()
      .toBuffer();
    const { bytes } = await labelImage({ image, produceId: ID, format: "png" });
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect(info.channels).toBe(4);
    expect(data[3]).toBe(0);
    const box = labelLayout("AI生成", 400, 400);
    const onWhite = await sharp(bytes).flatten({ background: "#fff" }).png().toBuffer();
    const found = await measure(onWhite, {
      left: box.leftPx,
      top: box.topPx,
      width: box.widthPx,
      height: box.heightPx,
    });
    expect(contrast(found.text, found.plate)).toBeGreaterThanOrEqual(4.5);
    const asJpeg = await labelImage({ image, produceId: ID, format: "jpeg" });
    expect((await sharp(asJpeg.bytes).raw().toBuffer())[0]).toBeGreaterThan(250);
  });

  it("is measured against the output, not the source, and does not enlarge", async () => {
    const image = await png(picture(1600, 900, "white"));
    const small = await labelImage({ image, produceId: ID, format: "webp", resizeTo: { maxSidePx: 512 } });
    expect([small.widthPx, small.heightPx]).toEqual([512, 288]);
    const box = labelLayout("AI生成", 512, 288);
    const found = await measure(small.bytes, {
      left: box.leftPx,
      top: box.topPx,
      width: box.widthPx,
      height: box.heightPx,
    });
    expect(found.heightPx / 288).toBeGreaterThanOrEqual(0.06);
    const same = await labelImage({
      image: small.bytes,
      produceId: ID,
      format: "png",
      resizeTo: { maxSidePx: 4096 },
    });
    expect([same.widthPx, same.heightPx]).toEqual([512, 288]);
  });

  it("does not change the pixels it was given", async () => {
    const source = picture(300, 300, "noise");
    const before = Buffer.from(source.data);
    await labelImage({ image: source, produceId: ID, format: "png" });
    expect(source.data.equals(before)).toBe(true);
  });
});

describe("labelImage writes one metadata label", () => {
  const xmp = (text: string) =>
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"><TC260:AIGC>${text}</TC260:AIGC></rdf:Description></rdf:RDF></x:xmpmeta>`;

  const independent = async (bytes: Buffer): Promise<Record<string, unknown>> =>
    (await exifr.parse(bytes, {
      xmp: true,
      tiff: false,
      icc: false,
      mergeOutput: false,
      multiSegment: true,
    } as never)) ?? {};

  for (const format of labelFormats)
    it(`has the exact keys in the exact order, read by another reader: ${format}`, async () => {
      const { bytes } = await labelImage({ image: picture(640, 480, "noise"), produceId: ID, format });
      expect(readLabel(bytes)).toEqual({
        aigc: JSON.parse(EXPECTED),
        count: 1,
        packets: 1,
        digitalSourceType: DIGITAL_SOURCE_TYPE,
      });
      expect(JSON.stringify(readLabel(bytes).aigc)).toBe(EXPECTED);
      expect(bytes.toString("utf8").split(EXPECTED)).toHaveLength(2);
      expect(bytes.toString("latin1").split("<TC260:AIGC>")).toHaveLength(2);
      // exifr knows no WebP: there, libwebp finds the packet.
      if (format === "webp") {
        const packet = (await sharp(bytes).metadata()).xmp?.toString("utf8") ?? "";
        expect(packet.split(`<TC260:AIGC>${EXPECTED}</TC260:AIGC>`)).toHaveLength(2);
        expect(packet).toContain(DIGITAL_SOURCE_TYPE);
        return;
      }
      const read = await independent(bytes);
      expect(read.TC260).toEqual({ AIGC: expect.anything() });
      const aigc = (read.TC260 as { AIGC: unknown }).AIGC;
      expect(typeof aigc === "string" ? aigc : JSON.stringify(aigc)).toBe(EXPECTED);
      expect((read.Iptc4xmpExt as { DigitalSourceType: unknown }).DigitalSourceType).toBe(
        DIGITAL_SOURCE_TYPE,
      );
    });

  it("drops whatever a vendor wrote, in every pair of formats", async () => {
    const vendor = xmp('{"Label":"1","ContentProducer":"vendor-secret"}');
    for (const from of labelFormats)
      for (const to of labelFormats) {
        const image = await sharp({ create: { width: 200, height: 200, channels: 3, background: "#468" } })
          .withXmp(vendor)
          .withExif({ IFD0: { Copyright: "vendor-secret", ImageDescription: "prompt-secret" } })
          .toFormat(from)
          .toBuffer();
        expect(readLabel(image).count).toBe(1);
        const { bytes } = await labelImage({ image, produceId: ID, format: to });
        expect(readLabel(bytes)).toMatchObject({ count: 1, packets: 1, aigc: { ContentProducer: CODE } });
        expect(bytes.includes("vendor-secret") || bytes.includes("prompt-secret")).toBe(false);
      }
  });

  it("has one label also when it is applied to its own output", async () => {
    const first = await labelImage({ image: picture(300, 200, "black"), produceId: ID, format: "jpeg" });
    const second = await labelImage({ image: first.bytes, produceId: `${ID}-2`, format: "jpeg" });
    expect(readLabel(second.bytes)).toMatchObject({ count: 1, packets: 1, aigc: { ProduceID: `${ID}-2` } });
  });

  it("refuses an id that the label may not carry", async () => {
    for (const produceId of ["", "画", "a b", "x".repeat(129)])
      await expect(
        labelImage({ image: picture(64, 64, "white"), produceId, format: "png" }),
      ).rejects.toThrow();
  });

  it("keeps ids with XML characters intact", async () => {
    const { bytes } = await labelImage({
      image: picture(64, 64, "white"),
      produceId: `<&>"']]>`,
      format: "png",
    });
    expect(readLabel(bytes).aigc?.ProduceID).toBe(`<&>"']]>`);
  });
});

describe("labelImage normalises", () => {
  const centre = async (bytes: Buffer) => [
    ...(await sharp(bytes).extract({ left: 20, top: 20, width: 1, height: 1 }).raw().toBuffer()),
  ];
  const solid = (channels: 3 | 4 = 3) =>
    sharp({ create: { width: 120, height: 80, channels, background: "#f00" } });

  it("turns pictures upright", async () => {
    const image = await solid().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const upright = await labelImage({ image, produceId: ID, format: "png" });
    expect([upright.widthPx, upright.heightPx]).toEqual([80, 120]);
  });

  it("converts wide-gamut, CMYK, grey and 16-bit sources to 8-bit sRGB", async () => {
    const wide = await solid().withIccProfile("p3").png().toBuffer();
    const cmyk = await solid().toColourspace("cmyk").jpeg({ quality: 100 }).toBuffer();
    const deep = await solid().toColourspace("rgb16").png().toBuffer();
    const grey = await solid().greyscale().toColourspace("b-w").png().toBuffer();
    for (const image of [wide, cmyk, deep]) {
      const { bytes } = await labelImage({ image, produceId: ID, format: "png" });
      const meta = await sharp(bytes).metadata();
      expect(meta).toMatchObject({ space: "srgb", depth: "uchar", channels: 3, hasProfile: false });
      const [r = 0, g = 255, b = 255] = await centre(bytes);
      expect(r).toBeGreaterThan(225);
      expect(Math.max(g, b)).toBeLessThan(60);
    }
    const result = await labelImage({ image: grey, produceId: ID, format: "webp" });
    const [r = 0, g = 0, b = 0] = await centre(result.bytes);
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(6);
  });

  it("refuses what is no picture with a readable refusal", async () => {
    for (const image of [Buffer.alloc(0), Buffer.from("hello"), Buffer.from("89504e470d0a1a0a00", "hex")])
      await expect(labelImage({ image, produceId: ID, format: "png" })).rejects.toMatchObject({
        status: 422,
        code: "image_not_readable",
      });
  });
});

it("gives every format its own bytes", async () => {
  const kinds: LabelFormat[] = [];
  for (const format of labelFormats) {
    const { bytes } = await labelImage({ image: picture(64, 64, "white"), produceId: ID, format });
    kinds.push((await sharp(bytes).metadata()).format as LabelFormat);
  }
  expect(kinds).toEqual([...labelFormats]);
});
