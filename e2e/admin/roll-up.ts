import { jobContext } from "@/lib/entry/context";
import { rollUpFigures } from "@/lib/stats/figures/roll-up";
import { rollUpRequests } from "@/lib/stats/requests/roll-up";

/** Computes the figures now, as the jobs do every five minutes. */
export async function rollUp(): Promise<void> {
  const ctx = jobContext("e2e");
  for (let from: string | null = null, more = true; more; more = from !== null)
    from = (await rollUpRequests({ ctx, input: { from } })).next;
  for (let from: string | null = null, more = true; more; more = from !== null)
    from = (await rollUpFigures({ ctx, input: { from } })).next;
}
