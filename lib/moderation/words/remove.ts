import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { moderationWords } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { toWordView } from "../internal/word-view";
import { removeWordInput } from "../schema";

/** Takes a word off the operator's list; one that is not there is not found. */
export async function removeWord({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof removeWordInput>;
}): Promise<{ removed: string }> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id, reason } = removeWordInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const [row] = await tx.delete(moderationWords).where(eq(moderationWords.id, id)).returning();
    if (!row) throw notFound("word");
    await recordAudit(inner, tx, {
      action: "moderation.word-remove",
      subjectId: id,
      before: toWordView(row),
      after: { word: null },
      reason,
    });
    return { removed: row.word };
  });
}
