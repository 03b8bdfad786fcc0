import { asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { generationAttempts, generations } from "@/db/schema";
import { jobActor, testContext } from "@/db/testing";
import { sleep } from "@/lib/platform/time";
import type { StepOutcome } from "../internal/outcome";
import { claimGeneration } from "../run/claim";
import { collectOutput } from "../run/collect";
import { pollGeneration } from "../run/poll";
import { settleGeneration } from "../run/settle";
import { stopGeneration } from "../run/stop";
import { submitGeneration } from "../run/submit";
import { sweepGenerations } from "../run/sweep";

/** Simulators run a thousand times as fast as vendors, so this is the longest wait that they need. */
const LONGEST_REAL_WAIT_MS = 12;

/** The waits that a run asked for, in milliseconds. */
export interface Waits {
  /** Before another attempt. */
  retriesMs: number[];
  /** Before a picture is fetched once more. */
  downloadsMs: number[];
  polls: number;
}

/** Time as the run lives it: what it sleeps passes at once, and the sweep comes by as it does every minute. */
function clock() {
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  const ctx = () => testContext(jobActor("run-generation"), now());
  const wait = async (ms: number, deadlineAt: Date | null) => {
    const realMs = Math.min(ms, LONGEST_REAL_WAIT_MS);
    await sleep(realMs);
    aheadMs += ms - realMs;
    if (deadlineAt && deadlineAt < now()) await sweepGenerations({ ctx: ctx() });
  };
  return { ctx, wait };
}

/** Runs a queued generation to its end as inngest/functions/run-generation does, without the waiting. */
export async function runToTheEnd(generationId: string): Promise<Waits> {
  const time = clock();
  const waits: Waits = { retriesMs: [], downloadsMs: [], polls: 0 };
  const claimed = await claimGeneration({ ctx: time.ctx(), input: { generationId, runId: "run-1" } });
  if (!claimed.claimed) throw new Error("the generation could not be claimed");
  const [{ deadlineAt = null } = {}] = await db()
    .select({ deadlineAt: generations.deadlineAt })
    .from(generations)
    .where(eq(generations.id, generationId));
  const run: Run = { generationId, waits, ctx: time.ctx, wait: (ms) => time.wait(ms, deadlineAt) };

  let outcome: StepOutcome = { state: "over" };
  for (let part = 0; part < claimed.parts; part += 1) {
    outcome = await serve(run, part);
    if (outcome.state !== "outputs") break;
    await collectAll(run, part * claimed.perCall);
  }
  if (outcome.state === "over") await stopGeneration({ ctx: time.ctx(), input: { generationId } });
  const failure =
    outcome.state === "failed" ? { errorCode: outcome.errorCode, errorMessage: outcome.message } : {};
  await settleGeneration({ ctx: time.ctx(), input: { generationId, ...failure } });
  return waits;
}

interface Run {
  generationId: string;
  waits: Waits;
  ctx: ReturnType<typeof clock>["ctx"];
  wait(ms: number): Promise<void>;
}

async function serve({ generationId, waits, ctx, wait }: Run, part: number): Promise<StepOutcome> {
  let after = 0;
  let cause: "first" | "retry" | "failover" = "first";
  for (;;) {
    const order = { generationId, part, after, cause };
    let outcome = await submitGeneration({ ctx: ctx(), input: order });
    while (outcome.state === "running") {
      await wait(outcome.pollAfterMs);
      waits.polls += 1;
      outcome = await pollGeneration({ ctx: ctx(), input: { generationId, part } });
    }
    if (outcome.state === "failed" && outcome.next !== "end") {
      after = outcome.after;
      cause = outcome.next;
      waits.retriesMs.push(outcome.waitMs);
    } else if (outcome.state !== "busy") return outcome;
    if (outcome.waitMs > 0) await wait(outcome.waitMs);
  }
}

async function collectAll({ generationId, waits, ctx, wait }: Run, first: number): Promise<void> {
  for (let left = 1, ordinal = first; left > 0; ) {
    const collected = await collectOutput({ ctx: ctx(), input: { generationId, ordinal } });
    left = collected.left;
    ordinal = collected.nextOrdinal;
    if (collected.waitMs > 0) {
      waits.downloadsMs.push(collected.waitMs);
      await wait(collected.waitMs);
    }
  }
}

/** The rows of a generation's attempts, in their order. */
export const listAttempts = (generationId: string) =>
  db()
    .select()
    .from(generationAttempts)
    .where(eq(generationAttempts.generationId, generationId))
    .orderBy(asc(generationAttempts.ordinal));

/** Why a generation failed, as it was written down for the operator. */
export async function findErrorMessage(generationId: string): Promise<string | null> {
  const [row] = await db()
    .select({ errorMsg: generations.errorMsg })
    .from(generations)
    .where(eq(generations.id, generationId));
  return row?.errorMsg ?? null;
}
