import { inngest } from "@/inngest/client";
import { trashEmptied } from "@/inngest/events";
import { job } from "@/lib/entry/job";
import { purgeTrashOf } from "@/lib/images/purge";

const NAME = "empty-trash";

/** Removes what a person emptied from their trash, in rounds of 200 images. What it does not get to, the night does. */
export const emptyTrash = inngest.createFunction(
  { id: NAME, triggers: [trashEmptied], retries: 5, concurrency: { limit: 2 } },
  async ({ event, step }) => {
    const { userId, before } = trashEmptied.schema.parse(event.data);
    let removed = 0;
    for (let round = 1, more = true; more && round <= 500; round += 1) {
      const done = await step.run(`purge-${round}`, () =>
        job(NAME, purgeTrashOf, { userId, before, limit: 200 }),
      );
      removed += done.removed;
      more = done.more;
    }
    return { removed };
  },
);
