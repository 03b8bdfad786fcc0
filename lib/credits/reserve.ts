import { eq } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { creditAllocations, creditReservations } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { conflict, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import {
  availableAccount,
  findEntry,
  listSpendable,
  lockAccount,
  moveGrants,
  postEntry,
  reservedAccount,
} from "./internal/ledger";
import { allocate, spendable } from "./rules";
import { type CreditRefusal, reserveCreditsInput } from "./schema";

/**
 * Sets credits aside for one job (`subjectId`), taken from the grants that expire first.
 * Refuses with `not_enough_credits` and changes nothing when the live grants do not hold enough.
 * Repeating it for the same job answers ok and reserves nothing more; once the job is closed, or with another
 * amount, it is a 409.
 */
export async function reserveCredits({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof reserveCreditsInput>;
}): Promise<{ ok: true; repeated: boolean } | CreditRefusal> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const { userId, subjectId, amount } = reserveCreditsInput.parse(input);
  if (requireUser(ctx.actor) !== userId) throw notFound("account");
  return transact(ctx, async (_, tx) => {
    await lockAccount(tx, userId);
    const businessKey = `reserve:${subjectId}`;
    if (await findEntry(tx, businessKey, { userId, available: -amount })) {
      await requireOpen(tx, subjectId);
      return { ok: true as const, repeated: true };
    }
    const grants = await listSpendable(tx, userId);
    const parts = allocate(grants, amount, ctx.now);
    if (!parts)
      return {
        ok: false as const,
        reason: "not_enough_credits" as const,
        available: spendable(grants, ctx.now),
        needed: amount,
      };
    const reservationId = newId("creditReservation", ctx.now.getTime());
    await moveGrants(
      tx,
      parts.map((part) => ({ grantId: part.grantId, remaining: -part.amount, reserved: part.amount })),
    );
    await tx
      .insert(creditReservations)
      .values({ id: reservationId, userId, subjectId, amount, createdAt: ctx.now });
    await tx.insert(creditAllocations).values(parts.map((part) => ({ reservationId, ...part })));
    await postEntry(ctx, tx, {
      businessKey,
      kind: "reserve",
      userId,
      subjectId,
      lines: { [availableAccount(userId)]: -amount, [reservedAccount(userId)]: amount },
    });
    return { ok: true as const, repeated: false };
  });
}

/** "Reserved already" would be a lie about a reservation that was closed since. */
async function requireOpen(tx: Transaction, subjectId: string): Promise<void> {
  const [reservation] = await tx
    .select({ state: creditReservations.state })
    .from(creditReservations)
    .where(eq(creditReservations.subjectId, subjectId));
  if (reservation?.state !== "open")
    throw conflict("reservation_closed", "The credits of this job were settled or released already.");
}
