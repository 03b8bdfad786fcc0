import { transact } from "@/db/client";
import { requireJob } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import { type Ctx, later } from "@/lib/platform/context";
import { type LedgerDifference, reconcileLedger } from "../reconcile";
import { CHECK_DONE, LEDGER } from "./running";

/** So many differences are kept with the result; the rest is in the log. */
const KEPT = 20;

/** Recomputes the whole ledger and writes down how it came out; `requestId` is that of the admin who asked. */
export async function runLedgerCheck({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { requestId?: string };
}): Promise<{ differences: LedgerDifference[]; entries: number }> {
  requireJob(ctx.actor);
  const begunMs = performance.now();
  const { differences, entries } = await reconcileLedger({ ctx });
  await transact(later(ctx, begunMs), (inner, tx) =>
    recordAudit(inner, tx, {
      action: CHECK_DONE,
      subjectId: LEDGER,
      after: {
        ...{ entries, differences: differences.length, first: differences.slice(0, KEPT) },
        ...(input.requestId === undefined ? {} : { askedIn: input.requestId }),
      },
    }),
  );
  return { differences, entries };
}
