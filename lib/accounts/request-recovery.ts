import { and, eq, lte } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { passwordRecoveries, users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { randomToken, sha256Hex } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { mailDelivery, sendMail } from "@/lib/providers/mail/client";
import { recoveryMail } from "./internal/recovery-mail";
import { RECOVERY_TTL_MS } from "./rules";
import { requestRecoveryInput } from "./schema";

/**
 * Mails a link that sets a new password, valid once and for half an hour. The answer is the same for unknown
 * addresses, but the time is not: a door answers first and lets this run afterwards.
 */
export async function requestRecovery({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof requestRecoveryInput>;
}): Promise<{ accepted: true } | { ok: false; reason: "recovery_off" }> {
  const { email } = requestRecoveryInput.parse(input);
  if (mailDelivery() === "off") return { ok: false, reason: "recovery_off" };
  const token = randomToken();
  const locale = await openRecovery(ctx, email, token);
  if (locale !== null) await sendMail({ to: email, ...recoveryMail(locale, token) });
  return { accepted: true };
}

/** Stores the token's hash for the active account of this address and tells its language; null without one. */
function openRecovery(ctx: Ctx, email: string, token: string): Promise<string | null> {
  return transact(ctx, async (inner, tx) => {
    const [user] = await tx
      .select({ id: users.id, locale: users.locale })
      .from(users)
      .where(and(eq(users.email, email), eq(users.status, "active")));
    if (!user) return null;
    await tx
      .delete(passwordRecoveries)
      .where(and(eq(passwordRecoveries.userId, user.id), lte(passwordRecoveries.expiresAt, ctx.now)));
    await tx.insert(passwordRecoveries).values({
      id: newId("recovery", ctx.now.getTime()),
      userId: user.id,
      tokenHash: sha256Hex(token),
      expiresAt: new Date(ctx.now.getTime() + RECOVERY_TTL_MS),
      createdAt: ctx.now,
    });
    await recordAudit(inner, tx, { action: "accounts.request-recovery", subjectId: user.id });
    return user.locale;
  });
}
