import { inngest } from "@/inngest/client";
import type { generationCancelRequested, generationRequested } from "@/inngest/events";
import { logger } from "@/lib/platform/log";
import type { GenerationRow } from "./change";

type GenerationEvent = typeof generationRequested | typeof generationCancelRequested;

/**
 * Sends an event about a generation, once per dispatch. Called after the commit that it tells about; where
 * sending fails, the state says so and the sweep sends again, so a failure is logged and not thrown.
 */
export async function sendGenerationEvent(
  event: GenerationEvent,
  job: Pick<GenerationRow, "id" | "userId" | "dispatchCount">,
): Promise<void> {
  try {
    await inngest.send(
      event.create(
        { generationId: job.id, userId: job.userId },
        { id: `${event.name}:${job.id}:${job.dispatchCount}` },
      ),
    );
  } catch (err) {
    logger("generations.send").error("event not sent; the sweep will repeat it", {
      event: event.name,
      generation: job.id,
      err,
    });
  }
}
