import { closePools, db } from "@/db/client";
import { requestContext } from "@/lib/entry/context";
import { likeImage } from "@/lib/gallery/like";
import { listForSitemap, listSitemapPages } from "@/lib/gallery/read";
import { readGallery } from "@/lib/gallery/reads/first-page";
import { encodeScoreCursor, encodeTimeCursor } from "@/lib/gallery/reads/list";
import { encodeSearchCursor } from "@/lib/gallery/reads/search";
import { readTags } from "@/lib/gallery/reads/tags";
import { listGalleryInput } from "@/lib/gallery/schema";
import { unlikeImage } from "@/lib/gallery/unlike";
import { newId } from "@/lib/platform/ids";
import { fillGallery, IMAGES } from "./gallery/fill";
import { type Explained, explain, listenIn } from "./gallery/plans";

const PAGE = 40;
const DEEP_PAGE = 10_000;
const RUNS = 30;
const LIMIT_MS = 300;

const ear = listenIn();
let isBad = false;

type Query = Record<string, string>;
interface Row {
  id: string;
  score: number;
  publishedMs: number;
}

/**
 * A million public images: every list of the gallery at its first page and deep down, each with time, blocks and plan.
 * Fails when a plan walks a whole table, a list takes more than 300 ms, or a deep page looks at more than three times the
 * blocks of the first.
 */
async function main(): Promise<void> {
  const startedMs = performance.now();
  await fillGallery();
  console.log(
    `${IMAGES} public images written in ${((performance.now() - startedMs) / 1000).toFixed(0)} s; pages of ${PAGE}\n`,
  );
  const { tag, author } = await busiest();
  await both("new", {}, "published_at", encodeTimeCursor, `true`, DEEP_PAGE);
  await both("popular", { sort: "popular" }, "score", encodeScoreCursor, `true`, DEEP_PAGE);
  const inTag = `exists (select from publication_tags t where t.image_id = p.image_id and t.tag = '${tag}')`;
  await both(`tag ${tag}, new`, { tag }, "published_at", encodeTimeCursor, inTag, 1_000);
  await both(`tag ${tag}, popular`, { tag, sort: "popular" }, "score", encodeScoreCursor, inTag, 1_000);
  const own = `p.user_id = (select id from users where username = '${author}')`;
  await both(`author ${author}`, { author }, "published_at", encodeTimeCursor, own, 100);
  for (const [q, deepPage] of searches) {
    const words = q
      .split(" ")
      .map((word) => `p.search_text like '% ${[...word].join(/[a-z]/.test(word) ? "" : " ")}%'`);
    await both(`search ${q}`, { q }, "score", encodeSearchCursor, words.join(" and "), deepPage);
  }
  for (const q of ["湖山", "narwhal", "odd 雪山"]) await toTheEnd(q);
  await others();
  await likes();
  if (isBad) process.exitCode = 1;
}

/**
 * Common with common, common with rare, rarer and rarer ones, words that never meet, and Chinese, also common ideographs
 * that never stand together; with a deep page.
 */
const searches: [q: string, deepPage: number][] = [
  ["light mountain", 1_000],
  ["light lantern", 200],
  ["light origami", 50],
  ["light obsidian", 5],
  ["light narwhal", 0],
  ["even odd", 0],
  ["narwhal", 0],
  ["mount", 1_000],
  ["雪山 湖泊", 1_000],
  ["剑客", 1_000],
  ["山", 1_000],
  ["湖山", 0],
  ["odd 雪山", 0],
  ["湖 山 light", 0],
];

/** First and deep page of one list; `order` and `where` say in SQL which row stands before the deep page. */
async function both(
  name: string,
  query: Query,
  order: "published_at" | "score",
  cursorOf: (row: Row) => string,
  where: string,
  deepPage: number,
): Promise<void> {
  const first = await measure(name, query);
  if (deepPage === 0) return;
  const [row] = await db().$client.unsafe<Row[]>(`
    select p.image_id as id, p.score, (extract(epoch from p.published_at) * 1000)::float8 as "publishedMs"
    from publications p where p.state = 'public' and ${where}
    order by p.${order} desc nulls last, p.image_id desc nulls last offset ${deepPage * PAGE - 1} limit 1`);
  if (!row) throw new Error(`${name} has no page ${deepPage}.`);
  const deep = await measure(`  page ${deepPage}`, { ...query, cursor: cursorOf(row) });
  if (deep.buffers <= 3 * first.buffers) return;
  isBad = true;
  console.log(`  FAIL: the deep page looks at ${deep.buffers} blocks, the first one at ${first.buffers}`);
}

/** A search that goes on until nothing more is there: how many calls, and the slowest of them. */
async function toTheEnd(q: string): Promise<void> {
  let [rows, calls, slowestMs] = [0, 0, 0];
  for (let cursor: string | null = ""; cursor !== null; calls += 1) {
    const input = listGalleryInput.parse({ limit: String(PAGE), q, ...(cursor === "" ? {} : { cursor }) });
    const startedMs = performance.now();
    const page = await readGallery(input);
    slowestMs = Math.max(slowestMs, performance.now() - startedMs);
    rows += page.items.length;
    cursor = page.nextCursor;
  }
  console.log(
    `search ${q}, to its end: ${rows} rows in ${calls} calls, the slowest ${slowestMs.toFixed(0)} ms`,
  );
}

async function measure(name: string, query: Query): Promise<Explained> {
  const input = listGalleryInput.parse({ limit: String(PAGE), ...query });
  return time(name, async () => (await readGallery(input)).items.length);
}

async function time(name: string, read: () => Promise<number>, runs = RUNS): Promise<Explained> {
  const times: number[] = [];
  let rows = 0;
  for (let i = 0; i < runs; i += 1) {
    ear.take();
    const startedMs = performance.now();
    rows = await read();
    times.push(performance.now() - startedMs);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.min(runs - 1, Math.floor(runs * share))] ?? 0).toFixed(1);
  const plan = await explain(ear.take());
  console.log(
    `${name.padEnd(26)}${String(rows).padStart(5)} rows  median ${at(0.5).padStart(6)} ms  p95 ${at(0.95).padStart(6)} ms  ${String(plan.buffers).padStart(6)} blocks`,
  );
  console.log(`  ${plan.nodes.join(" < ")}`);
  const medianMs = times[Math.floor(runs / 2)] ?? 0;
  if (medianMs > LIMIT_MS) {
    isBad = true;
    console.log(`  FAIL: takes ${medianMs.toFixed(0)} ms`);
  }
  for (const table of ["generated_images", "publications", "publication_tags"])
    if (plan.nodes.includes(`Seq Scan ${table}`)) {
      isBad = true;
      console.log(`  FAIL: walks all of ${table}`);
    }
  return plan;
}

async function busiest(): Promise<{ tag: string; author: string }> {
  const [row] = await db().$client<{ tag: string; author: string }[]>`
    select (select tag from publication_tags group by tag order by count(*) desc limit 1) as tag,
      (select u.username from publications p join users u on u.id = p.user_id group by u.id
        order by count(*) desc limit 1) as author`;
  if (!row) throw new Error("There is nothing to read.");
  return row;
}

/** Reads that are cached or asked for by crawlers: how long, without the rules of the lists. */
async function others(): Promise<void> {
  const timed = async (name: string, read: () => Promise<number>) => {
    const startedMs = performance.now();
    const rows = await read();
    console.log(
      `${name.padEnd(26)}${String(rows).padStart(5)} rows  ${(performance.now() - startedMs).toFixed(0)} ms`,
    );
  };
  await timed("tags with counts", async () => (await readTags()).length);
  await timed("files of the sitemap", async () => (await listSitemapPages()).length);
  await timed("one file of the sitemap", async () => (await listForSitemap({ cursor: null })).items.length);
}

/** Likes and unlikes per second by sixteen people, of one image and of many. */
async function likes(): Promise<void> {
  const SECONDS = 5;
  const person = (n: number) =>
    ({
      kind: "user",
      userId: `usr_${String(n).padStart(26, "0")}`,
      plan: "free",
      role: "user",
      address: "bench",
    }) as const;
  const image = (n: number) => `img_${String(n).padStart(26, "0")}`;
  for (const [name, imageOf] of [
    ["likes of one image", () => image(7)],
    ["likes of many images", (n: number) => image(1 + ((n * 7_919) % IMAGES))],
  ] as const) {
    const until = performance.now() + SECONDS * 1_000;
    let calls = 0;
    const worker = async (_: unknown, who: number) => {
      const ctx = requestContext(person(who), newId("request"));
      for (let n = who; performance.now() < until; n += 16) {
        await likeImage({ ctx, input: { id: imageOf(n) } });
        await unlikeImage({ ctx, input: { id: imageOf(n) } });
        calls += 2;
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    console.log(`${name.padEnd(26)}${Math.round(calls / SECONDS)} a second`);
  }
}

main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(closePools);
