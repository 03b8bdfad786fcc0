import { and, eq, inArray, isNotNull, ne, or } from "drizzle-orm";
import { transact } from "@/db/client";
import { generationAttempts, generations, generationTimeline } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

/**
 * Blanks what the acting user wrote in their generations, and what vendors said about it; figures stay for the
 * ledger. For closing an account.
 */
export async function forgetGenerations({ ctx }: { ctx: Ctx }): Promise<void> {
  const mine = eq(generations.userId, requireUser(ctx.actor));
  await transact(ctx, async (_, tx) => {
    await tx
      .update(generations)
      .set({
        ...{ prompt: "", negativePrompt: "", translatedPrompt: null, translatedNegativePrompt: null },
        ...{ errorMsg: null, updatedAt: ctx.now },
      })
      .where(and(mine, or(ne(generations.prompt, ""), isNotNull(generations.errorMsg))));
    const ids = tx.select({ id: generations.id }).from(generations).where(mine);
    await tx
      .update(generationAttempts)
      .set({ errorMessage: null, updatedAt: ctx.now })
      .where(and(inArray(generationAttempts.generationId, ids), isNotNull(generationAttempts.errorMessage)));
    await tx.delete(generationTimeline).where(inArray(generationTimeline.generationId, ids));
  });
}
