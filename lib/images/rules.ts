import { aspectRatios } from "@/lib/providers/model-capabilities";
import type { exportFormats } from "./schema";

/** The largest file that a person may upload. */
export const MAX_UPLOAD_BYTES = 20 * 1024 * 1024;
export const MAX_UPLOAD_PIXELS = 40_000_000;

/** How long the trash keeps an image before the purge removes it and its files. */
export const TRASH_DAYS = 30;

export type ExportFormat = (typeof exportFormats)[number];

/** Where the files of an image lie, below its storage folder. Only `original` is unlabelled; it never leaves. */
export const imageFiles = {
  original: (folder: string, format: string) => `${folder}/original.${format}`,
  display: (folder: string) => `${folder}/display.webp`,
  thumbnail: (folder: string) => `${folder}/thumbnail.webp`,
  download: (folder: string, format: ExportFormat) => `${folder}/download.${format}`,
};

/** One folder per image. */
export const imageFolder = (imageId: string): string => `images/${imageId}`;

/** The words of a search, at most eight; each must occur in the prompt. */
export const searchWords = (q: string): string[] =>
  [...new Set(q.toLowerCase().split(/\s+/).filter(Boolean))].slice(0, 8);

/** Text for a LIKE pattern, with its wildcards taken literally. */
export const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);

/** A file name that every system accepts: words of the prompt, then the image's own end. */
export function downloadName(prompt: string, imageId: string, format: ExportFormat): string {
  const words = prompt
    .normalize("NFKC")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "");
  const start = Array.from(words).slice(0, 40).join("") || "xintu";
  return `${start}-${imageId.slice(-6)}.${format === "jpeg" ? "jpg" : format}`;
}

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
