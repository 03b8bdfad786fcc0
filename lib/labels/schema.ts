import { z } from "zod";

/** The formats that a label can be written to and read from. */
export const labelFormats = ["png", "jpeg", "webp"] as const;
export type LabelFormat = (typeof labelFormats)[number];

/**
 * What is known of a picture that bears a label (Measures, Art. 6): made by AI here or by its own label; said to be by
 * its owner; traces that suggest it.
 */
export const labelledClasses = ["made", "declared", "suspected"] as const;
export type LabelledClass = (typeof labelledClasses)[number];

/** Of what a label speaks. */
export interface LabelSubject {
  /** Resolves to the generation that made the picture, or to the image that was brought along; printable ASCII. */
  produceId: string;
  aiClass: LabelledClass;
  /** False for pictures that somebody else made: we only spread them. */
  madeHere: boolean;
  /** Who made a picture that was brought along, as its own label said; left out where it said nothing. */
  producer?: ProducerFields | undefined;
}

const code = z.string().regex(/^[\x21-\x7e]{0,128}$/);

/**
 * The value of the XMP property TC260:AIGC, whose keys stand in exactly this order (TC260-PG-20259A).
 * `Label` is "1" for AI content, "2" for "may be", "3" for "suspected".
 */
export const aigcLabel = z.strictObject({
  Label: z.enum(["1", "2", "3"]),
  ContentProducer: code,
  ProduceID: code,
  ReservedCode1: code,
  ContentPropagator: code,
  PropagateID: code,
  ReservedCode2: code,
});
export type AigcLabel = z.infer<typeof aigcLabel>;
/** The part of a label that its producer writes; who spreads a picture passes it on. */
export type ProducerFields = Pick<AigcLabel, "ContentProducer" | "ProduceID" | "ReservedCode1">;

/** The id that a label may carry: printable ASCII, and not empty. */
export const produceId = z.string().regex(/^[\x21-\x7e]{1,128}$/);

/** What a file says about itself. */
export interface FoundLabel {
  /** The first well-formed AIGC value of the file. */
  aigc: AigcLabel | null;
  /** How many AIGC properties all XMP packets together hold; a proper file has one. Counting ends at 64. */
  count: number;
  /** How many XMP packets the file holds. */
  packets: number;
  /** The IPTC digital source type, a URI. */
  digitalSourceType: string | null;
}
