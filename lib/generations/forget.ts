import { eq } from "drizzle-orm";
import { executor } from "@/db/client";
import { generations } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

/** Blanks what the acting user wrote in their generations; figures stay for the ledger. For closing an account. */
export async function forgetGenerations({ ctx }: { ctx: Ctx }): Promise<void> {
  await executor(ctx)
    .update(generations)
    .set({ prompt: "", negativePrompt: "", updatedAt: ctx.now })
    .where(eq(generations.userId, requireUser(ctx.actor)));
}
