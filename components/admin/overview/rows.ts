import type { StatsRange } from "@/lib/stats/schema";

/** The days of the overview's range in Shanghai, both among them. */
export interface Days {
  firstDay: string;
  lastDay: string;
}

const address = (path: string, filters: Record<string, string>): string =>
  `${path}?${new URLSearchParams(filters)}`;

/** Generations that ended in the range, which is how the figures count them. */
export const endedHref = ({ firstDay, lastDay }: Days, filters: Record<string, string> = {}): string =>
  address("/admin/generations", { ...filters, by: "finished", from: firstDay, to: lastDay });

/** Charges of the range, of people who had this plan then. */
export const chargedHref = (range: Days, plan?: string): string =>
  address("/admin/money/ledger", {
    kind: "settle",
    ...(plan === undefined ? {} : { plan }),
    from: range.firstDay,
    to: range.lastDay,
  });

/** What waits or runs, the oldest first. */
export const openHref = "/admin/generations?status=open";

/** Where the rows behind each figure of a range are: filtered by the same days and the same moments. */
export function hrefsOf(range: Days & { range: StatsRange }) {
  const days = { from: range.firstDay, to: range.lastDay };
  const ended = endedHref(range);
  const paid = address("/admin/money/orders", { status: "paid", ...days });
  return {
    newUsers: address("/admin/users", { by: "joined", ...days }),
    activeUsers: address("/admin/users", { by: "active", ...days }),
    totalUsers: "/admin/users?status=open",
    closedUsers: address("/admin/users", { by: "closed", ...days }),
    ended,
    succeeded: endedHref(range, { status: "succeeded" }),
    partlySucceeded: endedHref(range, { status: "partly_succeeded" }),
    failed: endedHref(range, { status: "failed" }),
    cancelled: endedHref(range, { status: "cancelled" }),
    successRate: ended,
    medianMs: endedHref(range, { status: "delivered" }),
    delivered: endedHref(range, { status: "delivered" }),
    credits: chargedHref(range),
    revenueFen: paid,
    ordersPaid: paid,
    refundsFen: address("/admin/money/refunds", { view: "all", status: "succeeded", ...days }),
    costMicroYuan: address("/admin/vendors/models", { range: range.range }),
    storageBytes: "/admin/users?sort=storage",
  };
}
