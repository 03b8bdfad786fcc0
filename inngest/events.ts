import { eventType } from "inngest";
import { z } from "zod";

const generation = z.object({ generationId: z.string(), userId: z.string() });

/** A generation was committed and wants to run. */
export const generationRequested = eventType("generations/generation.requested", { schema: generation });
/** A person asked to stop a running generation. */
export const generationCancelRequested = eventType("generations/generation.cancel-requested", {
  schema: generation,
});
/** A vendor said that something changed about an order. Only a hint: what is true is asked. */
export const vendorNotified = eventType("generations/vendor.notified", {
  schema: z.object({ attemptId: z.string() }),
});
