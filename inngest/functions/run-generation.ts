import { inngest } from "@/inngest/client";
import { generationCancelRequested, generationRequested } from "@/inngest/events";
import { job } from "@/lib/entry/job";
import { claimGeneration } from "@/lib/generations/run/claim";
import { collectOutput } from "@/lib/generations/run/collect";
import { dispatchQueued } from "@/lib/generations/run/dispatch";
import { pollGeneration } from "@/lib/generations/run/poll";
import { settleGeneration } from "@/lib/generations/run/settle";
import { stopGeneration } from "@/lib/generations/run/stop";
import { submitGeneration } from "@/lib/generations/run/submit";

const NAME = "run-generation";

/**
 * Runs one generation: claim, submit, poll until the provider is done, collect picture by picture, settle, then
 * start whatever waits. Every step is one verb that is safe to repeat; what fails for good is stopped and settled.
 */
export const runGeneration = inngest.createFunction(
  {
    id: NAME,
    triggers: [generationRequested],
    retries: 3,
    cancelOn: [{ event: generationCancelRequested.name, match: "data.generationId" }],
    onFailure: async ({ event, step }) => {
      const { generationId } = generationRequested.schema.parse(event.data.event.data);
      const ended = await step.run("stop", () =>
        job(NAME, stopGeneration, { generationId, errorCode: "internal_error", runId: event.data.run_id }),
      );
      if (ended) await step.run("next", () => job(NAME, dispatchQueued, { userId: ended.userId }));
    },
  },
  async ({ event, step, runId }) => {
    const { generationId, userId } = event.data;
    const { claimed } = await step.run("claim", () => job(NAME, claimGeneration, { generationId, runId }));
    if (!claimed) return { state: "not claimed" };

    let outcome = await step.run("submit-1", () => job(NAME, submitGeneration, { generationId, round: 1 }));
    for (let round = 1; ; round += 1) {
      for (let poll = 1; outcome.state === "running"; poll += 1) {
        await step.sleep(`wait-${round}-${poll}`, outcome.pollAfterMs);
        outcome = await step.run(`poll-${round}-${poll}`, () => job(NAME, pollGeneration, { generationId }));
      }
      if (outcome.state !== "failed" || outcome.retryAfterMs === null) break;
      await step.sleep(`retry-after-${round}`, outcome.retryAfterMs);
      outcome = await step.run(`submit-${round + 1}`, () =>
        job(NAME, submitGeneration, { generationId, round: round + 1 }),
      );
    }

    for (let left = outcome.state === "outputs" ? 1 : 0, ordinal = 0; left > 0; ) {
      const collected = await step.run(`collect-${ordinal}`, () =>
        job(NAME, collectOutput, { generationId, ordinal }),
      );
      left = collected.left;
      ordinal = collected.nextOrdinal;
    }

    // A step that met a cancel or an end: the provider is told to stop, and what was delivered is settled.
    if (outcome.state === "over") await step.run("stop", () => job(NAME, stopGeneration, { generationId }));
    const failure =
      outcome.state === "failed" ? { errorCode: outcome.errorCode, errorMessage: outcome.message } : {};
    const ended = await step.run("settle", () => job(NAME, settleGeneration, { generationId, ...failure }));
    await step.run("next", () => job(NAME, dispatchQueued, { userId }));
    return { state: ended?.status ?? "gone" };
  },
);
