import type { Executor } from "@/db/client";
import { refundableFen } from "../rules";
import { holdTerms, listMonthGrants } from "./grants";
import type { TermRow } from "./member";

/**
 * The most that can go back for a term without giving away what was used, in fen. 0 for one that has ended, by its
 * time or by an upgrade that made time of a higher plan of its rest. Credits that came back from a refund that failed
 * are as unspent as those that never went.
 */
export async function countRefundable(
  from: Executor,
  term: TermRow & { userId: string },
  returnedKeys: readonly string[],
  now: Date,
): Promise<number> {
  if (term.endedEarlyAt !== null) return 0;
  const [held] = await holdTerms(from, term.userId, [term], now);
  if (!held) return 0;
  const returned = await listMonthGrants(from, term.userId, returnedKeys);
  const back = [...returned.values()].reduce((sum, { remaining }) => sum + remaining, 0);
  const unspentCredits = held.unspentCredits === null ? null : held.unspentCredits + back;
  return refundableFen({ ...held, unspentCredits }, now);
}
