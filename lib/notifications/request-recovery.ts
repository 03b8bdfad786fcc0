import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { users } from "@/db/schema";
import { requestRecoveryInput } from "@/lib/accounts/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { mailDelivery } from "@/lib/providers/mail/client";
import { wakeSenders } from "./internal/channels";
import { addUnseen } from "./internal/unseen";
import { RECOVERY_KIND } from "./rules";

/**
 * Has a link mailed that sets a new password. It is a delivery like any other, so a crash does not lose it and the
 * panel lists it; the link itself is made when it leaves. The answer is the same for unknown addresses, but the time is
 * not: a door answers first and lets this run afterwards.
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
  await transact(ctx, async (inner, tx) => {
    const [user] = await tx
      .select({ id: users.id, sessionVersion: users.sessionVersion })
      .from(users)
      .where(and(eq(users.email, email), eq(users.status, "active")));
    if (!user) return;
    const way = { channel: "email", endpointId: null } as const;
    const id = await addUnseen(inner, tx, {
      userId: user.id,
      kind: RECOVERY_KIND,
      data: { sessionVersion: user.sessionVersion },
      way,
    });
    await recordAudit(inner, tx, { action: "accounts.request-recovery", subjectId: user.id });
    await wakeSenders(tx, [id]);
  });
  return { accepted: true };
}
