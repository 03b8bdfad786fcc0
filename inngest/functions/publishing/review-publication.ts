import { inngest } from "@/inngest/client";
import { publicationSubmitted } from "@/inngest/events";
import { job } from "@/lib/entry/job";
import { checkPublication } from "@/lib/gallery/publishing/check";
import { concludePublication, leavePublication } from "@/lib/gallery/publishing/conclude";

const NAME = "review-publication";

/**
 * The automatic part of a review: prompt, picture, conclusion. Every step is safe to repeat and asks nobody twice; what
 * fails for good is left to a person.
 */
export const reviewPublication = inngest.createFunction(
  {
    id: NAME,
    triggers: [publicationSubmitted],
    retries: 3,
    concurrency: [{ key: "event.data.imageId", limit: 1 }, { limit: 8 }],
    onFailure: async ({ event, step }) => {
      const round = publicationSubmitted.schema.parse(event.data.event.data);
      await step.run("leave", () => job(NAME, leavePublication, round));
    },
  },
  async ({ event, step }) => {
    const round = event.data;
    const { state } = await step.run("check-prompt", () =>
      job(NAME, checkPublication, { ...round, kind: "prompt" as const }),
    );
    if (state === "over") return { state };
    await step.run("check-image", () => job(NAME, checkPublication, { ...round, kind: "image" as const }));
    return step.run("conclude", () => job(NAME, concludePublication, round));
  },
);
