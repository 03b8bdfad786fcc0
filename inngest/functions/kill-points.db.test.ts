import { type ChildProcess, spawn } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { and, count, eq, inArray } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { generatedImages, generations, ledgerEntries } from "@/db/schema";
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

/** Every place in the product where a test can pull the plug. */
const points = globSync("{lib,inngest}/**/*.ts")
  .filter((file) => !file.endsWith(".test.ts"))
  .flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/failPoint\("([\w.-]+)"\)/g)].map(([, name = ""]) => name),
  );
const inCreate = [
  "generations.reserved",
  "generations.committed-not-sent",
  "credits.between-entry-and-lines",
];
const inCancel = ["generations.cancel-marked"];
const inFailure = ["generations.failure-recorded"];
const inRun = points
  .filter((point) => ![...inCreate, ...inCancel, ...inFailure].includes(point))
  .concat("credits.between-entry-and-lines");

const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
});

const settings = { ENGINE_LEASE_MS: "1500", GENERATION_RETRY_DELAY_MS: "200", LOG_LEVEL: "silent" };

interface Worker {
  child: ChildProcess;
  /** The worker has said that it runs, or has ended without. */
  ready: Promise<void>;
  /** The signal that ended it, or its exit code with its last words. */
  ended: Promise<string>;
}

function start(mode: string, args: string[], failPoints: string): Worker {
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

async function person(): Promise<{ userId: string; order: CreateGenerationInput }> {
  const { id: userId } = await insertUser({ plan: "pro" });
  const grant = {
    userId,
    amount: 20,
    source: "purchase" as const,
    expiresAt: null,
    businessKey: `start:${userId}`,
  };
  await grantCredits({ ctx: testContext(), input: grant });
  const order = { prompt: "a quiet lake", model: "sketch-1", count: 2, quality: "draft" as const };
  return { userId, order: { ...order, idempotencyKey: `kill-${userId.slice(-20)}` } };
}

const own = (userId: string) => testContext(userActor(userId, "pro"));

async function create(userId: string, order: CreateGenerationInput): Promise<string> {
  const created = await createGeneration({ ctx: own(userId), input: order });
  if ("ok" in created) throw new Error(created.reason);
  return created.id;
}

/** Looks until the generation has ended, sweeping as the minute's cron would. */
async function untilEnded(userId: string, id: string): Promise<GenerationDetailView> {
  for (let look = 0; look < 240; look += 1) {
    const view = await getGeneration({ ctx: own(userId), input: { id } });
    if (hasEnded(view.status)) return view;
    if (look % 8 === 7)
      await sweepGenerations({ ctx: testContext(jobActor(), new Date(Date.now() + 45_000)) });
    await sleep(250);
  }
  throw new Error(`generation ${id} never ended`);
}

/** Everything that must hold after a generation, however often the plug was pulled. */
async function expectExact(userId: string, view: GenerationDetailView): Promise<void> {
  const charged = view.receipt?.charged ?? -1;
  expect(charged).toBe(view.deliveredCount);
  expect(await db().$count(generatedImages, eq(generatedImages.generationId, view.id))).toBe(
    view.deliveredCount,
  );
  const { available, reserved } = await getBalance({ ctx: own(userId) });
  expect({ available, reserved }).toEqual({ available: 20 - charged, reserved: 0 });
  const closings = await db()
    .select({ n: count() })
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.subjectId, view.id), inArray(ledgerEntries.kind, ["settle", "release"])));
  expect(closings[0]?.n).toBe(1);
  expect((await reconcileLedger({ ctx: testContext() })).differences).toEqual([]);
  expect((await reconcileGenerations({ ctx: testContext() })).differences).toEqual([]);
  // A worker that died after the end was committed leaves copies; the sweep clears them some minutes later.
  await sweepGenerations({ ctx: testContext(jobActor(), new Date(Date.now() + 11 * 60_000)) });
  expect((await storage().list(`staging/${view.id}/`, 10)).keys).toEqual([]);
}

/** A fresh worker finishes what the killed one left. */
async function recover(userId: string, id: string): Promise<GenerationDetailView> {
  const { child, ready, ended } = start("run", [], "");
  await ready;
  const view = await untilEnded(userId, id);
  child.kill("SIGTERM");
  expect(await ended).toMatch(/^0/);
  return view;
}

test("every kill point of the product is forced below", () => {
  expect(new Set([...inCreate, ...inCancel, ...inFailure, ...inRun])).toEqual(new Set(points));
  expect(points.length).toBeGreaterThan(15);
});

describe.each(inRun)("killed at %s", (point) => {
  test("the generation still ends complete, charged once", async () => {
    const { userId, order } = await person();
    const id = await create(userId, order);
    expect(await start("run", [], point).ended).toBe("SIGKILL");
    const view = await recover(userId, id);
    expect(view.status).toBe("succeeded");
    await expectExact(userId, view);
  });
});

/** The engine passes its points once per step: later passes die around submit, poll, collect and settle. */
const deeper = ["engine.after-call", "engine.before-commit", "engine.after-commit"].flatMap((point) =>
  [3, 5, 7].map((pass) => `${point}@${pass}`),
);

describe.each(deeper)("killed at %s", (point) => {
  test("the generation still ends complete, charged once", async () => {
    const { userId, order } = await person();
    const id = await create(userId, order);
    expect(await start("run", [], point).ended).toBe("SIGKILL");
    const view = await recover(userId, id);
    expect(view.status).toBe("succeeded");
    await expectExact(userId, view);
  });
});

describe.each(inFailure)("killed at %s after a refusal", (point) => {
  test("the refusal is not sent again, keeps its reason, and costs nothing", async () => {
    const { userId, order } = await person();
    const id = await create(userId, { ...order, prompt: "a lake [[refuse]]" });
    expect(await start("run", [], point).ended).toBe("SIGKILL");
    const view = await recover(userId, id);
    expect(view).toMatchObject({ status: "failed", errorCode: "content_policy" });
    expect(view.attempts).toHaveLength(1);
    await expectExact(userId, view);
  });
});

test("killed while a failed attempt waits to be retried, the retries go on and end", async () => {
  const { userId, order } = await person();
  const id = await create(userId, { ...order, prompt: "a lake [[fail]]" });
  expect(await start("run", [], "generations.failure-recorded@2").ended).toBe("SIGKILL");
  const view = await recover(userId, id);
  expect(view).toMatchObject({ status: "failed", errorCode: "provider_error" });
  expect(view.attempts).toHaveLength(4);
  await expectExact(userId, view);
});

describe.each(inCreate)("killed at %s while ordering", (point) => {
  test("ordering again makes one generation, reserved once", async () => {
    const { userId, order } = await person();
    expect(await start("create", [userId, JSON.stringify(order)], point).ended).toBe("SIGKILL");
    const id = await create(userId, order);
    expect(await db().$count(generations, eq(generations.userId, userId))).toBe(1);
    await expectExact(userId, await recover(userId, id));
  });
});

describe.each(inCancel)("killed at %s while cancelling", (point) => {
  test("the cancel is carried out all the same", async () => {
    const { userId, order } = await person();
    const id = await create(userId, { ...order, count: 8, quality: "high", tier: "1K" });
    const { child, ended } = start("run", [], "");
    while ((await getGeneration({ ctx: own(userId), input: { id } })).status !== "running") await sleep(50);
    expect(await start("cancel", [userId, id], point).ended).toBe("SIGKILL");
    const view = await untilEnded(userId, id);
    child.kill("SIGTERM");
    await ended;
    expect(view).toMatchObject({ status: "cancelled", cancelRequested: true });
    expect(view.receipt?.charged).toBe(view.deliveredCount * 2);
    expect((await reconcileLedger({ ctx: testContext() })).differences).toEqual([]);
  });
});
