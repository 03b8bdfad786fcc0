import { inngest } from "@/inngest/client";
import { publicationSubmitted } from "@/inngest/events";
import { logger } from "@/lib/platform/log";

/**
 * Asks for the checks of images that were handed in. Called after the commit that it tells about; where sending fails,
 * the rows say so and the sweep sends again, with a `turn` of its own, because a server drops an id that it has seen.
 */
export async function sendSubmitted(
  submitted: readonly { imageId: string; round: number }[],
  turn = "first",
): Promise<void> {
  if (submitted.length === 0) return;
  const events = submitted.map(({ imageId, round }) =>
    publicationSubmitted.create(
      { imageId, round },
      { id: `${publicationSubmitted.name}:${imageId}:${round}:${turn}` },
    ),
  );
  try {
    await inngest.send(events);
  } catch (err) {
    logger("gallery.send").error("events not sent; the sweep will repeat them", {
      images: events.length,
      err,
    });
  }
}
