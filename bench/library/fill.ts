import type postgres from "postgres";
import { newId } from "@/lib/platform/ids";

const OWN = 100_000;
const OTHERS = 300_000;
const PEOPLE = 300;
/** People without images, as most are. */
const IDLE = 20_000;

export const USER = newId("user");
/** Holds a fifth of the library. */
export const COLLECTION = `col_${"0".repeat(25)}1`;

/** Folded prompts as the product stores them; every fifth image has one of them, with its number. */
const PROMPTS = `array[' a mountain at dawn ', ' 雪 山 与 湖 泊 ', ' city in the rain ', ' a dragon over the sea ', ' 茶 室 一 角 ']`;

/** The rows are written in SQL: what is measured is reading them. */
export async function fillLibrary(pool: postgres.Sql): Promise<void> {
  await pool`insert into users (id, email, username) values (${USER}, 'bench@example.test', 'bench')`;
  await pool`insert into users (id, email, username)
    select 'usr_' || lpad(n::text, 26, '0'), n || '@example.test', 'bench' || n from generate_series(1, ${PEOPLE}) n`;
  await pool`insert into users (id, email, username)
    select 'usr_i' || lpad(n::text, 25, '0'), 'idle' || n || '@example.test', 'idle' || n from generate_series(1, ${IDLE}) n`;
  await pool`insert into storage_usage (user_id) select id from users where id like 'usr_i%'`;
  await pool`insert into collections (id, user_id, name, position)
    select 'col_' || lpad(n::text, 26, '0'), ${USER}, 'collection ' || n, n - 1 from generate_series(1, 200) n`;
  await pool`insert into collections (id, user_id, name, position)
    select 'col_' || lpad((1000 + p * 10 + n)::text, 26, '0'), 'usr_' || lpad(p::text, 26, '0'), 'collection ' || n, n
    from generate_series(1, ${PEOPLE}) p, generate_series(0, 9) n`;
  await addImages(pool, { from: 1, count: OWN, owner: `'${USER}'`, isOwn: true });
  await addImages(pool, {
    from: OWN + 1,
    count: OTHERS,
    owner: `'usr_' || lpad((1 + n % ${PEOPLE})::text, 26, '0')`,
    isOwn: false,
  });
  await pool`insert into publications (image_id, user_id, state, submitted_at, published_at)
    select id, user_id, 'public', created_at, created_at from generated_images where is_public`;
  await pool`insert into publications (image_id, user_id, state, submitted_at)
    select id, user_id, (case when right(id, 3) = '007' then 'pending' else 'rejected' end)::publication_state, created_at
    from generated_images where right(id, 3) in ('007', '013', '014')`;
  await pool`insert into storage_usage (user_id, bytes, images)
    select user_id, sum(size_bytes), count(*) from generated_images group by user_id`;
  for (const table of ["generated_images", "publications", "collections", "storage_usage"])
    await pool.unsafe(`vacuum (analyze) ${table}`);
}

async function addImages(
  pool: postgres.Sql,
  images: { from: number; count: number; owner: string; isOwn: boolean },
): Promise<void> {
  // Words that only this library has, or that it has not and all others have, are where estimates go wrong.
  const words = images.isOwn
    ? `case when n % 20000 = 7 then 'dragonfruit ' when n % 2000 = 9 then '孤 舟 ' when n % 30000 = 11 then 'lighthouse ' else '' end`
    : `case when n % 3 = 0 then 'lighthouse ' else '' end`;
  for (let from = images.from; from < images.from + images.count; from += 25_000)
    await pool.unsafe(`
      insert into generated_images (id, user_id, storage_key, prompt, search_text, tags, collection_id, operation, ratio,
        tier, quality, provider, model, format, width_px, height_px, size_bytes, sha256, perceptual_hash, thumb_hash,
        is_favorite, is_public, deleted_at, created_at)
      select 'img_' || lpad(n::text, 26, '0'), ${images.owner}, 'images/bench',
        (${PROMPTS})[1 + n % 5] || n, (${PROMPTS})[1 + n % 5] || ${words} || n || ' ',
        case when n % 1000 = 0 then array['rare tag', 'travel'] when n % 10 = 0 then array['travel']
          when n % 3 = 0 then array['album ' || n % 300, 'kind ' || n % 7] else '{}' end,
        ${images.isOwn ? "case when n % 5 = 0 then 'col_' || lpad('1', 26, '0') when n % 5 = 1 then 'col_' || lpad((2 + n % 199)::text, 26, '0') end" : "null"},
        case when n % 20 = 0 then 'upload' when n % 33 = 0 then 'inpaint' else 'generate' end,
        (array['1:1','16:9','9:16','4:3'])[1 + n % 4], '1K', 'standard', 'sketch', 'model-' || n % 7, 'png', 1024, 1024,
        1000000, md5(n::text), substr(md5((n - n % 40 / 39)::text), 1, 16), 'x', n % 50 = 0,
        n % 25 = 0 and n % 100 <> 99, case when n % 100 = 99 then '2026-06-02'::timestamptz end,
        '2026-06-01'::timestamptz - n * interval '3 minutes'
      from generate_series(${from}, ${from + 24_999}) n`);
}
