import { and, count, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { savedPrompts } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { savedPromptColumns, toSavedPromptView } from "./internal/rows";
import { MAX_SAVED_PROMPTS, type PromptRefusal, type SavedPromptView, savePromptInput } from "./schema";

/** Keeps a prompt with its settings under a title. The same once more is the one that is there; the 201st is refused. */
export async function savePrompt({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof savePromptInput>;
}): Promise<SavedPromptView | PromptRefusal> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requireUser(ctx.actor);
  const given = savePromptInput.parse(input);
  return transact(ctx, async (_, tx) => {
    // One after the other per person: of two at once neither sees the other's row.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`saved-prompts:${userId}`}, 0))`);
    const [same] = await tx
      .select(savedPromptColumns)
      .from(savedPrompts)
      .where(
        and(
          eq(savedPrompts.userId, userId),
          eq(savedPrompts.title, given.title),
          eq(savedPrompts.prompt, given.prompt),
          eq(savedPrompts.negativePrompt, given.negativePrompt),
          eq(savedPrompts.styleTags, given.styleTags),
        ),
      )
      .limit(1);
    if (same) return toSavedPromptView(same);
    const [own] = await tx.select({ n: count() }).from(savedPrompts).where(eq(savedPrompts.userId, userId));
    if ((own?.n ?? 0) >= MAX_SAVED_PROMPTS)
      return { ok: false as const, reason: "too_many_saved_prompts" as const };
    const [row] = await tx
      .insert(savedPrompts)
      .values({
        ...given,
        id: newId("savedPrompt", ctx.now.getTime()),
        userId,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .returning(savedPromptColumns);
    return toSavedPromptView(row ?? broken("insert returned no prompt"));
  });
}
