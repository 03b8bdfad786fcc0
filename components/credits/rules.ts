import type { BalanceView, LedgerEntryView } from "@/lib/credits/schema";

export interface BalancePart {
  source: BalanceView["byExpiry"][number]["source"];
  /** The last day as YYYY-MM-DD in Shanghai and the moment itself; null never expires. */
  expiresAt: string | null;
  amount: number;
}

/** Grants of one source that end on the same day are one line; the order stays, what expires first is spent first. */
export function balanceParts(
  byExpiry: BalanceView["byExpiry"],
  dayOf: (at: Date) => string,
): (BalancePart & { key: string })[] {
  const parts = new Map<string, BalancePart & { key: string }>();
  for (const grant of byExpiry) {
    const key = `${grant.source} ${grant.expiresAt ? dayOf(new Date(grant.expiresAt)) : "never"}`;
    const known = parts.get(key);
    if (known) known.amount += grant.amount;
    else parts.set(key, { key, ...grant });
  }
  return [...parts.values()];
}

/** The generation that an entry belongs to. */
export const generationOf = (entry: Pick<LedgerEntryView, "subjectId">): string | null =>
  entry.subjectId?.startsWith("gen_") ? entry.subjectId : null;

/** What a settled generation really cost: what was held less what came back. */
export const chargedBy = (entry: Pick<LedgerEntryView, "available" | "reserved">): number =>
  -(entry.available + entry.reserved);
