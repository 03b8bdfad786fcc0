/** Ideographs, each of which counts as a word: Chinese is written without blanks. */
const IDEOGRAPH = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/gu;

/**
 * Text as it is stored to be searched by trigrams: compatible forms made one, lower case, every ideograph a word of its
 * own, one blank before, between and after the words. So `LIKE '% 山 水 %'` finds 山水 by its index, however short, and
 * `LIKE '% cat%'` finds what begins with cat. Needs a database whose locale takes ideographs for letters (UTF-8).
 */
export function foldForSearch(...texts: readonly string[]): string {
  const words = texts
    .join(" ")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(IDEOGRAPH, " $& ")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return words === "" ? "" : ` ${words} `;
}

/** Most words of one search. */
export const MAX_SEARCH_WORDS = 8;

/**
 * The LIKE patterns of a search over folded text, at most eight; every one must match. A run of ideographs stands
 * together, another word matches the beginning of one.
 */
export function searchPatterns(q: string): string[] {
  const patterns = q.split(/\s+/).flatMap((part) => {
    const runs = part
      .normalize("NFKC")
      .match(/[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|[^\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/gu);
    return (runs ?? []).map((run) => {
      const folded = foldForSearch(run);
      if (folded === "") return "";
      return run.search(IDEOGRAPH) >= 0 ? `%${folded}%` : `%${folded.trimEnd()}%`;
    });
  });
  return [...new Set(patterns.filter(Boolean))].slice(0, MAX_SEARCH_WORDS);
}
