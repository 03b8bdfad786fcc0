import { and, eq, lte } from "drizzle-orm";
import { transact } from "@/db/client";
import { passwordRecoveries, users } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { randomToken, sha256Hex } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { recoveryMail } from "./internal/recovery-mail";
import { RECOVERY_TTL_MS, requireJob } from "./rules";

/**
 * Opens a recovery and gives the mail with its link, valid once and for half an hour. The token stands in the mail alone,
 * so whoever sends it again opens another recovery. Not for an account that is not active or has no address, and not
 * once its sessions were ended after it was asked for: a changed password closes all links, also those to come.
 */
export function openRecovery({
  ctx,
  input: { userId, sessionVersion },
}: {
  ctx: Ctx;
  /** With the session version of the account when the link was asked for. */
  input: { userId: string; sessionVersion: number };
}): Promise<{ to: string; subject: string; text: string } | "account_closed" | "expired"> {
  requireJob(ctx.actor);
  const token = randomToken();
  return transact(ctx, async (_, tx) => {
    const [user] = await tx
      .select({ email: users.email, locale: users.locale, sessionVersion: users.sessionVersion })
      .from(users)
      .where(and(eq(users.id, userId), eq(users.status, "active")))
      // Whoever changes the password at this moment goes first, or closes this one as well.
      .for("share");
    if (!user?.email) return "account_closed";
    if (user.sessionVersion !== sessionVersion) return "expired";
    await tx
      .delete(passwordRecoveries)
      .where(and(eq(passwordRecoveries.userId, userId), lte(passwordRecoveries.expiresAt, ctx.now)));
    await tx.insert(passwordRecoveries).values({
      id: newId("recovery", ctx.now.getTime()),
      userId,
      tokenHash: sha256Hex(token),
      expiresAt: new Date(ctx.now.getTime() + RECOVERY_TTL_MS),
      createdAt: ctx.now,
    });
    return { to: user.email, ...recoveryMail(user.locale, token) };
  });
}
