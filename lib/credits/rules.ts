import { grantSources, type LedgerEntryView } from "./schema";

/** A grant as the rules see it: credits of one expiry. */
export interface SpendableGrant {
  id: string;
  remaining: number;
  expiresAt: Date | null;
}

/**
 * Which grants pay for `amount`: the earliest expiry first, then the order given (older first).
 * Returns null when the grants that are alive at `now` do not hold enough.
 */
export function allocate(
  grants: readonly SpendableGrant[],
  amount: number,
  now: Date,
): { grantId: string; amount: number }[] | null {
  const alive = grants.filter((grant) => grant.remaining > 0 && !isExpired(grant.expiresAt, now));
  const inOrder = alive.toSorted((a, b) => expiryOrder(a.expiresAt) - expiryOrder(b.expiresAt));
  const taken: { grantId: string; amount: number }[] = [];
  let missing = amount;
  for (const grant of inOrder) {
    if (missing === 0) break;
    const part = Math.min(grant.remaining, missing);
    taken.push({ grantId: grant.id, amount: part });
    missing -= part;
  }
  return missing === 0 ? taken : null;
}

/** How a charge falls on the parts of a reservation: parts that expire first are consumed first. */
export function consume(
  parts: readonly { grantId: string; amount: number; expiresAt: Date | null }[],
  charge: number,
): { grantId: string; charged: number; returned: number }[] {
  let left = charge;
  return parts
    .toSorted((a, b) => expiryOrder(a.expiresAt) - expiryOrder(b.expiresAt))
    .map((part) => {
      const charged = Math.min(part.amount, left);
      left -= charged;
      return { grantId: part.grantId, charged, returned: part.amount - charged };
    });
}

export const isExpired = (expiresAt: Date | null, now: Date): boolean =>
  expiresAt !== null && expiresAt <= now;

const RETURN_GRACE_MS = 24 * 3_600_000;

/**
 * Credits that come back from a job may have expired while it held them: the failure was not the
 * person's, so what comes back lives at least another day.
 */
export function expiryAfterReturn(expiresAt: Date | null, now: Date): Date | null {
  if (expiresAt === null) return null;
  const grace = new Date(now.getTime() + RETURN_GRACE_MS);
  return isExpired(expiresAt, now) ? grace : expiresAt;
}

/** Sum of what the person can spend at `now`. */
export const spendable = (grants: readonly SpendableGrant[], now: Date): number =>
  grants.reduce((sum, grant) => sum + (isExpired(grant.expiresAt, now) ? 0 : grant.remaining), 0);

const expiryOrder = (expiresAt: Date | null): number => expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;

/**
 * What a movement is called beyond its kind, below `ledger` of the messages: where credits came from, or why they
 * went or came back; null where the kind says it all or a person has said why. What a membership brings names its plan
 * as well: `membership pro`.
 */
export function movementName(
  entry: Pick<LedgerEntryView, "kind" | "reason">,
): `sources.${GrantSource}` | "restored" | "upgraded" | "kinds.revoke" | null {
  const { kind, reason } = entry;
  if (kind === "revoke" && reason === "upgrade") return "upgraded";
  if (kind === "revoke" && reason === "refund") return "kinds.revoke";
  if (kind !== "grant" || reason === null) return null;
  if (reason === "refund closed") return "restored";
  if (/^membership \w+$/.test(reason)) return "sources.membership";
  const source = grantSources.find((known) => known === reason);
  return source ? `sources.${source}` : null;
}

type GrantSource = (typeof grantSources)[number];
