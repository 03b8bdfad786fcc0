import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { InputPicture } from "../image-provider";
import { testPicture } from "../testing-call.fixture";
import { extended, masked } from "./edits";

/** Grey PNG: `white` tells which pixels are to be edited. */
async function maskOf(
  widthPx: number,
  heightPx: number,
  grey: (x: number, y: number) => number,
): Promise<InputPicture> {
  const data = Buffer.alloc(widthPx * heightPx);
  for (let at = 0; at < data.length; at += 1) data[at] = grey(at % widthPx, Math.floor(at / widthPx));
  const bytes = await sharp(data, { raw: { width: widthPx, height: heightPx, channels: 1 } })
    .toColourspace("b-w")
    .png()
    .toBuffer();
  return { bytes, format: "png", widthPx, heightPx, vendorRef: null };
}

const alphaOf = async (png: Buffer | undefined) => {
  const { data, info } = await sharp(png).extractChannel(3).raw().toBuffer({ resolveWithObject: true });
  return { at: (x: number, y: number) => data[y * info.width + x], width: info.width, height: info.height };
};

describe("masked", () => {
  it("opens for the vendor (alpha 0) exactly what is white in our mask, and keeps the rest (alpha 255)", async () => {
    const source = await testPicture(40, 20);
    const mask = await maskOf(40, 20, (x, y) => (x < 10 && y < 5 ? 255 : 0));
    const alpha = await alphaOf((await masked(source, mask)).mask);
    expect([alpha.width, alpha.height]).toEqual([40, 20]);
    expect([alpha.at(0, 0), alpha.at(9, 4)]).toEqual([0, 0]);
    expect([alpha.at(10, 4), alpha.at(9, 5), alpha.at(39, 19)]).toEqual([255, 255, 255]);
  });

  it("gives a feathered edge to the side that it is nearer to, because half-open means nothing to the vendor", async () => {
    const mask = await maskOf(8, 1, (x) => x * 36);
    const alpha = await alphaOf((await masked(await testPicture(8, 1), mask)).mask);
    expect(Array.from({ length: 8 }, (_, x) => alpha.at(x, 0))).toEqual([255, 255, 255, 255, 0, 0, 0, 0]);
  });

  it("sends the picture itself untouched", async () => {
    const source = await testPicture(16, 16);
    const { image } = await masked(source, await maskOf(16, 16, () => 255));
    expect(image.bytes.equals(source.bytes)).toBe(true);
  });

  it("refuses a mask of another size before anything is sent", async () => {
    const source = await testPicture(16, 16);
    const mask = await maskOf(16, 8, () => 255);
    const refusal = (async () => masked(source, mask))();
    await expect(refusal).rejects.toMatchObject({
      errorClass: "invalid_request",
      certainlyNotAccepted: true,
    });
  });

  it("refuses a mask that is no picture before anything is sent", async () => {
    const source = await testPicture(16, 16);
    const broken = { ...source, bytes: Buffer.from("no picture") };
    await expect(masked(source, broken)).rejects.toMatchObject({
      errorClass: "invalid_request",
      certainlyNotAccepted: true,
    });
  });

  it("stays below the vendor's 4 MB for the finest grain at 4K", async () => {
    let state = 1;
    const grain = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return state > 0x3fffffff ? 255 : 0;
    };
    const [source, mask] = [await testPicture(16, 16), await maskOf(3_840, 2_160, grain)];
    const result = await masked({ ...source, widthPx: 3_840, heightPx: 2_160 }, mask);
    expect(result.mask?.byteLength).toBeLessThan(4_000_000);
  });
});

describe("extended", () => {
  it("puts the picture on a larger canvas, transparent and open exactly where it is new", async () => {
    const source = await testPicture(100, 50);
    const input = await extended(source, { leftPx: 20, rightPx: 0, topPx: 0, bottomPx: 10 });
    expect([input.widthPx, input.heightPx]).toEqual([120, 60]);
    const [canvas, mask] = [await alphaOf(input.image.bytes), await alphaOf(input.mask)];
    expect([canvas.width, canvas.height, mask.width, mask.height]).toEqual([120, 60, 120, 60]);
    for (const alpha of [canvas, mask]) {
      expect([alpha.at(19, 0), alpha.at(60, 50), alpha.at(0, 59)]).toEqual([0, 0, 0]);
      expect([alpha.at(20, 0), alpha.at(119, 49)]).toEqual([255, 255]);
    }
  });

  it("keeps every pixel of a picture that need not become smaller", async () => {
    const source = await testPicture(64, 64);
    const input = await extended(source, { leftPx: 0, rightPx: 16, topPx: 16, bottomPx: 0 });
    const crop = { left: 0, top: 16, width: 64, height: 64 };
    const inside = await sharp(input.image.bytes).extract(crop).removeAlpha().raw().toBuffer();
    expect(inside.equals(await sharp(source.bytes).raw().toBuffer())).toBe(true);
  });

  it("makes a canvas smaller that the vendor could not make", async () => {
    const source = await testPicture(3_000, 2_000);
    const input = await extended(source, { leftPx: 1_500, rightPx: 1_500, topPx: 500, bottomPx: 500 });
    expect(input.widthPx * input.heightPx).toBeLessThanOrEqual(8_300_000);
    expect(input.widthPx / input.heightPx).toBeCloseTo(2, 2);
  });

  it("refuses a canvas longer than 3:1 before anything is sent", async () => {
    const source = await testPicture(100, 100);
    const by = { leftPx: 300, rightPx: 0, topPx: 0, bottomPx: 0 };
    const refusal = (async () => extended(source, by))();
    await expect(refusal).rejects.toMatchObject({
      errorClass: "invalid_request",
      certainlyNotAccepted: true,
    });
  });
});
