import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { moderationWords } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken, invalidInput } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { toWordView } from "../internal/word-view";
import { foldText, MAX_WORDS } from "../rules";
import { addWordInput, type WordRefusal, type WordView } from "../schema";

/**
 * Puts a word on the operator's list, folded; one that is there gets the new severity and note, and as it is already
 * it stays without a line in the audit log. Prompts that were checked before are not checked again. Refused with `too_many_words` at 20,000.
 */
export async function addWord({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof addWordInput>;
}): Promise<WordView | WordRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { word: given, severity, note, reason } = addWordInput.parse(input);
  const word = foldText(given).trim();
  if (word === "") throw invalidInput({ word: "has no letters" });
  return transact(ctx, async (inner, tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('moderation:words', 0))`);
    const [before] = await tx.select().from(moderationWords).where(eq(moderationWords.word, word));
    if (!before && (await tx.$count(moderationWords)) >= MAX_WORDS)
      return { ok: false as const, reason: "too_many_words" as const };
    if (before?.severity === severity && before.note === note) return toWordView(before);
    const id = before?.id ?? newId("moderationWord", ctx.now.getTime());
    const createdBy = "userId" in ctx.actor ? (ctx.actor.userId ?? "") : "";
    const [row] = await tx
      .insert(moderationWords)
      .values({ id, word, severity, note, createdBy, createdAt: ctx.now })
      .onConflictDoUpdate({ target: moderationWords.word, set: { severity, note } })
      .returning();
    const view = toWordView(row ?? broken("a word was not stored"));
    await recordAudit(inner, tx, {
      action: "moderation.word-add",
      subjectId: id,
      before: before ? toWordView(before) : { word: null },
      after: view,
      reason,
    });
    return view;
  });
}
