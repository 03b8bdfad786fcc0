import postgres from "postgres";
import { seedReferenceData } from "@/db/seed";
import { scoring } from "@/lib/gallery/rules";
import { env } from "@/lib/platform/env";

export const IMAGES = 1_000_000;
const AUTHORS = 2_000;
const BATCH = 100_000;

/** From common to rare: the nearer to the beginning, the oftener it is drawn. */
const english =
  "light mountain sky water city night dream golden forest river soft rain street portrait old blue garden stone tower mist ocean winter flower dragon castle moon summer bridge horse window desert market temple silver shadow robot island village storm lion music train violin glass coral feather compass anchor".split(
    " ",
  );
const chinese =
  "雪山 湖泊 日落 城市 夜景 森林 少女 古风 水墨 江南 星空 海边 春天 竹林 桃花 长城 宫殿 灯笼 荷花 仙鹤 茶室 街道 机甲 猫咪 熊猫 沙漠 瀑布 草原 秋叶 梅花 书房 渔船 石桥 烟雨 云海 飞鸟 骏马 锦鲤 琵琶 剑客".split(
    " ",
  );
/** In one of so many prompts each; all of them English ones, whose numbers are even. */
export const rareWords = { narwhal: 20_000, obsidian: 1_000, origami: 97, lantern: 40 } as const;

const drawn = (words: readonly string[], steepness: number) =>
  `(array[${words.map((word) => `'${word}'`).join(",")}])[1 + floor(power(random(), ${steepness}) * ${words.length})::int]`;
const times = (count: number, word: string, between: string) =>
  Array(count).fill(word).join(` || '${between}' || `);
const rare = Object.entries(rareWords)
  .map(([word, one]) => `case when n % ${one} = ${2 * Math.floor(one / 6)} then ' ${word}' else '' end`)
  .join(" || ");

/**
 * A gallery of a million public images: half of the prompts English, half Chinese, words as unequal as in a language;
 * two of twenty-four tags each; two thousand authors, some with far more than others; a year of time. Written in SQL
 * and with indexes made afterwards: what is measured is reading.
 */
export async function fillGallery(): Promise<void> {
  await seedReferenceData();
  const sql = postgres(env().DATABASE_URL, { max: 1, onnotice: () => {} });
  const run = (text: string) => sql.unsafe(text);
  await run("set session_replication_role = replica");
  await run("set maintenance_work_mem = '1GB'");
  await run("select setseed(0.5)");
  await run(`insert into users (id, email, username) select 'usr_' || lpad(n::text, 26, '0'), 'a' || n || '@example.test',
    'author' || n from generate_series(0, ${AUTHORS - 1}) n`);
  const indexes = await sql<{ name: string; definition: string }[]>`
    select i.indexname as name, i.indexdef as definition from pg_indexes i
    where i.tablename in ('generated_images', 'publications', 'publication_tags')
      and not exists (select from pg_constraint c where c.conname = i.indexname)`;
  for (const { name } of indexes) await run(`drop index ${name}`);
  for (let from = 1; from <= IMAGES; from += BATCH) await fillBatch(run, from, from + BATCH - 1);
  for (const { definition } of indexes) await run(definition);
  for (const table of ["users", "generated_images", "publications", "publication_tags"])
    await run(`vacuum analyze ${table}`);
  await sql.end();
}

async function fillBatch(run: (text: string) => Promise<unknown>, from: number, to: number): Promise<void> {
  const tag = `(select array_agg(slug order by slug) from (select slug from style_tags order by sort_order, slug limit 24) s)`;
  await run(`
    insert into generated_images (id, user_id, storage_key, prompt, style_tags, ratio, tier, quality, provider, model,
      format, width_px, height_px, size_bytes, sha256, perceptual_hash, thumb_hash, is_public, likes, downloads, created_at)
    select 'img_' || lpad(n::text, 26, '0'), 'usr_' || lpad(floor(power(random(), 2) * ${AUTHORS})::int::text, 26, '0'),
      'images/bench', case when n % 2 = 0
        then ${times(8, drawn(english, 1.8), " ")} || ${rare} || case when n % 4 = 0 then ' even' else ' odd' end
        else ${times(5, drawn(chinese, 1.5), "")} || '，' || ${times(2, drawn(chinese, 1.5), "")} end,
      array[tags[1 + floor(power(random(), 2) * 12)::int], tags[13 + floor(power(random(), 2) * 12)::int]],
      '1:1', '1K', 'standard', 'sketch', 'sketch-1', 'png', 1024, 1024, 1000000, md5(n::text), '0000000000000000',
      'x', true, floor(power(random(), 8) * 500)::int, floor(power(random(), 8) * 200)::int,
      date_trunc('milliseconds', '2026-01-01'::timestamptz + (n + random()) * interval '31.5 seconds')
    from generate_series(${from}, ${to}) n, (select ${tag} as tags) t`);
  const inBatch = `i.id between 'img_' || lpad('${from}', 26, '0') and 'img_' || lpad('${to}', 26, '0')`;
  await run(`
    insert into publications (image_id, user_id, state, submitted_at, decided_at, published_at, score, search_text)
    select i.id, i.user_id, 'public', i.created_at, i.created_at, i.created_at,
      log((1 + ${scoring.likeWeight} * i.likes + i.downloads)::float8)
        + extract(epoch from i.created_at)::float8 / ${scoring.secondsPerDecade},
      ' ' || btrim(regexp_replace(regexp_replace(lower(i.prompt || ' ' || w.words), '([㐀-䶿一-鿿豈-﫿])', ' \\1 ', 'g'),
        '[^[:alnum:]]+', ' ', 'g')) || ' '
    from generated_images i, lateral (select string_agg(s.name || ' ' || s.name_en, ' ') as words
      from style_tags s where s.slug = any(i.style_tags)) w
    where ${inBatch}`);
  await run(`
    insert into publication_tags (tag, image_id, published_at, score)
    select t.tag, p.image_id, p.published_at, p.score from publications p
      join generated_images i on i.id = p.image_id, unnest(i.style_tags) as t(tag)
    where ${inBatch}`);
}
