import { movementName } from "@/lib/credits/rules";
import type { BalanceView, LedgerEntryView } from "@/lib/credits/schema";
import { grantSources } from "@/lib/credits/schema";
import { isPaid, isPayable, isRefundOpen } from "@/lib/orders/rules";
import type { OrderView } from "@/lib/orders/schema";

/** Fen as `¥29.00`, by integers only. */
export function yuan(fen: number): string {
  const size = Math.abs(fen);
  return `${fen < 0 ? "-" : ""}¥${Math.floor(size / 100)}.${String(size % 100).padStart(2, "0")}`;
}

export const orderPhases = [
  "unpaid",
  "confirming",
  "delivering",
  "done",
  "partlyRefunded",
  "refunded",
  "closed",
  "expired",
] as const;
export type OrderPhase = (typeof orderPhases)[number];

const settledPhases = {
  paid: "delivering",
  fulfilled: "done",
  partly_refunded: "partlyRefunded",
  refunded: "refunded",
  closed: "closed",
  expired: "expired",
} as const;

/**
 * What an order's page says. An order that the payer comes back from, or whose time is over without an end on record,
 * is being confirmed: neither paid nor unpaid is claimed before our server knows.
 */
export function phaseOf(
  order: Pick<OrderView, "status" | "expiresAt">,
  seen: { isReturning: boolean; now: Date },
): OrderPhase {
  const { status } = order;
  if (status === "created" || status === "prepaying" || status === "paying")
    return seen.isReturning || new Date(order.expiresAt) <= seen.now ? "confirming" : "unpaid";
  return settledPhases[status];
}

/** Whether an order may still change by itself while somebody looks at it. */
export const isMoving = (phase: OrderPhase): boolean => phase === "confirming" || phase === "delivering";

/** Whether money has come in for it, so that an amount is a receipt and no price. */
export const isReceipt = (order: Pick<OrderView, "status">): boolean =>
  !isPayable(order.status) && order.status !== "closed" && order.status !== "expired";

export const hasOpenRefund = (order: Pick<OrderView, "refunds">): boolean =>
  order.refunds.some(({ status }) => isRefundOpen(status));

/** Whether to offer asking for money back; how much that would be is for the server to count. */
export const mayAskForRefund = (order: Pick<OrderView, "status" | "refundRequest">): boolean =>
  isPaid(order.status) && order.status !== "refunded" && order.refundRequest?.state !== "open";

/** The sum of what expires next and on the same day; null when nothing that is left expires. */
export function nextExpiry(
  byExpiry: BalanceView["byExpiry"],
  dayOf: (at: Date) => string,
): { amount: number; at: Date } | null {
  const dated = byExpiry.flatMap(({ expiresAt, amount }) =>
    expiresAt === null ? [] : [{ at: new Date(expiresAt), amount }],
  );
  const [first] = dated.sort((a, b) => a.at.getTime() - b.at.getTime());
  if (!first) return null;
  const sameDay = dated.filter(({ at }) => dayOf(at) === dayOf(first.at));
  return { at: first.at, amount: sameDay.reduce((sum, { amount }) => sum + amount, 0) };
}

export type LedgerLine =
  | { kind: "source"; source: (typeof grantSources)[number] }
  | { kind: "settled"; count: number }
  /** Taken by an upgrade, or given back by a refund that came to nothing. */
  | { kind: "upgraded" }
  | { kind: "restored" }
  | { kind: Exclude<LedgerEntryView["kind"], "settle">; reason: string | null };

/** What a movement of credits was. A settled generation says what it cost: what was held less what came back. */
export function ledgerLine(
  entry: Pick<LedgerEntryView, "kind" | "reason" | "available" | "reserved">,
): LedgerLine {
  const { kind, reason } = entry;
  if (kind === "settle") return { kind: "settled", count: -(entry.available + entry.reserved) };
  const name = movementName(entry);
  if (name === "restored" || name === "upgraded") return { kind: name };
  const source = grantSources.find((known) => name === `sources.${known}`);
  if (source) return { kind: "source", source };
  // Other reasons are the machine's words; an admin's are for the person.
  return { kind, reason: kind === "adjust" ? reason : null };
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A length of time as whole days and the whole hours left over. */
export const daysAndHours = (ms: number): { days: number; hours: number } => ({
  days: Math.floor(ms / DAY_MS),
  hours: Math.floor((ms % DAY_MS) / HOUR_MS),
});

/** The modules of a QR code as one SVG path, one rectangle per run in a row. */
export function qrPath(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) => {
      const runs: string[] = [];
      for (let x = 0; x < row.length; x += 1) {
        if (!row[x]) continue;
        const start = x;
        while (row[x + 1]) x += 1;
        runs.push(`M${start} ${y}h${x - start + 1}v1H${start}z`);
      }
      return runs;
    })
    .join("");
}
