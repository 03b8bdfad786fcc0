import { type ChildProcess, spawn } from "node:child_process";
import { and, asc, count, eq, inArray, isNull } from "drizzle-orm";
import { afterEach, expect } from "vitest";
import { db } from "@/db/client";
import { channelUses, generatedImages, generationAttempts, ledgerEntries } from "@/db/schema";
import { jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { grantCredits } from "@/lib/credits/grant";
import { getBalance } from "@/lib/credits/read";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { createGeneration } from "@/lib/generations/create";
import { getGeneration } from "@/lib/generations/read";
import { reconcileGenerations } from "@/lib/generations/reconcile";
import { hasEnded } from "@/lib/generations/rules";
import { sweepGenerations } from "@/lib/generations/run/sweep";
import type { CreateGenerationInput, GenerationDetailView } from "@/lib/generations/schema";
import { sleep } from "@/lib/platform/time";
import { storage } from "@/lib/providers/storage/client";

const CREDITS = 20;

const children = new Set<ChildProcess>();
/** No worker outlives the test that started it, however that ended. */
export const endWorkersAfterEach = () =>
  afterEach(() => {
    for (const child of children) child.kill("SIGKILL");
    children.clear();
  });

const settings = {
  ENGINE_LEASE_MS: "1500",
  GENERATION_RETRY_DELAY_MS: "200",
  VENDOR_CALL_TIMEOUT_MS: "6000",
  LOG_LEVEL: "silent",
};

interface Worker {
  child: ChildProcess;
  /** The worker has said that it runs, or has ended without. */
  ready: Promise<void>;
  /** The signal that ended it, or its exit code with its last words. */
  ended: Promise<string>;
}

export function start(mode: string, args: string[], failPoints: string): Worker {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/chaos/worker.ts", mode, ...args], {
    env: { ...process.env, ...settings, FAIL_POINTS: failPoints },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  let words = "";
  child.stderr?.on("data", (chunk) => {
    words += chunk;
  });
  const ended = new Promise<string>((resolve) => {
    child.on("exit", (code, signal) => {
      children.delete(child);
      resolve(signal ?? `${code} ${words}`);
    });
  });
  const spoke = new Promise<void>((resolve) => child.stdout?.once("data", () => resolve()));
  return { child, ended, ready: Promise.race([spoke, ended.then(() => {})]) };
}

export async function person(
  parts: Partial<CreateGenerationInput> = {},
): Promise<{ userId: string; order: CreateGenerationInput }> {
  const { id: userId } = await insertUser({ plan: "pro" });
  const grant = {
    userId,
    amount: CREDITS,
    source: "purchase" as const,
    expiresAt: null,
    businessKey: `start:${userId}`,
  };
  await grantCredits({ ctx: testContext(), input: grant });
  const order = { prompt: "a quiet lake", model: "sketch-1", count: 2, quality: "draft" as const, ...parts };
  return { userId, order: { ...order, idempotencyKey: `kill-${userId.slice(-20)}` } };
}

export const own = (userId: string) => testContext(userActor(userId, "pro"));

export async function create(userId: string, order: CreateGenerationInput): Promise<string> {
  const created = await createGeneration({ ctx: own(userId), input: order });
  if ("ok" in created) throw new Error(created.reason);
  return created.id;
}

/** Looks until the generation has ended, sweeping as the minute's cron would. */
export async function untilEnded(userId: string, id: string): Promise<GenerationDetailView> {
  for (let look = 0; look < 360; look += 1) {
    const view = await getGeneration({ ctx: own(userId), input: { id } });
    if (hasEnded(view.status)) return view;
    if (look % 8 === 7)
      await sweepGenerations({ ctx: testContext(jobActor(), new Date(Date.now() + 45_000)) });
    await sleep(250);
  }
  throw new Error(`generation ${id} never ended`);
}

/** A fresh worker finishes what the killed one left. */
export async function recover(userId: string, id: string): Promise<GenerationDetailView> {
  const { child, ready, ended } = start("run", [], "");
  await ready;
  const view = await untilEnded(userId, id);
  child.kill("SIGTERM");
  expect(await ended).toMatch(/^0/);
  return view;
}

/** The attempts of a generation in their order: `finished`, `submission_unknown unknown_outcome`. */
export async function attemptsOf(id: string): Promise<string[]> {
  const rows = await db()
    .select()
    .from(generationAttempts)
    .where(eq(generationAttempts.generationId, id))
    .orderBy(asc(generationAttempts.ordinal));
  for (const row of rows) expect(row.finishedAt).not.toBeNull();
  return rows.map(({ state, errorClass }) => (errorClass ? `${state} ${errorClass}` : state));
}

/** Everything that must hold after a generation of a price per picture, however often the plug was pulled. */
export async function expectExact(userId: string, view: GenerationDetailView, unit = 1): Promise<void> {
  const charged = view.receipt?.charged ?? -1;
  expect(charged).toBe(view.deliveredCount * unit);
  expect(await db().$count(generatedImages, eq(generatedImages.generationId, view.id))).toBe(
    view.deliveredCount,
  );
  const { available, reserved } = await getBalance({ ctx: own(userId) });
  expect({ available, reserved }).toEqual({ available: CREDITS - charged, reserved: 0 });
  const closings = await db()
    .select({ n: count() })
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.subjectId, view.id), inArray(ledgerEntries.kind, ["settle", "release"])));
  expect(closings[0]?.n).toBe(1);
  expect((await reconcileLedger({ ctx: testContext() })).differences).toEqual([]);
  expect((await reconcileGenerations({ ctx: testContext() })).differences).toEqual([]);
  expect(await db().$count(channelUses, isNull(channelUses.endedAt))).toBe(0);
  // A worker that died after the end was committed leaves copies; the sweep clears them some minutes later.
  await sweepGenerations({ ctx: testContext(jobActor(), new Date(Date.now() + 11 * 60_000)) });
  expect((await storage().list(`staging/${view.id}/`, 10)).keys).toEqual([]);
}
