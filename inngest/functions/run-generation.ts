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
 * Runs one generation: claim, then part by part submit, poll until the vendor is done and collect picture by
 * picture; settle; start whatever waits. Every step is one verb that is safe to repeat; what fails for good is
 * stopped and settled.
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
    const { claimed, parts, perCall } = await step.run("claim", () =>
      job(NAME, claimGeneration, { generationId, runId }),
    );
    if (!claimed) return { state: "not claimed" };

    type Outcome = Awaited<ReturnType<typeof submitGeneration>>;
    let outcome: Outcome = { state: "over" };
    for (let part = 0; part < parts; part += 1) {
      let after = 0;
      let cause: "first" | "retry" | "failover" = "first";
      for (let turn = 1; ; turn += 1) {
        const order: Parameters<typeof submitGeneration>[0]["input"] = { generationId, part, after, cause };
        outcome = await step.run(`submit-${part}-${turn}`, () => job(NAME, submitGeneration, order));
        for (let poll = 1; outcome.state === "running"; poll += 1) {
          await step.sleep(`wait-${part}-${turn}-${poll}`, outcome.pollAfterMs);
          outcome = await step.run(`poll-${part}-${turn}-${poll}`, () =>
            job(NAME, pollGeneration, { generationId, part }),
          );
        }
        if (outcome.state === "failed" && outcome.next !== "end") {
          after = outcome.after;
          cause = outcome.next;
        } else if (outcome.state !== "busy") break;
        if (outcome.waitMs > 0) await step.sleep(`turn-after-${part}-${turn}`, outcome.waitMs);
      }
      if (outcome.state !== "outputs") break;

      for (let left = 1, ordinal = part * perCall, tries = 1; left > 0; tries += 1) {
        const next = { generationId, ordinal };
        const collected = await step.run(`collect-${part}-${tries}`, () => job(NAME, collectOutput, next));
        left = collected.left;
        ordinal = collected.nextOrdinal;
        if (collected.waitMs > 0) await step.sleep(`fetch-after-${part}-${tries}`, collected.waitMs);
      }
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
