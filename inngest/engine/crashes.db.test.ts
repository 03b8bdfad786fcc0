import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { sql } from "@/db/client";
import { crashFunctions } from "./conformance/crash-functions.fixture";
import { type Engine, startEngine } from "./engine";

const LEASE_MS = 1_000;
const { client, functions } = crashFunctions(sql());
const folder = mkdtempSync(join(tmpdir(), "engine-crash-"));
let engine: Engine | undefined;

beforeAll(() => sql()`create table crash_trace (entry text not null, at timestamptz not null default now())`);
beforeEach(() => sql()`truncate crash_trace, engine_runs, engine_jobs, engine_steps, engine_events`);
afterEach(async () => {
  await engine?.stop();
  engine = undefined;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const count = async (entry: string) => (await sql()`select from crash_trace where entry = ${entry}`).length;

/** Starts a process that executes the crash functions, with fail points or without. */
function startWorker(failPoints = ""): ChildProcess {
  const file = join(folder, "worker.env");
  writeFileSync(file, `FAIL_POINTS=${failPoints}\nENGINE_LEASE_MS=${LEASE_MS}\n`);
  return fork(fileURLToPath(new URL("./conformance/crash-worker.fixture.ts", import.meta.url)), {
    execArgv: ["--import", "tsx", `--env-file=${file}`],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

const death = (child: ChildProcess) =>
  new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));

const kill = (child: ChildProcess) => {
  const dead = death(child);
  child.kill("SIGKILL");
  return dead;
};

const workerDiesAt = async (point: string) => expect(await death(startWorker(point))).toBe("SIGKILL");

const takeOver = async () => {
  engine = await startEngine({ client, functions, leaseMs: LEASE_MS, pollMs: 100 });
};

/** Where a worker may be killed, and the step that is then done twice because it had no time to be remembered. */
const points: [point: string, twice: string | null][] = [
  ["engine.before-route", null],
  ["engine.before-route-commit", null],
  ["engine.after-route", null],
  ["engine.after-claim@2", null],
  ["engine.before-call@1", null],
  ["engine.after-call@1", "one"],
  ["engine.before-settle@1", "one"],
  ["engine.before-commit@1", "one"],
  ["engine.after-commit@1", null],
  ["engine.before-commit@2", null],
  ["engine.after-commit@2", null],
  ["engine.after-call@3", "left or right"],
  ["engine.before-commit@4", "left or right"],
  ["engine.after-commit@4", null],
  ["engine.before-commit@6", "done"],
];

test.each(points)(
  "a process killed at %s loses nothing; another goes on from its last committed step",
  async (point, twice) => {
    await client.send({ name: "crash/steps" });
    await workerDiesAt(point);
    await takeOver();
    await expect
      .poll(async () => (await sql()`select from engine_runs where status = 'completed'`).length, {
        timeout: 30_000,
      })
      .toBe(1);
    const counts = { one: await count("one"), last: await count("last"), done: await count("done") };
    const sides = (await count("left")) + (await count("right"));
    expect({ ...counts, sides }).toEqual({
      one: twice === "one" ? 2 : 1,
      last: 1,
      done: twice === "done" ? 2 : 1,
      sides: twice === "left or right" ? 3 : 2,
    });
    expect(await count("failed")).toBe(0);
    expect(await sql()`select from engine_jobs`).toHaveLength(0);
  },
);

test("a step that kills its process on every attempt ends in onFailure, once", async () => {
  await client.send({ name: "crash/deadly" });
  await workerDiesAt("engine.after-call");
  await workerDiesAt("engine.after-call");
  await takeOver();
  await expect.poll(() => count("deadly failed"), { timeout: 30_000 }).toBe(1);
  expect(await count("deadly step")).toBe(2);
  expect(await sql()`select status from engine_runs where fn_id = 'crash-deadly'`).toMatchObject([
    { status: "failed" },
  ]);
});

test("a process killed in the middle of a step is replaced, and that step is done again", async () => {
  await client.send({ name: "crash/long" });
  const worker = startWorker();
  await expect.poll(() => count("long starts"), { timeout: 30_000 }).toBe(1);
  await kill(worker);
  await takeOver();
  await expect.poll(() => count("long done"), { timeout: 30_000 }).toBe(1);
  expect([await count("long starts"), await count("long ends")]).toEqual([2, 1]);
});

test("two processes share the work, and no step is done twice", async () => {
  const runs = 40;
  await client.send(Array.from({ length: runs }, () => ({ name: "crash/steps" })));
  const workers = [startWorker(), startWorker()];
  await expect.poll(() => count("done"), { timeout: 60_000 }).toBe(runs);
  for (const step of ["one", "left", "right", "last", "done"]) expect(await count(step)).toBe(runs);
  await Promise.all(workers.map(kill));
});
