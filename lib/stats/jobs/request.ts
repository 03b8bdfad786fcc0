import { and, eq, gt, sql } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { auditLog, engineRuns } from "@/db/schema";
import { inngest } from "@/inngest/client";
import { jobRequested } from "@/inngest/events";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { jobIdInput } from "../schema";
import { findKnownJob } from "./known";

const ACTION = "jobs.run-now";
/** A second press within this time asks for nothing more: the first one may not have become a run yet. */
const JUST_ASKED_MS = 10_000;

/**
 * Has a job of the clock run now. Refused with `job_running` while a run of it has not ended or somebody has just
 * asked; on an Inngest server only the latter is known here, and the function's own limit does the rest. 404 for what
 * no clock starts.
 */
export async function requestJob({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof jobIdInput>;
}): Promise<{ requested: string } | { ok: false; reason: "job_running" }> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id } = jobIdInput.parse(input);
  const job = await findKnownJob(ctx, id);
  if (!job || job.crons.length === 0) throw notFound("job");
  const isAsked = await transact(ctx, async (inner, tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`jobs:${id}`}, 0))`);
    if ((await isRunning(tx, job.fnId)) || (await isJustAsked(tx, id, ctx.now))) return false;
    const last = await findLastRun(tx, job.fnId);
    await recordAudit(inner, tx, {
      action: ACTION,
      subjectId: id,
      before: { isRunning: false, lastRun: last?.status ?? null, lastRunAt: last?.at.toISOString() ?? null },
      after: { isRunning: true, lastRun: "asked", lastRunAt: ctx.now.toISOString() },
    });
    return true;
  });
  if (!isAsked) return { ok: false, reason: "job_running" };
  await inngest.send(jobRequested.create({ job: id }, { id: `job-requested-${id}-${ctx.requestId}` }));
  return { requested: id };
}

async function isRunning(tx: Transaction, fnId: string): Promise<boolean> {
  const [run] = await tx
    .select({ id: engineRuns.id })
    .from(engineRuns)
    .where(and(eq(engineRuns.fnId, fnId), eq(engineRuns.status, "running")))
    .limit(1);
  return run !== undefined;
}

/** One step of an index; null for one that has never run, or whose runs an Inngest server knows. */
async function findLastRun(tx: Transaction, fnId: string) {
  const [run] = await tx
    .select({ status: engineRuns.status, at: engineRuns.createdAt })
    .from(engineRuns)
    .where(eq(engineRuns.fnId, fnId))
    .orderBy(sql`${engineRuns.createdAt} desc nulls last`)
    .limit(1);
  return run ?? null;
}

async function isJustAsked(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const [asked] = await tx
    .select({ id: auditLog.id })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.subjectId, id),
        eq(auditLog.action, ACTION),
        gt(auditLog.createdAt, new Date(now.getTime() - JUST_ASKED_MS)),
      ),
    )
    .limit(1);
  return asked !== undefined;
}
