import type { EditOperation } from "@/lib/edits/schema";
import type { exportFormats, ImageView } from "@/lib/images/schema";

/** Servers refuse addresses of some 16 kB; beyond this the generation's id alone carries the prompt. */
const MAX_PROMPT_IN_ADDRESS = 2_000;

/** The composer filled with the settings of a generation; the prompt comes along where it is short enough. */
export function reuseHref(source: { prompt: string; generationId: string | null }): string {
  const search = new URLSearchParams();
  if (source.generationId) search.set("from", source.generationId);
  const prompt = source.generationId ? source.prompt : shorten(source.prompt);
  if (encodeURIComponent(prompt).length <= MAX_PROMPT_IN_ADDRESS) search.set("prompt", prompt);
  return `/create?${search}`;
}

/** As much of a text as the address bears, cut between characters. */
function shorten(text: string): string {
  const signs = Array.from(text);
  let length = 0;
  const end = signs.findIndex((sign) => {
    length += encodeURIComponent(sign).length;
    return length > MAX_PROMPT_IN_ADDRESS;
  });
  return end < 0 ? text : signs.slice(0, end).join("");
}

/** Where the labelled file of an image is downloaded from. */
export const downloadHref = (image: ImageView, format: (typeof exportFormats)[number]): string =>
  `${image.urls.download}?format=${format}`;

/** The editor with an image on it, and with an operation chosen where one is named. */
export const editHref = (imageId: string, operation?: EditOperation | null): string =>
  `/edit/${imageId}${operation ? `?operation=${operation}` : ""}`;

/** The composer with an image as its reference. */
export const referenceHref = (imageId: string): string => `/create?reference=${imageId}`;
