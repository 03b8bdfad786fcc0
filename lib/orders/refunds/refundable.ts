import { eq } from "drizzle-orm";
import { executor } from "@/db/client";
import { refunds } from "@/db/schema";
import { countUnspent } from "@/lib/credits/read";
import { findBoughtTerm } from "@/lib/membership/read";
import type { Ctx } from "@/lib/platform/context";
import type { OrderRow } from "../internal/change";
import { isPaid, isRefundable, nothingRefundable, refundableOfPack } from "../rules";
import type { NothingRefundable, Refundable, RefundState } from "../schema";
import { listGrantKeys } from "./standing";

/** More refunds than an order can have. */
const MOST = 1_000;

/** What can go back of an order at this moment, or why nothing; whoever calls has seen to it that the actor may know. */
export async function readRefundable(
  ctx: Ctx,
  order: OrderRow,
): Promise<Refundable & { nothing: NothingRefundable | null }> {
  const from = executor(ctx);
  const platform: Ctx = { ...ctx, actor: { kind: "job", name: "refundable" } };
  const grantKeys = await listGrantKeys(from, order.id);
  const back = await from
    .select({ status: refunds.status, amountFen: refunds.amountFen })
    .from(refunds)
    .where(eq(refunds.orderId, order.id))
    .limit(MOST);
  const term = await findBoughtTerm({
    ctx: platform,
    input: { orderId: order.id, returnedKeys: grantKeys },
  });
  const parts = { grantKeys, termFen: term?.refundableFen ?? null };
  const refundable = await countRefundable(platform, order, back, parts);
  const nothing = nothingRefundable(order, back.filter(isStanding).length, refundable.unusedFen, ctx.now);
  return { ...refundable, nothing };
}

const isStanding = ({ status }: { status: RefundState }): boolean => status !== "closed";

/** By the rules by which a refund decides. Nothing is held: credits may be spent before somebody approves. */
export async function countRefundable(
  ctx: Ctx,
  order: OrderRow,
  back: readonly Pick<typeof refunds.$inferSelect, "status" | "amountFen">[],
  { grantKeys, termFen }: { grantKeys: string[]; termFen: number | null },
): Promise<Refundable> {
  const standing = back.filter(isStanding);
  if (!isPaid(order.status) || !isRefundable(order, standing.length, ctx.now))
    return { leftFen: 0, unusedFen: 0 };
  const beforeFen = standing.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const leftFen = order.amountFen - beforeFen;
  // Paid and never served: nothing can have been used.
  if (order.fulfilledAt === null) return { leftFen, unusedFen: leftFen };
  if (order.product.kind === "membership") return { leftFen, unusedFen: Math.min(leftFen, termFen ?? 0) };
  const left = await countUnspent({ ctx, input: { userId: order.userId, grantKeys } });
  const pack = { credits: order.product.credits ?? 0, priceFen: order.amountFen, beforeFen, left };
  return { leftFen, unusedFen: pack.credits === 0 ? 0 : refundableOfPack(pack) };
}
