import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { inArray, sql } from "drizzle-orm";
import { closePools, db } from "@/db/client";
import { channels, generations, users } from "@/db/schema";
import { startEmbeddedEngine } from "@/inngest/engine/engine";
import { functions } from "@/inngest/functions";
import { ensurePlatformConfigs } from "@/lib/api-configs/ensure-platform";
import { grantCredits } from "@/lib/credits/grant";
import { jobContext, requestContext } from "@/lib/entry/context";
import { createGeneration } from "@/lib/generations/create";
import { newId } from "@/lib/platform/ids";
import { forget } from "@/lib/platform/process/singleton";
import { sleep } from "@/lib/platform/time";

const RESULTS = 50;
const ENGINE_SLOTS = 64;
/** A quarter of the engine's slots stays free of calls, so that many wait for their answers at once. */
const CALLS = (ENGINE_SLOTS * 3) / 4;
/** What one person of the highest plan may run at once. */
const AT_ONCE = 8;
const SAMPLE_MS = 10;
/** How often the garbage is collected, to see what is really held; so seldom that the rest stays as it is. */
const COLLECT_MS = 1_000;
const MB = 1024 * 1024;

interface Vendor {
  child: ChildProcess;
  url: string;
  pictureBytes: number;
}

/**
 * Fifty pictures of 25 MB that are ready at the same moment, at a vendor that sends them inside its answer and at
 * one that leaves them at an address: how much memory this process takes while they go to the storage.
 */
async function main(): Promise<void> {
  const vendor = await startVendor();
  Object.assign(process.env, {
    OUTBOUND_ALLOW: new URL(vendor.url).host,
    OPENAI_API_KEY: "sim-bulk",
    OPENAI_BASE_URL: `${vendor.url}/v1`,
    REPLICATE_API_KEY: "sim-bulk",
    REPLICATE_BASE_URL: `${vendor.url}/v1`,
    ENGINE_SLOTS: String(ENGINE_SLOTS),
    GENERATION_DEADLINE_MS: "3600000",
  });
  forget("env");
  try {
    await ensurePlatformConfigs({ ctx: jobContext("bench") });
    await db().update(channels).set({ maxConcurrent: RESULTS, maxPerMinute: 10_000 });
    const people = await Promise.all(Array.from({ length: Math.ceil(RESULTS / AT_ONCE) }, makePerson));
    const engine = await startEmbeddedEngine(functions);
    const [one, all] = [1, RESULTS].map((count) => Math.round((count * vendor.pictureBytes) / MB));
    console.log(`${RESULTS} results of ${one} MB at once, together ${all} MB; peaks above the idle process:`);
    await measure("openai, base64", vendor, people, { model: "gpt-image-2", tier: "4K" });
    await measure("replicate, addresses", vendor, people, { model: "flux-1.1-pro", tier: "1K" });
    await engine?.stop({ drainMs: 5_000 });
  } finally {
    vendor.child.disconnect();
    await closePools();
  }
}

function startVendor(): Promise<Vendor> {
  const child = fork(join(import.meta.dirname, "vendors", "bulk-vendor.ts"), [String(CALLS)]);
  return new Promise((resolve, reject) => {
    child.once("message", (told) => resolve({ child, ...(told as Omit<Vendor, "child">) }));
    child.once("exit", () => reject(new Error("the vendor ended before it listened")));
  });
}

async function makePerson(_: unknown, n: number): Promise<string> {
  const id = newId("user");
  await db()
    .insert(users)
    .values({ id, email: `bench-${n}@example.test`, username: `bench-${n}`, plan: "enterprise" });
  const grant = { userId: id, amount: 1_000_000, source: "purchase" as const, expiresAt: null };
  await grantCredits({ ctx: jobContext("bench"), input: { ...grant, businessKey: `bench:${id}` } });
  return id;
}

async function measure(
  name: string,
  vendor: Vendor,
  people: readonly string[],
  order: { model: string; tier: "1K" | "4K" },
): Promise<void> {
  const peak = watchMemory();
  const startedMs = performance.now();
  const ids = await Promise.all(
    Array.from({ length: RESULTS }, (_, n) =>
      place(people[n % people.length] ?? "", `${order.model}-${n}`, order),
    ),
  );
  const statuses = await untilEnded(ids);
  const seconds = (performance.now() - startedMs) / 1_000;
  const { rss, buffers, heap, held } = peak.stop();
  const mb = (bytes: number) => `${Math.round(bytes / MB)} MB`;
  const pictures = (held / vendor.pictureBytes).toFixed(1);
  console.log(
    `${name.padEnd(21)}${seconds.toFixed(1)} s   RSS ${mb(rss)}   buffers ${mb(buffers)}   heap ${mb(heap)}   held ${mb(held)} (${pictures} pictures)   ${statuses}`,
  );
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** The highest of each kind of memory above what it was at the beginning; `held` are buffers without garbage. */
function watchMemory() {
  collectGarbage();
  const first = process.memoryUsage();
  const most = { rss: 0, buffers: 0, heap: 0, held: 0 };
  const look = () => {
    const now = process.memoryUsage();
    most.rss = Math.max(most.rss, now.rss - first.rss);
    most.buffers = Math.max(most.buffers, now.arrayBuffers - first.arrayBuffers);
    most.heap = Math.max(most.heap, now.heapUsed - first.heapUsed);
  };
  const lookAtHeld = () => {
    collectGarbage();
    most.held = Math.max(most.held, process.memoryUsage().arrayBuffers - first.arrayBuffers);
  };
  const timers = [setInterval(look, SAMPLE_MS), setInterval(lookAtHeld, COLLECT_MS)];
  return {
    stop: () => {
      for (const timer of timers) clearInterval(timer);
      look();
      return most;
    },
  };
}

async function place(
  userId: string,
  key: string,
  order: { model: string; tier: "1K" | "4K" },
): Promise<string> {
  const actor = { kind: "user", userId, plan: "enterprise", role: "user", address: "bench" } as const;
  const made = await createGeneration({
    ctx: requestContext(actor, newId("request")),
    input: { ...order, idempotencyKey: `bench-${key.replaceAll(".", "-")}`, prompt: "noise", ratio: "16:9" },
  });
  if ("ok" in made) throw new Error(made.reason);
  return made.id;
}

/** How they ended: `50 succeeded`. */
async function untilEnded(ids: string[]): Promise<string> {
  for (;;) {
    const rows = await db()
      .select({ status: generations.status, n: sql<number>`count(*)::int` })
      .from(generations)
      .where(inArray(generations.id, ids))
      .groupBy(generations.status);
    if (rows.every(({ status }) => status !== "queued" && status !== "running"))
      return rows.map(({ status, n }) => `${n} ${status}`).join(", ");
    await sleep(200);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
