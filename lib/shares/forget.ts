import { eq } from "drizzle-orm";
import { executor } from "@/db/client";
import { shareLinks } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

/** Removes every link of the acting user, whose account is closed. */
export async function forgetShareLinks({ ctx }: { ctx: Ctx }): Promise<void> {
  await executor(ctx)
    .delete(shareLinks)
    .where(eq(shareLinks.userId, requireUser(ctx.actor)));
}
