import { eq, sql } from "drizzle-orm";
import { executor } from "@/db/client";
import { type generations, modelTerms } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { countOfPart } from "../rules";
import type { AttemptRecordView, TimelineEntryView } from "../schema";
import { vendorCosts } from "../vendor/cost";

type Job = Pick<typeof generations.$inferSelect, "id" | "model" | "count" | "perCall" | "deliveredCount">;
type Attempt = Pick<AttemptRecordView, "ordinal" | "part" | "state" | "resolution">;

/** What a generation costs, and each of its attempts by their ordinals; in millionths of a yuan. */
export interface JobCost {
  total: number;
  byOrdinal: ReadonlyMap<number, number>;
}

/** Null where no price of the vendor is set, and for jobs on a person's own key. */
export async function readCost(
  ctx: Ctx,
  job: Job,
  attempts: readonly Attempt[],
  timeline: readonly TimelineEntryView[],
): Promise<JobCost | null> {
  const from = executor(ctx);
  const [terms] = await from
    .select({ each: modelTerms.costMicroYuan })
    .from(modelTerms)
    .where(eq(modelTerms.model, job.model));
  if (terms === undefined || terms.each === null) return null;
  const { each } = terms;
  const [sum] = await from.execute<{ total: number }>(sql`
    select coalesce(sum(c.micro_yuan), 0)::float8 as total
    from (${vendorCosts(sql`g.id = ${job.id}`, sql`a.generation_id = ${job.id}`)}) c`);
  const pictures = picturesOf(job, attempts, timeline);
  return {
    total: sum?.total ?? 0,
    byOrdinal: new Map([...pictures].map(([ordinal, count]) => [ordinal, count * each])),
  };
}

/**
 * The pictures of each attempt that the vendor is paid for: those that it brought, without those that could not be
 * fetched, and those of which somebody found out that it made them. Together they are the ones of the generation.
 */
export function picturesOf(
  job: Job,
  attempts: readonly Attempt[],
  timeline: readonly TimelineEntryView[],
): Map<number, number> {
  let left = job.deliveredCount;
  const countOf = ({ ordinal, part, state, resolution }: Attempt): number => {
    if (resolution === "delivered") return countOfPart(job, part);
    if (state !== "finished") return 0;
    const told = timeline.find(({ kind, data }) => kind === "delivered" && data.attempt === ordinal);
    const lost = timeline.filter((entry) => entry.kind === "download_lost" && entry.part === part).length;
    // What was lost is written for a part, which another attempt may have tried before.
    const came = Math.max(0, Math.min(left, Number(told?.data.count ?? countOfPart(job, part)) - lost));
    left -= came;
    return came;
  };
  return new Map(attempts.map((attempt) => [attempt.ordinal, countOf(attempt)]));
}
