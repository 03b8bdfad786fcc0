import { env } from "@/lib/platform/env";
import { singleton } from "@/lib/platform/process/singleton";
import { findKnownModel } from "@/lib/providers/registry";
import type { GenerationRow } from "../internal/change";

/** Calls that submit and have not come back, of this process. */
const underWay = () => singleton("generations.calls", () => ({ all: 0, own: 0 }));

/**
 * Enters a job's call to a vendor, before anything is done for it; null when too many are under way. Calls take
 * minutes and each holds a slot of the engine, so a quarter of the slots stays free for everything else, and servers
 * that people bring themselves, which may never answer, get a quarter at most. The built-in renderer answers at
 * once. Whoever has entered has to leave by the function that is answered.
 */
export function enterCall(job: Pick<GenerationRow, "model">): (() => void) | null {
  if (findKnownModel(job.model)?.builtIn) return () => {};
  const own = job.model.startsWith("cfg_");
  const { ENGINE_SLOTS } = env();
  const calls = underWay();
  if (own && calls.own >= Math.max(1, Math.floor(ENGINE_SLOTS / 4))) return null;
  if (calls.all >= Math.max(1, Math.floor((ENGINE_SLOTS * 3) / 4))) return null;
  const step = (by: 1 | -1) => {
    calls.all += by;
    if (own) calls.own += by;
  };
  step(1);
  return () => step(-1);
}
