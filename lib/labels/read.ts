import { xmpPackets } from "./internal/xmp-packets";
import { AIGC_NAMESPACE, IPTC_EXT_NAMESPACE } from "./rules";
import { type AigcLabel, aigcLabel, type FoundLabel, type ProducerFields } from "./schema";

/** Bounds against hostile packets; beyond them nothing is counted or read. */
const MAX_PROPERTIES = 64;
const MAX_VALUE_CHARS = 16_384;

/**
 * What the bytes of a PNG, JPEG or WebP say about their origin in their XMP packets. Counts every packet and
 * every AIGC property, written as an element or as an attribute, under any prefix of the namespace. Never
 * throws; bytes that are no picture have no label.
 */
export function readLabel(bytes: Uint8Array): FoundLabel {
  const packets = xmpPackets(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).map(textOf);
  const labels: string[] = [];
  const sources: string[] = [];
  for (const xml of packets) {
    labels.push(...propertyValues(xml, AIGC_NAMESPACE, "TC260", "AIGC"));
    sources.push(...propertyValues(xml, IPTC_EXT_NAMESPACE, "Iptc4xmpExt", "DigitalSourceType"));
  }
  return {
    aigc: labels.map(parseLabel).find((label) => label !== null) ?? null,
    count: Math.min(labels.length, MAX_PROPERTIES),
    packets: packets.length,
    digitalSourceType: sources[0] ?? null,
  };
}

/** What a file's own label says of who made it; nothing where it has none or names nobody. */
export function readProducer(bytes: Uint8Array): ProducerFields | undefined {
  const { aigc } = readLabel(bytes);
  if (!aigc) return undefined;
  const { ContentProducer, ProduceID, ReservedCode1 } = aigc;
  return ContentProducer || ProduceID || ReservedCode1
    ? { ContentProducer, ProduceID, ReservedCode1 }
    : undefined;
}

/** XMP is UTF-8 almost everywhere; the standard also allows UTF-16, told by its byte order mark. */
function textOf(packet: Buffer): string {
  if (packet[0] === 0xff && packet[1] === 0xfe) return packet.toString("utf16le", 2);
  if (packet[0] === 0xfe && packet[1] === 0xff)
    return Buffer.from(packet.subarray(2, packet.length - (packet.length % 2)))
      .swap16()
      .toString("utf16le");
  return packet.toString("utf8");
}

function parseLabel(json: string): AigcLabel | null {
  try {
    const value: unknown = JSON.parse(json);
    // The value itself, not the parsed copy: the order of its keys is part of what is read.
    return aigcLabel.safeParse(value).success ? (value as AigcLabel) : null;
  } catch {
    return null;
  }
}

/** Values of one property in document order; counted even where the value is cut or empty. */
function propertyValues(xml: string, namespace: string, usualPrefix: string, name: string): string[] {
  const values: string[] = [];
  for (const prefix of prefixesOf(xml, namespace, usualPrefix)) {
    const word = `${prefix}:${name}`;
    for (let at = xml.indexOf(word); at >= 0; at = xml.indexOf(word, at + word.length)) {
      if (values.length === MAX_PROPERTIES) return values;
      const rest = xml.slice(at + word.length, at + word.length + MAX_VALUE_CHARS);
      const before = xml[at - 1] ?? "";
      const value =
        before === "<" ? elementValue(rest) : /\s/.test(before) ? attributeValue(rest) : undefined;
      if (value !== undefined) values.push(unescapeXml(value).trim());
    }
  }
  return values;
}

function prefixesOf(xml: string, namespace: string, usualPrefix: string): Set<string> {
  const prefixes = new Set([usualPrefix]);
  for (let at = xml.indexOf(namespace); at >= 0; at = xml.indexOf(namespace, at + namespace.length)) {
    const declared = /xmlns:([\w.-]{1,32})\s{0,8}=\s{0,8}["']$/.exec(xml.slice(Math.max(0, at - 64), at));
    if (declared?.[1]) prefixes.add(declared[1]);
    if (prefixes.size === 8) break;
  }
  return prefixes;
}

function elementValue(rest: string): string | undefined {
  if (!/^[\s/>]/.test(rest)) return undefined;
  const open = rest.indexOf(">");
  if (open < 0) return "";
  const resource = /\srdf:resource\s?=\s?["']([^"'<>]*)/.exec(rest.slice(0, open));
  if (resource?.[1] !== undefined) return resource[1];
  if (rest[open - 1] === "/") return "";
  const close = rest.indexOf("<", open);
  return close < 0 ? "" : rest.slice(open + 1, close);
}

function attributeValue(rest: string): string | undefined {
  const start = /^\s{0,8}=\s{0,8}(["'])/.exec(rest);
  if (!start?.[1]) return undefined;
  const from = start[0].length;
  const end = rest.indexOf(start[1], from);
  return end < 0 ? "" : rest.slice(from, end);
}

const ENTITIES: Record<string, string> = { quot: '"', apos: "'", lt: "<", gt: ">", amp: "&" };

const unescapeXml = (text: string): string =>
  text.replace(/&(?:(quot|apos|lt|gt|amp)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g, (whole, name, decimal, hex) => {
    if (name) return ENTITIES[name] ?? whole;
    const point = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
