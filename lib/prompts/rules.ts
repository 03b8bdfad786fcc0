/** Letters of scripts; signs that all of them share (µ, ʼ) belong to none. */
const LETTER = /\p{L}/gu;
const LATIN_OR_SHARED = /[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;

/** Whether a prompt has letters that a vendor which reads only English would refuse. */
export const needsTranslation = (prompt: string): boolean =>
  (prompt.match(LETTER) ?? []).some((letter) => !LATIN_OR_SHARED.test(letter));

const LABEL =
  /^[*_#\s]*(?:(?:improved|optimi[sz]ed|final)?\s*prompt|(?:english )?translation|(?:优化|润色)?后?的?提示词|译文)[*_\s]*[:：][*_]*\s*/i;
const QUOTES: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ["“", "”"],
  ["‘", "’"],
  ["「", "」"],
  ["『", "』"],
];

/**
 * What a language model answered, without the thoughts, fences, labels and quotes that models like to put around
 * it. Quotes stay where they belong to the words: `"A" and "B"`.
 */
export function bareAnswer(text: string): string {
  const spoken = text
    .replace(/^\s*<think>[\s\S]*?<\/think>/i, "")
    .trim()
    .replace(/^```\w*\n?([\s\S]*?)\n?```$/, "$1")
    .replace(LABEL, "")
    .trim();
  for (const [open, close] of QUOTES) {
    const inner = spoken.slice(open.length, -close.length);
    const isAround = spoken.length >= 2 && spoken.startsWith(open) && spoken.endsWith(close);
    if (isAround && !inner.includes(open) && !inner.includes(close)) return inner.trim();
  }
  return spoken;
}

/**
 * An answer as a prompt that the composer may send: no control characters, no torn letters, at most `maxChars`
 * long. One that is longer ends with its last whole clause.
 */
export function promptOf(answer: string, maxChars: number): string {
  const clean = answer
    .replaceAll("\r\n", "\n")
    .replaceAll(/(?![\n\t])\p{Cc}/gu, "")
    .toWellFormed()
    .trim();
  if (clean.length <= maxChars) return clean;
  const cut = clean.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, "");
  const end = Math.max(...[..."。.；;，,\n"].map((mark) => cut.lastIndexOf(mark)));
  return (end > maxChars / 2 ? cut.slice(0, end) : cut).trim();
}

const TOKENS_TO_SPARE = 2_000;

/** Bound of an answer that is about as long as the prompt, or a short prompt with details, in tokens. */
export const answerTokens = (prompt: string): number => TOKENS_TO_SPARE + prompt.length;

/** Title that a saved prompt is offered: its first clause, in whole words, at most `maxChars` long. */
export function titleOf(prompt: string, maxChars: number): string {
  const clause =
    prompt
      .trim()
      .split(/[\n。.；;！!？?，,]/u, 1)[0]
      ?.trim() || prompt.trim();
  if (clause.length <= maxChars) return clause;
  const cut = clause.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, "");
  const space = cut.lastIndexOf(" ");
  return (clause[maxChars] !== " " && space > maxChars / 2 ? cut.slice(0, space) : cut).trim();
}
