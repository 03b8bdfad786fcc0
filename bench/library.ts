import { sql } from "drizzle-orm";
import { closePools, db } from "@/db/client";
import { requestContext } from "@/lib/entry/context";
import { listImages } from "@/lib/images/read";
import { listImagesInput } from "@/lib/images/schema";
import { newId } from "@/lib/platform/ids";

const IMAGES = 100_000;
const USER = newId("user");

/** One library of 100,000 images: first and deep pages, filters and search, as the API asks for them. */
async function main(): Promise<void> {
  await fill();
  const actor = { kind: "user", userId: USER, plan: "pro", role: "user", address: "bench" } as const;
  const list = (query: Record<string, string>) =>
    listImages({ ctx: requestContext(actor, newId("request")), input: listImagesInput.parse(query) });
  let cursor = "";
  for (let page = 0; page < 1_000; page += 1)
    cursor = (await list({ limit: "40", ...(cursor ? { cursor } : {}) })).nextCursor ?? "";
  await time("first page", () => list({}));
  await time("page 1,000", () => list({ cursor }));
  await time("one day", () => list({ from: "2026-01-10", to: "2026-01-10" }));
  await time("ratio and model", () => list({ ratio: "16:9", model: "model-3" }));
  await time("favourites", () => list({ favorite: "true" }));
  await time("rare two words", () => list({ q: "dragon 9999" }));
  await time("common word", () => list({ q: "mountain" }));
  await closePools();
}

/** The rows are written in SQL: what is measured is reading them. */
async function fill(): Promise<void> {
  await db().execute(
    sql`insert into users (id, email, username) values (${USER}, 'bench@example.test', 'bench')`,
  );
  await db().execute(sql`
    insert into generated_images (id, user_id, storage_key, prompt, style_tags, ratio, tier, quality, provider, model,
      format, width_px, height_px, size_bytes, sha256, perceptual_hash, thumb_hash, is_favorite, created_at)
    select 'img_' || lpad(n::text, 26, '0'), ${USER}, 'images/bench', 
      (array['a mountain at dawn','雪山与湖泊','city in the rain','a dragon over the sea','茶室一角'])[1 + n % 5] || ' ' || n,
      '{}', (array['1:1','16:9','9:16','4:3'])[1 + n % 4], '1K', 'standard', 'sketch', 'model-' || n % 7,
      'png', 1024, 1024, 1000000, md5(n::text), '0000000000000000', 'x', n % 50 = 0,
      '2026-06-01'::timestamptz - n * interval '3 minutes'
    from generate_series(1, ${IMAGES}) n`);
  await db().execute(sql`analyze generated_images`);
}

async function time(name: string, read: () => Promise<{ items: unknown[] }>): Promise<void> {
  const times: number[] = [];
  let found = 0;
  for (let i = 0; i < 30; i += 1) {
    const startedMs = performance.now();
    found = (await read()).items.length;
    times.push(performance.now() - startedMs);
  }
  times.sort((a, b) => a - b);
  const [median = 0, slow = 0] = [times[15], times[28]];
  console.log(`${name.padEnd(18)}${found} rows   median ${median.toFixed(1)} ms   p95 ${slow.toFixed(1)} ms`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
