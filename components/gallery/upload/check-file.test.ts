import sharp, { type FormatEnum } from "sharp";
import { describe, expect, test } from "vitest";
import { uploadLimits } from "@/lib/edits/rules";
import { checkFile } from "./check-file";
import { readPictureHead } from "./picture-head";

const picture = (widthPx: number, heightPx: number, channels: 3 | 4 = 3) =>
  sharp({
    create: { width: widthPx, height: heightPx, channels, background: { r: 9, g: 99, b: 199, alpha: 0.5 } },
  });
const bytesOf = async (format: keyof FormatEnum, options?: object, channels?: 3 | 4) =>
  new Uint8Array(await picture(123, 45, channels).toFormat(format, options).toBuffer());

describe("type and size are read from the first bytes", () => {
  test.each([
    ["png", undefined, 3],
    ["jpeg", undefined, 3],
    ["jpeg", { progressive: true }, 3],
    ["webp", undefined, 3],
    ["webp", { lossless: true }, 3],
    ["webp", undefined, 4],
  ] as const)("%s %o with %i channels", async (format, options, channels) => {
    expect(readPictureHead(await bytesOf(format, options, channels))).toEqual({
      type: `image/${format}`,
      size: { widthPx: 123, heightPx: 45 },
    });
  });

  test("behind metadata too", async () => {
    const bytes = await picture(123, 45)
      .withExif({ IFD0: { ImageDescription: "x".repeat(20_000) } })
      .jpeg()
      .toBuffer();
    expect(readPictureHead(new Uint8Array(bytes))?.size).toEqual({ widthPx: 123, heightPx: 45 });
  });

  test("and unknown where a JPEG is cut off before its size", async () => {
    expect(readPictureHead((await bytesOf("jpeg")).subarray(0, 30))).toEqual({
      type: "image/jpeg",
      size: null,
    });
  });

  test("other files are no pictures, whatever they begin with", () => {
    const others = ["", "GIF89a", "<svg/>", "RIFF\0\0\0\0WAVEfmt ", "\x89PN", "%PDF-1.7"];
    for (const other of others) expect(readPictureHead(new TextEncoder().encode(other))).toBeNull();
  });
});

describe("a file", () => {
  test("goes out under the type of its bytes, whatever its name said", async () => {
    const checked = await checkFile(new Blob([await bytesOf("webp")], { type: "image/png" }));
    expect(checked).toMatchObject({ ok: true, file: { type: "image/webp" } });
  });

  test("of another kind is refused", async () => {
    const checked = await checkFile(new Blob(["GIF89a and so on"], { type: "image/png" }));
    expect(checked).toEqual({ ok: false, problem: { kind: "type" } });
    expect(await checkFile(new Blob([]))).toEqual({ ok: false, problem: { kind: "empty" } });
  });

  test("above the limit is refused before it is sent", async () => {
    const bytes = await bytesOf("png");
    const padding = new Uint8Array(uploadLimits.maxBytes);
    expect(await checkFile(new Blob([bytes, padding]))).toEqual({
      ok: false,
      problem: { kind: "bytes", megabytes: 21 },
    });
  });

  test("of a few bytes that would unpack to billions of pixels is refused", async () => {
    const bytes = await bytesOf("png");
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(16, 100_000);
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(20, 100_000);
    expect(await checkFile(new Blob([bytes]))).toEqual({
      ok: false,
      problem: { kind: "pixels", widthPx: 100_000, heightPx: 100_000 },
    });
  });
});
