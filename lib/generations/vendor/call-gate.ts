import type { Offer } from "@/lib/channels/read";
import { env } from "@/lib/platform/env";
import { singleton } from "@/lib/platform/process/singleton";

/** Calls that submit and have not come back, of this process. */
const underWay = () => singleton("generations.calls", () => ({ all: 0, own: 0 }));

/**
 * Whether this process may begin another call to a vendor: calls take minutes and each holds a slot of the engine,
 * so a quarter of the slots stays free for everything else, and servers that people bring themselves, which may
 * never answer, get a quarter at most. The built-in renderer answers at once.
 */
export function callIsFree({ own, model }: Pick<Offer, "own" | "model">): boolean {
  if (model.builtIn) return true;
  const { ENGINE_SLOTS } = env();
  const { all, own: ownCalls } = underWay();
  if (own && ownCalls >= Math.max(1, Math.floor(ENGINE_SLOTS / 4))) return false;
  return all < Math.max(1, Math.floor((ENGINE_SLOTS * 3) / 4));
}

/** Counts a call while it lasts. */
export async function countCall<T>(own: boolean, call: () => Promise<T>): Promise<T> {
  const counts = underWay();
  counts.all += 1;
  if (own) counts.own += 1;
  try {
    return await call();
  } finally {
    counts.all -= 1;
    if (own) counts.own -= 1;
  }
}
