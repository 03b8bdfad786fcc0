import { cleanText } from "@/components/shell/forms/clean-text";

/** In UTF-16 units, as the server counts them. */
export const LONGEST_TAG = 30;
/** As many as one change adds, and as many as it removes. */
export const MOST_TAGS = 20;

/** The tags that somebody wrote, several parted by commas; line breaks and doubled blanks are one blank. */
export const tagsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，、;；]/)
      .map((part) => shortened(cleanText(part).replaceAll(/\s+/g, " ")))
      .filter(Boolean),
  ),
];

/** The beginning of a text, cut between characters; the server counts UTF-16 units. */
function shortened(text: string): string {
  let kept = "";
  for (const sign of text) {
    if (kept.length + sign.length > LONGEST_TAG) break;
    kept += sign;
  }
  return kept.trim();
}

/** Tags to offer: those in which the text occurs, most used first, without those that are there already. */
export function suggestedTags(
  known: readonly { tag: string }[],
  taken: readonly string[],
  text: string,
): string[] {
  const wanted = text.trim().toLowerCase();
  return known
    .map(({ tag }) => tag)
    .filter((tag) => !taken.includes(tag) && tag.toLowerCase().includes(wanted))
    .slice(0, 10);
}

/** The tags of some images with how many of them bear each, most first. */
export function tagCounts(images: readonly { tags: readonly string[] }[]): { tag: string; images: number }[] {
  const counts = new Map<string, number>();
  for (const tag of images.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].map(([tag, count]) => ({ tag, images: count })).sort((a, b) => b.images - a.images);
}
