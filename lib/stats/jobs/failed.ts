import { and, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { executor } from "@/db/client";
import { withinDays } from "@/db/keyset";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { cursorCodec, pageBy } from "@/lib/platform/http/cursor";
import { type FailedRunPage, listFailedRunsInput } from "../schema";
import { fnIdOf, idOf } from "./known";
import { type RunRow, runColumns, toRun } from "./run-row";

const HOUR_MS = 3_600_000;

/** The end of a run and its id, which is the engine's own. */
const cursors = cursorCodec(
  z.tuple([z.number().int().min(0).max(9_999_999_999_999), z.string().regex(/^[\w-]{1,100}$/)]),
);

/**
 * The runs that failed and what they failed of, by when they did, newest first: of all jobs or of one, each the stretch
 * of an index. They are kept as long as all runs are, seven days; on an Inngest server the history stands there, and
 * there are none here.
 */
export async function listFailedRuns({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listFailedRunsInput>;
}): Promise<FailedRunPage> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { job, from, to, hours, cursor, limit } = listFailedRunsInput.parse(input);
  const at = (moment: Date) => sql`${moment.toISOString()}::timestamptz`;
  const asked: (SQL | undefined)[] = [sql`r.status = 'failed'`, withinDays(sql`r.ended_at`, { from, to })];
  if (job !== undefined) asked.push(sql`r.fn_id = ${fnIdOf(job)}`);
  if (hours !== undefined)
    asked.push(sql`r.ended_at >= ${at(new Date(ctx.now.getTime() - hours * HOUR_MS))}`);
  if (cursor !== undefined) {
    const [atMs, id] = cursors.decode(cursor);
    asked.push(sql`(r.ended_at, r.id) < (${at(new Date(atMs))}, ${id})`);
  }
  const rows = await executor(ctx).execute<RunRow>(sql`
    select ${runColumns} from engine_runs r where ${and(...asked)}
    order by r.ended_at desc nulls last, r.id desc nulls last limit ${limit + 1}`);
  const found = pageBy([...rows], limit, ({ endedMs, id }) => cursors.encode([Math.round(endedMs ?? 0), id]));
  return { ...found, items: found.items.map((row) => ({ ...toRun(row), job: idOf(row.fnId) })) };
}
