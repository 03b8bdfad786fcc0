import { eq } from "drizzle-orm";
import { executor } from "@/db/client";
import { savedPrompts } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

/** Removes what the acting user saved; used prompts go with the generations' words. For closing an account. */
export async function forgetPrompts({ ctx }: { ctx: Ctx }): Promise<void> {
  await executor(ctx)
    .delete(savedPrompts)
    .where(eq(savedPrompts.userId, requireUser(ctx.actor)));
}
