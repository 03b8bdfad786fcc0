import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { paymentDifferences } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken, notFound } from "@/lib/platform/errors";
import { viewDifference } from "../internal/differences";
import { type OrderRefusal, type PaymentDifferenceView, resolveDifferenceInput } from "../schema";

/** Closes a difference with what was found and done about it. It is never written down anew by a later comparison. */
export async function resolveDifference({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof resolveDifferenceInput>;
}): Promise<PaymentDifferenceView | OrderRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id, reason } = resolveDifferenceInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const [before] = await tx
      .select()
      .from(paymentDifferences)
      .where(eq(paymentDifferences.id, id))
      .for("update");
    if (!before) throw notFound("difference");
    if (before.state === "resolved")
      return before.resolution === reason
        ? viewDifference(before)
        : { ok: false as const, reason: "difference_resolved" as const };
    const [row] = await tx
      .update(paymentDifferences)
      .set({ state: "resolved", resolution: reason, resolvedAt: ctx.now })
      .where(eq(paymentDifferences.id, id))
      .returning();
    await recordAudit(inner, tx, {
      action: "payment-differences.resolve",
      subjectId: before.outTradeNo,
      before: { id, kind: before.kind, state: "open" },
      after: { id, kind: before.kind, state: "resolved" },
      reason,
    });
    return viewDifference(row ?? broken("a locked difference vanished"));
  });
}
