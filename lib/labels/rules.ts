import { glyphLine, glyphs } from "./internal/glyphs";
import type { AigcLabel, LabelledClass, LabelSubject } from "./schema";

export const AIGC_NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/";
export const IPTC_EXT_NAMESPACE = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";

/** IPTC NewsCode for pictures made by a model; also the machine-readable mark of the EU AI Act, Art. 50(2). */
export const DIGITAL_SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

const labelValues: Record<LabelledClass, AigcLabel["Label"]> = { made: "1", declared: "2", suspected: "3" };

/**
 * The label of a picture that this platform spreads. The order of the keys is part of the standard. Of a picture
 * that was brought along we are no producer: those fields say what its own label said, nothing where it had none, and
 * only the ones of spreading are ours.
 */
export const aigcLabelOf = (
  providerCode: string,
  { produceId, aiClass, madeHere, producer }: LabelSubject,
): AigcLabel => ({
  Label: labelValues[aiClass],
  ContentProducer: madeHere ? providerCode : (producer?.ContentProducer ?? ""),
  ProduceID: madeHere ? produceId : (producer?.ProduceID ?? ""),
  ReservedCode1: madeHere ? "" : (producer?.ReservedCode1 ?? ""),
  ContentPropagator: providerCode,
  PropagateID: produceId,
  ReservedCode2: "",
});

/** What the packet says of the source: nothing where there are only traces, since the IPTC has no word for "perhaps". */
export const sourceTypeOf = (label: AigcLabel): string | null =>
  label.Label === "3" ? null : DIGITAL_SOURCE_TYPE;

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** One XMP packet with the AIGC property, a plain JSON string, and the IPTC digital source type. */
export function xmpPacket(label: AigcLabel): string {
  const source = sourceTypeOf(label);
  return [
    `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>`,
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`,
    `<rdf:Description rdf:about="" xmlns:TC260="${AIGC_NAMESPACE}" xmlns:Iptc4xmpExt="${IPTC_EXT_NAMESPACE}">`,
    `<TC260:AIGC>${escapeXml(JSON.stringify(label))}</TC260:AIGC>`,
    ...(source ? [`<Iptc4xmpExt:DigitalSourceType>${source}</Iptc4xmpExt:DigitalSourceType>`] : []),
    `</rdf:Description></rdf:RDF></x:xmpmeta>`,
    `<?xpacket end="r"?>`,
  ].join("\n");
}

/** GB 45438-2025 asks for 5 % of the short side; what "height" is measured on is unsettled, hence 6 and a rest. */
const TEXT_SHARE = 0.062;
/** Below this the strokes of an ideograph run together; small pictures get it where it fits. */
const LEGIBLE_PX = 14;
const SPACING = 45;

/** Where the visible label stands, in pixels of the picture, and how it is drawn. */
export interface LabelLayout {
  leftPx: number;
  topPx: number;
  widthPx: number;
  heightPx: number;
  textHeightPx: number;
  /** An SVG of exactly widthPx × heightPx: a dark translucent plate with the text as white outlines. */
  svg: string;
}

/**
 * Lays the label out in the bottom-right corner, its text at least 6 % of the picture's short side high.
 * Throws when the text is too long for the picture's width, which only a misconfigured text can be.
 */
export function labelLayout(text: string, pictureWidthPx: number, pictureHeightPx: number): LabelLayout {
  const shortSide = Math.min(pictureWidthPx, pictureHeightPx);
  const required = Math.ceil(shortSide * TEXT_SHARE) + 1;
  const wanted = Math.max(required, LEGIBLE_PX);
  const fits = (textHeightPx: number): boolean => {
    const box = boxOf(text, textHeightPx);
    return box.widthPx + box.marginPx <= pictureWidthPx && box.heightPx + box.marginPx <= pictureHeightPx;
  };
  const textHeightPx = [wanted, required].find(fits);
  if (textHeightPx === undefined)
    throw new Error(`The label "${text}" does not fit into ${pictureWidthPx} × ${pictureHeightPx} pixels`);
  const box = boxOf(text, textHeightPx);
  return {
    leftPx: pictureWidthPx - box.widthPx - box.marginPx,
    topPx: pictureHeightPx - box.heightPx - box.marginPx,
    widthPx: box.widthPx,
    heightPx: box.heightPx,
    textHeightPx,
    svg: svgOf(text, box),
  };
}

interface Box {
  widthPx: number;
  heightPx: number;
  marginPx: number;
  paddingXPx: number;
  paddingYPx: number;
  pxPerUnit: number;
}

const glyphOf = (character: string) => {
  const glyph = glyphs[character];
  if (!glyph) throw new Error(`The label has no outline for "${character}"`);
  return glyph;
};

function boxOf(text: string, textHeightPx: number): Box {
  const pxPerUnit = textHeightPx / (glyphLine.top - glyphLine.bottom);
  const characters = [...text];
  const units = characters.reduce((sum, c) => sum + glyphOf(c).advance, SPACING * (characters.length - 1));
  const paddingXPx = Math.round(textHeightPx * 0.4);
  const paddingYPx = Math.round(textHeightPx * 0.36);
  return {
    widthPx: Math.ceil(units * pxPerUnit) + 2 * paddingXPx,
    heightPx: textHeightPx + 2 * paddingYPx,
    marginPx: Math.round(textHeightPx * 0.3),
    paddingXPx,
    paddingYPx,
    pxPerUnit,
  };
}

function svgOf(text: string, box: Box): string {
  let x = 0;
  const paths = [...text].map((character) => {
    const { advance, path } = glyphOf(character);
    const placed = `<path transform="translate(${x} 0)" d="${path}"/>`;
    x += advance + SPACING;
    return placed;
  });
  const baselinePx = box.heightPx - box.paddingYPx + glyphLine.bottom * box.pxPerUnit;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${box.widthPx}" height="${box.heightPx}">`,
    // Black at 72 % leaves even a white picture at #474747 under the text: a contrast of 9 to 1.
    `<rect width="100%" height="100%" rx="${box.heightPx * 0.3}" fill="#000" fill-opacity="0.72"/>`,
    `<g fill="#fff" transform="translate(${box.paddingXPx} ${baselinePx}) scale(${box.pxPerUnit} ${-box.pxPerUnit})">`,
    ...paths,
    `</g></svg>`,
  ].join("");
}
