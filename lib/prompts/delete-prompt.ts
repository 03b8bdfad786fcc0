import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { savedPrompts } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { savedPromptIdInput } from "./schema";

/** Removes a saved prompt of the acting user. Throws not-found for one that is gone or another's. */
export async function deletePrompt({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof savedPromptIdInput>;
}): Promise<{ ok: true }> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requireUser(ctx.actor);
  const { id } = savedPromptIdInput.parse(input);
  const gone = await executor(ctx)
    .delete(savedPrompts)
    .where(and(eq(savedPrompts.id, id), eq(savedPrompts.userId, userId)))
    .returning({ id: savedPrompts.id });
  if (gone.length === 0) throw notFound("prompt");
  return { ok: true };
}
