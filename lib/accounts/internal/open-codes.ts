import { and, eq, inArray, or } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { bindingSessions } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";

/**
 * Ends the codes that would still open an account after its sessions have ended: links that a session has asked for,
 * and sign-ins that were confirmed and not yet claimed. Codes are locked before users, so this comes first.
 */
export async function endOpenCodes(ctx: Ctx, tx: Transaction, userId: string): Promise<void> {
  const { purpose, state } = bindingSessions;
  const links = and(eq(purpose, "link"), inArray(state, ["pending", "scanned"]));
  const signIns = and(eq(purpose, "sign_in"), eq(state, "bound"));
  await tx
    .update(bindingSessions)
    .set({ state: "cancelled", decidedAt: ctx.now, updatedAt: ctx.now })
    .where(and(eq(bindingSessions.userId, userId), or(links, signIns)));
}
