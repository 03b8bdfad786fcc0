import { XMLBuilder, XMLParser } from "fast-xml-parser";

export const MAX_XML_BYTES = 64 * 1024;
/** Far more than any message of WeChat has; parsing 64 KiB of empty elements takes a tenth of a second. */
const MAX_TAGS = 1_000;

/** Nothing becomes a number, a date or an entity's text: an openid of digits keeps its leading zero. */
const parser = new XMLParser({
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreAttributes: true,
  processEntities: false,
  trimValues: true,
});

const builder = new XMLBuilder({ cdataPropName: "cdata", ignoreAttributes: true });

/**
 * The elements inside `<xml>…</xml>`: texts, elements with elements, or arrays of them. Null for what is too large,
 * has too many elements, declares a document type or anything else that WeChat never sends (entities, comments), or is no such document.
 */
export function parseXml(text: string): Record<string, unknown> | null {
  if (Buffer.byteLength(text) > MAX_XML_BYTES) return null;
  const frame = outsideCdata(text);
  if (frame === null || /<[!?]/.test(frame.replace(/^\s*<\?xml [^<>?]*\?>/, ""))) return null;
  if (!frame.trimEnd().endsWith("</xml>") || frame.split("<", MAX_TAGS + 2).length > MAX_TAGS + 1)
    return null;
  let parsed: unknown;
  try {
    parsed = parser.parse(text);
  } catch {
    return null;
  }
  const root = isElement(parsed) ? parsed.xml : null;
  return isElement(root) ? root : null;
}

/** People may write "<!DOCTYPE" to us: only what stands outside their words counts. Null for a section without an end. */
function outsideCdata(text: string): string | null {
  let frame = "";
  let at = 0;
  for (;;) {
    const start = text.indexOf("<![CDATA[", at);
    if (start < 0) return frame + text.slice(at);
    const end = text.indexOf("]]>", start);
    if (end < 0) return null;
    frame += text.slice(at, start);
    at = end + 3;
  }
}

const isElement = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `<xml>` with these elements in this order; numbers stand bare, texts in CDATA, which any text survives. */
export const buildXml = (elements: Record<string, string | number>): string =>
  String(
    builder.build({
      xml: Object.fromEntries(
        Object.entries(elements).map(([name, value]) => [
          name,
          typeof value === "number" ? String(value) : { cdata: value },
        ]),
      ),
    }),
  );
