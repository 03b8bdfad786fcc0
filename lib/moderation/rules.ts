import { foldForSearch } from "@/lib/platform/text/search-text";
import type { CheckView, ModerationCategory, Verdict } from "./schema";

/** Most words of the list: every prompt is compared with all of them. */
export const MAX_WORDS = 20_000;

/** Characters that nobody sees, such as a zero-width joiner between the letters of a word. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * A text as words are looked for in it: compatible forms made one, lower case, accents and invisible characters gone,
 * every ideograph a word of its own, one blank before, between and after the words. A folded word that stands in a
 * folded text, blanks included, therefore matches whole Latin words and any run of ideographs, whatever was put between
 * them. Empty for what has no letters.
 */
export const foldText = (text: string): string =>
  foldForSearch(
    text
      .normalize("NFKD")
      .replaceAll(INVISIBLE, "")
      .replaceAll(/\p{Mn}/gu, "")
      .normalize("NFC"),
  );

/** Whether a folded text holds a folded word; the one rule that the query of `checkText` repeats in SQL. */
export const holdsWord = (foldedText: string, foldedWord: string): boolean =>
  foldedWord.trim() !== "" && foldedText.includes(` ${foldedWord.trim()} `);

/** OpenAI's categories (https://platform.openai.com/docs/guides/moderation) in ours. */
export function categoryOf(theirs: string): ModerationCategory {
  const [family] = theirs.split("/");
  if (family === "sexual") return "sexual";
  if (family === "violence" || family === "self-harm") return "violence";
  if (family === "hate" || family === "harassment") return "hate";
  return family === "illicit" ? "illegal" : "other";
}

type Said = Pick<CheckView, "verdict" | "reasons">;

/**
 * What scores mean: from `block` on nobody may publish it, from `review` on a person looks, and so they do at
 * whatever the filter itself flags. Of minors in sexual context a doubt is enough to refuse.
 */
export function judgeScores(
  answer: { flagged: boolean; categories: readonly string[]; scores: Readonly<Record<string, number>> },
  limits: { review: number; block: number },
): Said {
  const over = Object.entries(answer.scores)
    .filter(([, score]) => score >= limits.review)
    .sort(([, a], [, b]) => b - a);
  const worst = over.some(([name, score]) => score >= limits.block || name === "sexual/minors");
  const named = over.length > 0 ? over : answer.categories.map((name) => [name, 0] as const);
  return {
    verdict: worst ? "block" : over.length > 0 || answer.flagged ? "review" : "pass",
    reasons: named.map(([name, score]) => ({ category: categoryOf(name), name, score })),
  };
}

/**
 * What found words mean. A word that the prompt only asks to keep out is no reason to refuse: a person looks, since
 * those words become public as well.
 */
export function judgeWords(
  found: readonly { word: string; severity: "review" | "block"; unwanted: boolean }[],
): Said {
  const verdict: Verdict = found.some((one) => one.severity === "block" && !one.unwanted)
    ? "block"
    : found.length > 0
      ? "review"
      : "pass";
  return {
    verdict,
    reasons: found.map(({ word, severity, unwanted }) => ({
      ...{ category: "other", word, severity },
      ...(unwanted ? { where: "negative" } : {}),
    })),
  };
}
