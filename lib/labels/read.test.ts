import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelImage } from "./apply";
import { readLabel } from "./read";
import { labelFormats } from "./schema";

const NS = "http://www.tc260.org.cn/ns/AIGC/1.0/";
const VALUE = {
  Label: "1",
  ContentProducer: "doubao",
  ProduceID: "p-1",
  ReservedCode1: "",
  ContentPropagator: "",
  PropagateID: "",
  ReservedCode2: "",
};
const JSON_TEXT = JSON.stringify(VALUE);
const ESCAPED = JSON_TEXT.replaceAll('"', "&quot;");
const element = (json = JSON_TEXT) =>
  `<rdf:Description xmlns:TC260="${NS}"><TC260:AIGC>${json}</TC260:AIGC></rdf:Description>`;

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
const chunk = (type: string, data: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, "latin1"), data, Buffer.alloc(4)]);
};
const iTxt = (body: Buffer, compressed = 0) =>
  chunk(
    "iTXt",
    Buffer.concat([Buffer.from("XML:com.adobe.xmp\0"), Buffer.from([compressed, 0, 0, 0]), body]),
  );
const png = (...chunks: Buffer[]) => Buffer.concat([SIGNATURE, ...chunks, chunk("IEND", Buffer.alloc(0))]);
const pngOf = (...packets: string[]) => png(...packets.map((text) => iTxt(Buffer.from(text))));

const app1 = (text: string) => {
  const data = Buffer.concat([Buffer.from("http://ns.adobe.com/xap/1.0/\0"), Buffer.from(text)]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};
const jpegOf = (...packets: string[]) =>
  Buffer.concat([Buffer.from([0xff, 0xd8]), ...packets.map(app1), Buffer.from([0xff, 0xd9])]);

const webpOf = (...packets: string[]) => {
  const chunks = packets.map((text) => {
    const data = Buffer.from(text);
    const head = Buffer.from("XMP \0\0\0\0", "latin1");
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  });
  const body = Buffer.concat([Buffer.from("WEBP", "latin1"), ...chunks]);
  const head = Buffer.from("RIFF\0\0\0\0", "latin1");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
};

describe("readLabel", () => {
  it("counts every packet and every property in all three formats", () => {
    for (const make of [pngOf, jpegOf, webpOf]) {
      expect(readLabel(make())).toEqual({ aigc: null, count: 0, packets: 0, digitalSourceType: null });
      expect(readLabel(make(element()))).toMatchObject({ aigc: VALUE, count: 1, packets: 1 });
      expect(readLabel(make(element(), element()))).toMatchObject({ count: 2, packets: 2 });
      expect(readLabel(make(element() + element(), "<x/>"))).toMatchObject({ count: 2, packets: 2 });
    }
  });

  it("reads elements, attributes, escapes, other prefixes and UTF-16", () => {
    const variants = [
      element(ESCAPED),
      element(JSON_TEXT.replaceAll('"', "&#34;")),
      element(JSON_TEXT.replaceAll('"', "&#x22;")),
      `<rdf:Description xmlns:TC260="${NS}" TC260:AIGC='${JSON_TEXT}'/>`,
      `<rdf:Description TC260:AIGC = "${ESCAPED}" xmlns:TC260="${NS}"/>`,
      `<rdf:Description xmlns:q='${NS}'><q:AIGC rdf:datatype="x">\n ${JSON_TEXT}\n</q:AIGC></rdf:Description>`,
    ];
    for (const text of variants) expect(readLabel(webpOf(text))).toMatchObject({ aigc: VALUE, count: 1 });
    const little = Buffer.from(`\uFEFF${element()}`, "utf16le");
    const big = Buffer.from(little).swap16();
    for (const body of [little, big])
      expect(readLabel(png(iTxt(body)))).toMatchObject({ aigc: VALUE, count: 1 });
  });

  it("finds compressed packets of a PNG", () => {
    const packed = deflateSync(Buffer.from(element()));
    expect(readLabel(png(iTxt(packed, 1)))).toMatchObject({ aigc: VALUE, count: 1 });
    const zTxt = chunk("zTXt", Buffer.concat([Buffer.from("XML:com.adobe.xmp\0\0"), packed]));
    expect(readLabel(png(zTxt))).toMatchObject({ aigc: VALUE, count: 1 });
  });

  it("finds a packet behind the picture data of a JPEG", () => {
    const scan = Buffer.from([0xff, 0xda, 0, 4, 1, 1, 0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]);
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0xd8]),
      scan,
      app1(element()),
      Buffer.from([0xff, 0xd9]),
    ]);
    expect(readLabel(bytes)).toMatchObject({ count: 1, packets: 1 });
  });

  it("counts properties whose value it cannot read, and reads none of them", () => {
    for (const json of ["", "{", "[]", '{"Label":"1"}', '{"Label":"9"}', "Base64=="])
      expect(readLabel(pngOf(element(json)))).toMatchObject({ aigc: null, count: 1 });
  });

  it("is not misled by closing tags, longer names or text", () => {
    const text = `<a>TC260:AIGC</a><TC260:AIGCx>1</TC260:AIGCx><b yTC260:AIGC="1"/></TC260:AIGC>`;
    expect(readLabel(pngOf(text)).count).toBe(0);
  });

  it("stays bounded on bombs: many packets, many properties, much compressed text", () => {
    const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024));
    expect(readLabel(png(...Array.from({ length: 500 }, () => iTxt(bomb, 1)))).packets).toBe(64);
    expect(readLabel(pngOf("<TC260:AIGC ".repeat(300_000))).count).toBe(64);
    expect(readLabel(webpOf(`xmlns:a="${NS}"`.repeat(100_000))).count).toBe(0);
    expect(readLabel(Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(4_000_000, 0xff)])).count).toBe(
      0,
    );
  });

  it("never throws on random bytes behind any of the signatures", () => {
    const heads = [SIGNATURE, Buffer.from([0xff, 0xd8, 0xff]), webpOf().subarray(0, 12), Buffer.alloc(0)];
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, tail) => {
        const found = readLabel(Buffer.concat([head, tail]));
        expect(found.count).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 3000 },
    );
  });

  it("never throws on real labelled files with bytes changed, cut or doubled", async () => {
    const data = Buffer.alloc(48 * 48 * 3, 128);
    const files: Buffer[] = [];
    for (const format of labelFormats) {
      const image = { data, widthPx: 48, heightPx: 48, channels: 3 } as const;
      files.push((await labelImage({ image, produceId: "gen_1", format })).bytes);
    }
    const change = fc.record({ at: fc.nat(3000), byte: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(change, { maxLength: 12 }),
        fc.nat(3000),
        (file, changes, cut) => {
          const bytes = Buffer.concat([file, file]).subarray(0, file.length + cut);
          for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
          const found = readLabel(new Uint8Array(bytes));
          expect(found.packets).toBeLessThanOrEqual(64);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("never throws on random text in a packet", () => {
    const words = fc.constantFrom(
      "<",
      ">",
      "TC260:AIGC",
      "=",
      '"',
      "'",
      " ",
      NS,
      "xmlns:",
      "p",
      ":",
      "&#x110000;",
      "/",
      "{}",
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        expect(readLabel(pngOf(parts.join(""))).packets).toBe(1);
      }),
      { numRuns: 2000 },
    );
  });
});
