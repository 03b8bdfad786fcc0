import { inngest } from "@/inngest/client";
import { ledgerCheckRequested } from "@/inngest/events";
import { runLedgerCheck } from "@/lib/credits/checks/run";
import { job } from "@/lib/entry/job";

const NAME = "check-ledger-now";

/** Recomputes the whole ledger because an admin asked; the panel shows how it came out. One at a time. */
export const checkLedgerNow = inngest.createFunction(
  { id: NAME, triggers: [ledgerCheckRequested], retries: 1, concurrency: 1 },
  async ({ event, step }) => {
    const { differences, entries } = await step.run("check", () =>
      job(NAME, runLedgerCheck, { requestId: event.data.requestId }),
    );
    return { differences: differences.length, entries };
  },
);
