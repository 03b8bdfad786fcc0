import type { Transaction } from "@/db/client";
import { paymentDifferences } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/log";
import { metrics } from "@/lib/platform/metrics";
import type { PaymentDifferenceView } from "../schema";

export interface Difference {
  kind: string;
  outTradeNo: string;
  /** With kind and number it tells one difference from another. */
  reference: string;
  source: string;
  expected: Record<string, string | number | null>;
  found: Record<string, string | number | null>;
}

/** Writes down once that WeChat Pay and we do not agree; true when it is new. */
export async function recordDifference(ctx: Ctx, tx: Transaction, difference: Difference): Promise<boolean> {
  const made = await tx
    .insert(paymentDifferences)
    .values({ id: newId("paymentDifference", ctx.now.getTime()), createdAt: ctx.now, ...difference })
    .onConflictDoNothing()
    .returning({ id: paymentDifferences.id });
  if (made.length === 0) return false;
  metrics().paymentDifferences.inc({ kind: difference.kind });
  logger("orders.differences").error("WeChat Pay and we do not agree", {
    kind: difference.kind,
    order: difference.outTradeNo,
    source: difference.source,
  });
  return true;
}

export const viewDifference = (row: typeof paymentDifferences.$inferSelect): PaymentDifferenceView => ({
  ...row,
  resolvedAt: row.resolvedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
