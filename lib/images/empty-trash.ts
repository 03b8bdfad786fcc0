import { and, eq, isNull } from "drizzle-orm";
import { generatedImages } from "@/db/schema";
import { inngest } from "@/inngest/client";
import { trashEmptied } from "@/inngest/events";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { type GoingImage, removeForGood } from "./internal/remove-files";
import { markTrashed } from "./purge";

/** Marked at a time, marked by one call, and removed by the call itself; the job does the rest. */
const BATCH = 1_000;
const MAX_MARKED = 5_000;
const AT_ONCE = 200;

/**
 * Empties the actor's trash for good. Up to 5,000 images leave it at once; the files of the first 200 go before the
 * answer, everything else by a job. `changed` is how many left the trash.
 */
export async function emptyTrash({ ctx }: { ctx: Ctx }): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requireUser(ctx.actor);
  const waiting = and(eq(generatedImages.userId, userId), isNull(generatedImages.purgingAt));
  const going: GoingImage[] = [];
  for (let more = true; more && going.length < MAX_MARKED; ) {
    const marked = await markTrashed(ctx, waiting, BATCH);
    going.push(...marked);
    more = marked.length === BATCH;
  }
  await removeForGood(ctx, going.slice(0, AT_ONCE));
  if (going.length > AT_ONCE) await sendRest(userId, ctx.now);
  return { changed: going.length };
}

/** Without the job the night removes what is marked; what was not, its owner still sees in the trash. */
async function sendRest(userId: string, now: Date): Promise<void> {
  const before = now.toISOString();
  try {
    await inngest.send(
      trashEmptied.create({ userId, before }, { id: `${trashEmptied.name}:${userId}:${before}` }),
    );
  } catch (err) {
    logger("images.empty-trash").error("event not sent; the night removes what is marked", {
      user_id: userId,
      err,
    });
  }
}
