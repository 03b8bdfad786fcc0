import { deflateSync } from "node:zlib";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { labelImage } from "./apply";
import { detectOrigin } from "./detect";
import { labelFormats, labelledClasses } from "./schema";

const SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/";
const chunk = (type: string, data: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, "latin1"), data, Buffer.alloc(4)]);
};
const png = (...chunks: Buffer[]) =>
  Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...chunks, chunk("IEND", Buffer.alloc(0))]);
const text = (name: string, value: string) => chunk("tEXt", Buffer.from(`${name}\0${value}`, "latin1"));
const zText = (name: string, value: string) =>
  chunk("zTXt", Buffer.concat([Buffer.from(`${name}\0\0`, "latin1"), deflateSync(Buffer.from(value))]));
const iText = (name: string, value: string) =>
  chunk("iTXt", Buffer.concat([Buffer.from(`${name}\0\0\0\0\0`, "latin1"), Buffer.from(value)]));
const xmp = (inner: string) => iText("XML:com.adobe.xmp", `<rdf:Description>${inner}</rdf:Description>`);

const segment = (marker: number, data: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};
const jpeg = (...segments: Buffer[]) =>
  Buffer.concat([Buffer.from([0xff, 0xd8]), ...segments, Buffer.from([0xff, 0xd9])]);
const webp = (type: string, data: Buffer) => {
  const head = Buffer.from(`RIFF\0\0\0\0WEBP${type}\0\0\0\0`, "latin1");
  head.writeUInt32LE(12 + data.length, 4);
  head.writeUInt32LE(data.length, 16);
  return Buffer.concat([head, data]);
};

/** An Exif block with one comment behind its sub-directory, as Stable Diffusion's web interface writes it. */
function comment(words: string): Buffer {
  const body = Buffer.concat([Buffer.from("UNICODE\0"), Buffer.from(words, "utf16le").swap16()]);
  const block = Buffer.alloc(8 + 18 + 18);
  block.write("MM", 0, "latin1");
  block.writeUInt16BE(42, 2);
  block.writeUInt32BE(8, 4);
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    block.writeUInt16BE(1, at);
    block.writeUInt16BE(tag, at + 2);
    block.writeUInt16BE(type, at + 4);
    block.writeUInt32BE(count, at + 6);
    block.writeUInt32BE(value, at + 10);
  };
  entry(8, 0x8769, 4, 1, 26);
  entry(26, 0x9286, 7, body.length, 44);
  return Buffer.concat([block, body]);
}
const withExif = (data: Buffer) => segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), data]));
const SETTINGS = "a lake\nSteps: 20, Sampler: Euler a, CFG scale: 7";

describe("detectOrigin", () => {
  it("believes a well-formed label, and one that says perhaps no more than that", async () => {
    const image = { data: Buffer.alloc(96 * 96 * 3, 90), widthPx: 96, heightPx: 96, channels: 3 } as const;
    for (const format of labelFormats)
      for (const aiClass of labelledClasses) {
        const { bytes } = await labelImage({ image, produceId: "img_1", format, aiClass });
        expect(detectOrigin(bytes), `${format} ${aiClass}`).toBe(aiClass === "made" ? "made" : "suspected");
      }
  });

  it.each([
    ["a broken label", png(xmp(`<TC260:AIGC>{"Label":"1"}</TC260:AIGC>`))],
    ["the IPTC source type", png(xmp(`<a:DigitalSourceType>${SOURCES}trainedAlgorithmicMedia</a:x>`))],
    ["a composite", png(xmp(`<x a:DigitalSourceType="${SOURCES}compositeWithTrainedAlgorithmicMedia"/>`))],
    ["a creator tool", png(xmp(`<x xmp:CreatorTool="Adobe Firefly 3"/>`))],
    ["Google's credit", png(xmp("<photoshop:Credit>Made with Google AI</photoshop:Credit>"))],
    ["Stable Diffusion's parameters", png(text("parameters", SETTINGS))],
    ["compressed parameters", png(zText("parameters", SETTINGS))],
    ["parameters in UTF-8", png(iText("parameters", `湖\n${SETTINGS}`))],
    ["ComfyUI's prompt", png(text("prompt", '{"3":{"class_type":"KSampler"}}'))],
    ["ComfyUI's workflow", png(text("workflow", '{"nodes":[]}'))],
    ["the name of a program", png(text("Software", "NovelAI"))],
    ["Midjourney's job", png(text("Description", "a lake Job ID: 0f8fad5b-d9cb-469f-a165-70867728950e"))],
    ["parameters in Exif of a JPEG", jpeg(withExif(comment(SETTINGS)))],
    ["parameters in Exif of a WebP", webp("EXIF", comment(SETTINGS))],
    ["a manifest in a PNG", png(chunk("caBX", Buffer.from("\0\0\0\x10jumbc2pa.manifest")))],
    ["a manifest in a JPEG", jpeg(segment(0xeb, Buffer.from("JP\0\x01....jumb....c2pa")))],
    ["a manifest in a WebP", webp("C2PA", Buffer.from("jumb c2pa "))],
    [
      "a manifest of a camera and a generator",
      png(chunk("caBX", Buffer.from(`c2pa ${SOURCES}digitalCapture ${SOURCES}trainedAlgorithmicMedia`))),
    ],
  ])("suspects %s", (_, bytes) => {
    expect(detectOrigin(bytes)).toBe("suspected");
  });

  it.each([
    ["nothing", png()],
    ["an editor", png(text("Software", "Adobe Photoshop 27.1"))],
    ["words about a prompt", png(text("prompt", "dinner at seven"))],
    ["other parameters", png(text("parameters", "exposure=1/60"))],
    ["a signed photo", png(chunk("caBX", Buffer.from(`c2pa ${SOURCES}digitalCapture`)))],
    ["a photo's source type", png(xmp(`<a:DigitalSourceType>${SOURCES}digitalCapture</a:x>`))],
    ["another format's APP11", jpeg(segment(0xeb, Buffer.from("JP\0\x01 hdr gain map")))],
    ["a name that every object has", png(text("constructor", "x"), text("__proto__", "y"))],
    ["no picture", Buffer.from("parameters\0Steps: 20")],
  ])("has nothing against %s", (_, bytes) => {
    expect(detectOrigin(bytes)).toBe("none");
  });

  it("has nothing against a camera's own Exif", async () => {
    const photo = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#789" } })
      .withExif({ IFD0: { Software: "Ver.1.10", Artist: "Ma Li", ImageDescription: "West Lake" } })
      .jpeg()
      .toBuffer();
    expect(detectOrigin(photo)).toBe("none");
  });

  it("never throws, whatever the bytes are", async () => {
    const files = [
      png(text("parameters", SETTINGS), zText("a", "b"), chunk("eXIf", comment(SETTINGS))),
      jpeg(withExif(comment(SETTINGS)), segment(0xeb, Buffer.from("JPc2pa"))),
      webp("EXIF", comment(SETTINGS)),
    ];
    const change = fc.record({ at: fc.nat(400), byte: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(change, { maxLength: 12 }),
        fc.nat(400),
        (file, changes, cut) => {
          const bytes = Buffer.from(file.subarray(0, Math.max(1, file.length - cut)));
          for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
          expect(["made", "suspected", "none"]).toContain(detectOrigin(bytes));
        },
      ),
      { numRuns: 3000 },
    );
  });
});
