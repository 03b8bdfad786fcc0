import { z } from "zod";
import { inngest } from "@/inngest/client";
import { generationRequested } from "@/inngest/events";
import { job } from "@/lib/entry/job";
import { dispatchQueued } from "@/lib/generations/run/dispatch";
import { stopGeneration } from "@/lib/generations/run/stop";

const NAME = "stop-cancelled-generation";

const cancelledRun = z.object({ event: z.object({ name: z.string(), data: z.unknown() }) });

/** A cancelled run does not reach its own last steps (and onFailure does not run), so this ends its generation. */
export const stopCancelledGeneration = inngest.createFunction(
  {
    id: NAME,
    triggers: [
      { event: "inngest/function.cancelled", if: "event.data.function_id == 'xintu-run-generation'" },
    ],
    retries: 3,
  },
  async ({ event, step }) => {
    const { event: cause } = cancelledRun.parse(event.data);
    const { generationId } = generationRequested.schema.parse(cause.data);
    const ended = await step.run("stop", () => job(NAME, stopGeneration, { generationId }));
    if (ended) await step.run("next", () => job(NAME, dispatchQueued, { userId: ended.userId }));
    return { generationId };
  },
);
