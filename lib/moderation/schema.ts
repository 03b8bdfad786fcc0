import { z } from "zod";
import { plainText } from "@/lib/platform/http/plain-text";

export const checkers = ["words", "openai", "bailian"] as const;
export type Checker = (typeof checkers)[number];

export const verdicts = ["pass", "review", "block", "unavailable"] as const;
export type Verdict = (typeof verdicts)[number];

export const subjectKinds = ["prompt", "image"] as const;

/** What a checker can have something against, whatever its own words for it are. */
export const moderationCategories = [
  "illegal",
  "sexual",
  "violence",
  "hate",
  "privacy",
  "copyright",
  "other",
] as const;
export type ModerationCategory = (typeof moderationCategories)[number];

/** What one checker said. `reasons` hold a `category` and what goes with it: a score, a word, a sentence. */
export const checkView = z.object({
  kind: z.enum(subjectKinds),
  checker: z.enum(checkers),
  verdict: z.enum(verdicts),
  reasons: z.array(z.record(z.string(), z.union([z.string(), z.number()]))),
});
export type CheckView = z.infer<typeof checkView>;

export const wordSeverities = ["review", "block"] as const;

const wordId = z.string().regex(/^mwd_[0-9a-z]{26}$/);

/** Why an admin does something; it stands in the audit log. */
const why = plainText(500).min(3);

export const addWordInput = z.strictObject({
  word: plainText(60).min(1),
  severity: z.enum(wordSeverities),
  note: plainText(200).default(""),
  reason: why,
});
export const removeWordInput = z.strictObject({ id: wordId, reason: why });

export const wordView = z.object({
  id: z.string(),
  /** Folded, as texts are before they are compared. */
  word: z.string(),
  severity: z.enum(wordSeverities),
  note: z.string(),
  createdAt: z.iso.datetime(),
});
export type WordView = z.infer<typeof wordView>;

export const listWordsInput = z.strictObject({
  q: plainText(60).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const wordPage = z.object({ items: z.array(wordView), nextCursor: z.string().nullable() });
export type WordPage = z.infer<typeof wordPage>;

/** Whether a vendor is asked about what is handed in, as the operator sees it. */
export interface CheckerState {
  /** What is set in the panel; null where nothing is. */
  set: boolean | null;
  /** What the environment says, which holds where nothing is set. */
  byEnvironment: boolean;
  /** Without a key nobody is asked, whatever is set. */
  hasKey: boolean;
  isAsked: boolean;
}
export const setCheckersInput = z.strictObject({
  openai: z.enum(["default", "on", "off"]),
  bailian: z.enum(["default", "on", "off"]),
  reason: why,
});

export type WordRefusal = { ok: false; reason: "too_many_words" };
