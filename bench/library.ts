import { drizzle } from "drizzle-orm/postgres-js";
import { closePools, openPool } from "@/db/client";
import * as schema from "@/db/schema";
import { listCollections } from "@/lib/collections/read";
import { requestContext } from "@/lib/entry/context";
import { listDuplicates } from "@/lib/images/duplicates/read";
import { listImages } from "@/lib/images/read";
import { listImagesInput } from "@/lib/images/schema";
import { getStorage } from "@/lib/images/storage/read";
import { listTags } from "@/lib/images/tags/read";
import { newId } from "@/lib/platform/ids";
import { COLLECTION, fillLibrary, USER } from "./library/fill";
import { nodesOf, readPlan } from "./library/plans";

const LIMIT_MS = 300;
/** Compares the whole library; people ask for it seldom and it has a rate limit of its own. */
const DUPLICATES_MS = 2_000;
const RUNS = 15;

type Query = Record<string, string>;

/** What the library asks for, as the API asks for it. */
const lists: [string, Query][] = [
  ["first page", {}],
  ["one day", { from: "2026-01-10", to: "2026-01-10" }],
  ["ratio and model", { ratio: "16:9", model: "model-3" }],
  ["model that nobody used", { model: "model-x" }],
  ["favourites", { favorite: "true" }],
  ["rare word", { q: "dragonfruit" }],
  ["two words, one rare", { q: "mountain 90210" }],
  ["common word", { q: "mountain" }],
  ["two common words", { q: "mountain dawn" }],
  ["words of two prompts", { q: "mountain city" }],
  ["a word of everybody else", { q: "lighthouse" }],
  ["a word of nobody", { q: "zzyzx" }],
  ["beginning of a word", { q: "mo" }],
  ["one ideograph", { q: "山" }],
  ["two ideographs, common", { q: "雪山" }],
  ["two ideographs, rare", { q: "孤舟" }],
  ["ideographs and a word", { q: "雪山 7777" }],
  ["tag, common", { tag: "travel" }],
  ["tag, rare", { tag: "rare tag" }],
  ["tag and word", { tag: "travel", q: "mountain" }],
  ["generated", { origin: "generated" }],
  ["edited", { origin: "edited" }],
  ["uploaded", { origin: "uploaded" }],
  ["collection", { collection: COLLECTION }],
  ["in no collection", { collection: "none" }],
  ["collection and word", { collection: COLLECTION, q: "mountain" }],
  ["public", { publication: "public" }],
  ["waiting for review", { publication: "pending" }],
  ["rejected", { publication: "rejected" }],
  ["taken down, none", { publication: "taken_down" }],
  ["trash", { trash: "true" }],
];

const asked: { query: string; params: unknown[] }[] = [];
const pool = openPool(process.env.DATABASE_URL ?? "", 4);
const logged = drizzle(pool, {
  schema,
  logger: { logQuery: (query, params) => void asked.push({ query, params }) },
});
const actor = { kind: "user", userId: USER, plan: "pro", role: "user", address: "bench" } as const;
const context = () => ({ ...requestContext(actor, newId("request")), tx: logged });
const list = (query: Query) => listImages({ ctx: context(), input: listImagesInput.parse(query) });

/** One library of 100,000 images among 300,000 of others: each read with its time, its plan and a limit. */
async function main(): Promise<void> {
  await fillLibrary(pool);
  const failures: string[] = [];
  for (const [name, query] of lists) failures.push(...(await measure(name, () => list(query))));
  for (const deep of [1_000, 2_400]) {
    const cursor = await cursorOf(deep);
    failures.push(...(await measure(`page ${deep}`, () => list({ cursor }))));
  }
  failures.push(...(await measure("all collections", () => listCollections({ ctx: context() }))));
  failures.push(...(await measure("all tags", () => listTags({ ctx: context() }))));
  failures.push(...(await measure("storage", () => getStorage({ ctx: context() }))));
  failures.push(...(await measure("duplicates", () => listDuplicates({ ctx: context() }), DUPLICATES_MS)));
  await pool.end();
  await closePools();
  for (const failure of failures) console.error(`FAILED: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
}

/** The cursor behind so many pages of 40. */
async function cursorOf(pages: number): Promise<string> {
  let cursor = "";
  for (let page = 0; page < pages; page += 1)
    cursor = (await list({ limit: "40", ...(cursor ? { cursor } : {}) })).nextCursor ?? cursor;
  return cursor;
}

async function measure(name: string, read: () => Promise<object>, limitMs = LIMIT_MS): Promise<string[]> {
  asked.length = 0;
  const first = await read();
  const statements = [...asked];
  const times: number[] = [];
  for (let i = 0; i < RUNS; i += 1) {
    const startedMs = performance.now();
    await read();
    times.push(performance.now() - startedMs);
  }
  times.sort((a, b) => a - b);
  const [median = 0, slow = 0] = [times[Math.floor(RUNS / 2)], times[RUNS - 2]];
  const found = "items" in first && Array.isArray(first.items) ? `${first.items.length} rows` : "";
  console.log(
    `${name.padEnd(26)}${found.padStart(9)}   median ${median.toFixed(1).padStart(7)} ms   p95 ${slow.toFixed(1).padStart(7)} ms`,
  );
  const nodes = [];
  for (const statement of statements) nodes.push(...nodesOf(await readPlan(pool, statement)));
  console.log(`    ${nodes.map((node) => node.text).join(" < ")}`);
  const scans = nodes.filter((node) => node.isSequential).map((node) => `${name}: ${node.text}`);
  return median > limitMs ? [`${name}: ${median.toFixed(0)} ms`, ...scans] : scans;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
