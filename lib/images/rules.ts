import type { LabelSubject } from "@/lib/labels/schema";
import { aspectRatios } from "@/lib/providers/model-capabilities";
import type { exportFormats } from "./schema";

/** The largest file that a person may upload. */
export const MAX_UPLOAD_BYTES = 20 * 1024 * 1024;
export const MAX_UPLOAD_PIXELS = 40_000_000;

/** How long the trash keeps an image before the purge removes it and its files. */
export const TRASH_DAYS = 30;

export type ExportFormat = (typeof exportFormats)[number];

/** What is known of a picture's origin; everything but `none` is labelled. */
export type AiClass = "made" | "declared" | "suspected" | "none";

/**
 * `declared` is the one class that an image can be given later: its files have names of their own, so that the row
 * alone says which are served and what was made before is out of reach at the same moment.
 */
const ofClass = (aiClass: AiClass): string => (aiClass === "declared" ? "-declared" : "");

/** Where the files of an image lie, below its storage folder. Only `original` is unlabelled; it never leaves. */
export const imageFiles = {
  original: (folder: string, format: string) => `${folder}/original.${format}`,
  display: (folder: string, aiClass: AiClass) => `${folder}/display${ofClass(aiClass)}.webp`,
  thumbnail: (folder: string, aiClass: AiClass) => `${folder}/thumbnail${ofClass(aiClass)}.webp`,
  download: (folder: string, aiClass: AiClass, format: ExportFormat) =>
    `${folder}/download${ofClass(aiClass)}.${format}`,
};

/** The class that a picture has when its owner says that an AI made it elsewhere: a claim adds, it takes nothing away. */
export const declaredClass = (aiClass: AiClass): AiClass => (aiClass === "made" ? "made" : "declared");

/** What labels say of an image: the generation that made it here, or the image itself where it was brought along. */
export const originOf = (image: {
  id: string;
  generationId: string | null;
}): Pick<LabelSubject, "produceId" | "madeHere"> => ({
  produceId: image.generationId ?? image.id,
  madeHere: image.generationId !== null,
});

/**
 * Whether those who see the panel may look at a picture: its author showed it by handing it in, and neither took it back
 * nor put it into the trash. A private picture is its owner's alone.
 */
export const isShownToReviewers = (image: { publication: string | null; deletedAt: Date | null }): boolean =>
  image.publication !== null && image.publication !== "private" && image.deletedAt === null;

/** One folder per image. */
export const imageFolder = (imageId: string): string => `images/${imageId}`;

/** The words of a search in plain text, at most eight; each must occur. Images themselves are searched by folded text. */
export const searchWords = (q: string): string[] =>
  [...new Set(q.toLowerCase().split(/\s+/).filter(Boolean))].slice(0, 8);

/** Most words of the owner's own on one image. */
export const MAX_TAGS = 30;

/** A word of the owner's own as it is kept: the same word in other letters, widths or with other blanks is the same. */
export const foldTag = (tag: string): string =>
  Array.from(tag.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim()).slice(0, 30).join("");

/** An image's tags after a change, in the order in which they came; what is both added and removed is added. */
export function changedTags(tags: readonly string[], change: { add: string[]; remove: string[] }): string[] {
  const remove = new Set(change.remove.map(foldTag));
  const add = change.add.map(foldTag).filter(Boolean);
  return [...new Set([...tags.filter((tag) => !remove.has(tag) || add.includes(tag)), ...add])];
}

/** Text for a LIKE pattern, with its wildcards taken literally. */
export const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);

/** A file name that every system accepts: words of the prompt, then the image's own end. */
export function downloadName(prompt: string, imageId: string, format: ExportFormat): string {
  const words = prompt
    .normalize("NFKC")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "");
  const start = Array.from(words).slice(0, 40).join("") || "xintu";
  return `${start}-${imageId.slice(-6)}.${endingOf(format)}`;
}

/** The same in an archive of a whole library, where the end of an id alone could occur twice. */
export function archiveName(prompt: string, imageId: string, format: ExportFormat, day: string): string {
  const end = imageId.slice(4);
  return `images/${day}-${downloadName(prompt, imageId, format).replace(/[^-]*$/, "")}${end}.${endingOf(format)}`;
}

const endingOf = (format: ExportFormat): string => (format === "jpeg" ? "jpg" : format);

/**
 * One byte range of an HTTP Range header (RFC 9110 §14) for a file of `sizeBytes`, both ends included. Null for
 * no header, several ranges or a malformed one, which all mean the whole file; a start behind the end is left to
 * the storage, which answers 416.
 */
export function parseRange(header: string | null, sizeBytes: number): { start: number; end: number } | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "");
  if (!match) return null;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return null;
  if (first === "") return { start: Math.max(0, sizeBytes - Number(last)), end: sizeBytes - 1 };
  const end = last === "" ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (last !== "" && Number(last) < Number(first)) return null;
  return { start: Number(first), end: Math.max(end, Number(first)) };
}

/** A picture's ratio as the nearest of the usual ones: `3:2`. */
export function ratioName(widthPx: number, heightPx: number): string {
  const own = Math.log(widthPx / heightPx);
  const distance = (ratio: string) => {
    const [w = 1, h = 1] = ratio.split(":").map(Number);
    return Math.abs(Math.log(w / h) - own);
  };
  return [...aspectRatios].sort((a, b) => distance(a) - distance(b))[0] ?? "1:1";
}
