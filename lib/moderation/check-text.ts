import { sql } from "drizzle-orm";
import { executor } from "@/db/client";
import { moderationWords } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { getSetting } from "@/lib/settings/read";
import { askEach, type Subject } from "./internal/once";
import { openaiChecker } from "./internal/vendors";
import { foldText, judgeWords } from "./rules";
import type { CheckView } from "./schema";

/** Most words that one answer names. */
const MAX_NAMED = 20;

/**
 * What the checkers of texts say of a prompt and of the words that it asks to keep out; stored, each once. An empty text
 * passes by itself. Returns nothing where the list has no words and no vendor is configured. Safe to repeat.
 */
export async function checkText({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: Omit<Subject, "kind"> & { text: string; unwanted?: string };
}): Promise<CheckView[]> {
  requireJob(ctx.actor);
  const { subjectId, round, text, unwanted = "" } = input;
  const subject: Subject = { subjectId, round, kind: "prompt" };
  const isEmpty = foldText(text) === "" && foldText(unwanted) === "";
  const asked = await getSetting(ctx, "moderation");
  const openai = text.trim() === "" ? undefined : openaiChecker(asked, { text });
  return askEach(ctx, subject, {
    ...(isEmpty || (await hasWords(ctx)) ? { words: () => lookForWords(ctx, text, unwanted) } : {}),
    // What is to be kept out would be judged as if it were wanted.
    ...(openai ? { openai } : {}),
  });
}

async function hasWords(ctx: Ctx): Promise<boolean> {
  const rows = await executor(ctx).select({ id: moderationWords.id }).from(moderationWords).limit(1);
  return rows.length > 0;
}

async function lookForWords(ctx: Ctx, text: string, unwanted: string) {
  const found = await findWords(ctx, foldText(text));
  const known = new Set(found.map(({ word }) => word));
  const kept = (await findWords(ctx, foldText(unwanted))).filter(({ word }) => !known.has(word));
  return judgeWords([
    ...found.map((one) => ({ ...one, unwanted: false })),
    ...kept.map((one) => ({ ...one, unwanted: true })),
  ]);
}

/** The list is short beside the time of a vendor's call: every word is compared, those that block come first. */
const findWords = (ctx: Ctx, folded: string) =>
  executor(ctx)
    .select({ word: moderationWords.word, severity: moderationWords.severity })
    .from(moderationWords)
    .where(sql`position(' ' || ${moderationWords.word} || ' ' in ${folded}) > 0`)
    .orderBy(sql`${moderationWords.severity} desc, ${moderationWords.word}`)
    .limit(MAX_NAMED);
