import { inngest } from "@/inngest/client";
import { vendorNotified } from "@/inngest/events";
import { job } from "@/lib/entry/job";
import { collectOutput } from "@/lib/generations/run/collect";
import { dispatchQueued } from "@/lib/generations/run/dispatch";
import { heedNotice, settleIfComplete } from "@/lib/generations/run/heed-notice";

const NAME = "heed-vendor-notice";

/**
 * A vendor said that something changed: asks at once and collects what is there. The generation's own run does the
 * same at its next poll; every step is safe to do twice, so whoever comes second finds it done.
 */
export const heedVendorNotice = inngest.createFunction(
  { id: NAME, triggers: [vendorNotified], retries: 1 },
  async ({ event, step }) => {
    const { attemptId } = event.data;
    const found = await step.run("poll", () => job(NAME, heedNotice, { attemptId }));
    if (!found) return { state: "nothing new" };
    const { generationId, userId } = found;
    for (let left = 1, ordinal = found.ordinal, tries = 1; left > 0; tries += 1) {
      const next = { generationId, ordinal };
      const collected = await step.run(`collect-${tries}`, () => job(NAME, collectOutput, next));
      // What cannot be fetched yet is left to the run.
      if (collected.waitMs > 0) return { state: "left to the run" };
      left = collected.left;
      ordinal = collected.nextOrdinal;
    }
    const { settled } = await step.run("settle", () => job(NAME, settleIfComplete, { generationId }));
    if (settled) await step.run("next", () => job(NAME, dispatchQueued, { userId }));
    return { state: "collected" };
  },
);
