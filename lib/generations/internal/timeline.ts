import type { Transaction } from "@/db/client";
import { generationTimeline } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import type { TimelineKind } from "../schema";

type Entry = typeof generationTimeline.$inferInsert;

/** Ids order by whole milliseconds, and one decision is told in several entries: each gets a later one of its own. */
let lastMs = 0;
const nextMs = (): number => {
  lastMs = Math.max(Date.now(), lastMs + 1);
  return lastMs;
};

/** Adds what was decided to a generation's timeline, in the transaction of the decision. */
export async function noteDecision(
  ctx: Ctx,
  tx: Transaction,
  subject: { generationId: string; part: number },
  kind: TimelineKind,
  data: NonNullable<Entry["data"]> = {},
): Promise<void> {
  const { generationId, part } = subject;
  await tx.insert(generationTimeline).values({
    // The order of entries is the order of their ids where they share a moment; the clock of the process gives it.
    id: newId("timelineEntry", nextMs()),
    generationId,
    part,
    kind,
    data,
    createdAt: ctx.now,
  });
}
