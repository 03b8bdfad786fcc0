import { and, asc, eq, isNull, lt } from "drizzle-orm";
import { db } from "@/db/client";
import { publications } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { sendSubmitted } from "./parts/send";

const UNCHECKED_TOO_LONG_MS = 2 * 60_000;
const BATCH = 500;

/**
 * Asks again for the checks of what was handed in and never checked: the process died before it could ask, or the event
 * was lost. Checks that still run are not repeated by it, since every step of theirs asks only what was not asked.
 */
export async function sweepPublications({ ctx }: { ctx: Ctx }): Promise<{ sent: number }> {
  requireJob(ctx.actor);
  const rows = await db()
    .select({ imageId: publications.imageId, round: publications.round })
    .from(publications)
    .where(
      and(
        eq(publications.state, "pending"),
        isNull(publications.checkedAt),
        lt(publications.submittedAt, new Date(ctx.now.getTime() - UNCHECKED_TOO_LONG_MS)),
      ),
    )
    .orderBy(asc(publications.submittedAt), asc(publications.imageId))
    .limit(BATCH);
  // A turn for every two minutes: what is sent twice within one is one event.
  await sendSubmitted(rows, String(Math.floor(ctx.now.getTime() / UNCHECKED_TOO_LONG_MS)));
  return { sent: rows.length };
}
