import postgres from "postgres";
import { seedReferenceData } from "@/db/seed";
import { env } from "@/lib/platform/env";
import { fillLog } from "./fill-log";
import { fillMoney } from "./fill-money";
import { fillSystem } from "./fill-system";
import { GENERATIONS, IMAGES, idOf, moment, RARE, type Run, rareOnes, somebody, USERS } from "./sizes";

/**
 * A year of the platform, written in SQL with indexes made afterwards: what is measured is reading. Tables that a page
 * of the panel reads have the sizes that are promised or what follows from them.
 */
export async function fillPlatform(): Promise<void> {
  await seedReferenceData();
  const sql = postgres(env().DATABASE_URL, { max: 1, onnotice: () => {} });
  try {
    await fill(sql);
  } finally {
    await sql.end();
  }
}

async function fill(sql: postgres.Sql): Promise<void> {
  const run: Run = (text) => sql.unsafe(text);
  await run("set session_replication_role = replica");
  await run("set maintenance_work_mem = '1GB'");
  await run("set synchronous_commit = off");
  await run("select setseed(0.5)");
  const indexes = await sql<{ name: string; definition: string }[]>`
    select i.indexname as name, i.indexdef as definition from pg_indexes i
    where i.schemaname = 'public' and i.tablename not like 'request_log_%' and i.tablename not like 'engine_%'
      and not exists (select from pg_constraint c where c.conname = i.indexname)`;
  for (const { name } of indexes) await run(`drop index if exists "${name}"`);
  await fillPeople(run);
  await fillGenerations(run);
  await fillImages(run);
  await fillMoney(run);
  await fillSystem(run);
  await fillLog(run);
  for (const { definition } of indexes) await run(definition.replace(" ON ONLY ", " ON "));
  await run("vacuum analyze");
}

async function fillPeople(run: Run): Promise<void> {
  await run(`
    insert into users (id, email, username, display_name, plan, role, status, suspended_at, deleted_at, created_at, updated_at)
    select ${idOf("usr", "n")}, 'person' || n || '@example.test', 'person' || n, 'Person ' || n,
      (case when n % 20 = 0 then 'pro' when n % 200 = 1 then 'enterprise' else 'free' end)::user_plan,
      (case when n = 3 then 'admin' when n = 4 then 'auditor' else 'user' end)::user_role,
      (case when n % 500 = 7 then 'suspended' when n % 300 = 11 then 'deleted' else 'active' end)::user_status,
      case when n % 500 = 7 then ${moment("n", USERS)} end, case when n % 300 = 11 then ${moment("n", USERS)} end,
      ${moment("n", USERS)}, ${moment("n", USERS)}
    from generate_series(0, ${USERS - 1}) n`);
  await run(`insert into storage_usage (user_id, bytes, images) select id, 1000000, 3 from users`);
  await run(`
    insert into user_sessions (id, user_id, method, seen_at, created_at)
    select ${idOf("ses", "n")}, ${somebody}, 'password', ${moment("n", USERS)}, ${moment("n", USERS)}
    from generate_series(1, ${USERS}) n`);
  await run(`
    insert into devices (id, client_id, name, platform, secret_hash, user_id, bound_at)
    select ${idOf("dev", "n")}, 'client-' || n, 'PC ' || n, 'windows', 'x', ${somebody}, now()
    from generate_series(1, ${Math.round(USERS / 4)}) n`);
  await run(`
    insert into api_keys (id, user_id, name, key_hash, last_four, scopes, created_at)
    select ${idOf("key", "n")}, ${somebody}, 'key', 'hash-' || n, 'last', '{read}', ${moment("n", USERS)}
    from generate_series(1, ${USERS}) n`);
  await run(`
    insert into wechat_identities (id, appid, openid, user_id, follows)
    select ${idOf("wxi", "n")}, 'wx', 'o' || md5(n::text), ${idOf("usr", "n")}, true
    from generate_series(1, ${Math.round(USERS / 2)}) n`);
}

const models = `(array['gpt-image-2','flux-schnell','wan2.6-t2i','sd3.5-large','sketch-1'])`;
const vendors = `(array['openai','replicate','bailian','stability','sketch'])`;

async function fillGenerations(run: Run): Promise<void> {
  const open = `n > ${GENERATIONS - 60}`;
  await run(`
    insert into generation_history (id, user_id, idempotency_key, input_hash, status, stage, prompt, ratio, tier, quality,
      count, seed, provider, model, price_credits, credits_used, delivered_count, error_code, request_id, started_at,
      finished_at, created_at, updated_at)
    select ${idOf("gen", "n")}, ${somebody}, 'key-' || n, 'x',
      (case when ${open} then case when n % 2 = 0 then 'queued' else 'running' end when f < 0.9 then 'succeeded'
        when f < 0.92 then 'partly_succeeded' when f < 0.98 then 'failed' else 'cancelled' end)::generation_status,
      (case when ${open} then case when n % 2 = 0 then 'waiting' else 'rendering' end else 'ended' end)::generation_stage,
      'a boat on the lake ' || n, '1:1', (array['1K','2K','4K'])[1 + n % 3]::resolution_tier, 'standard', 2, n,
      ${vendors}[m], case when n in (${rareOnes.join()}) then '${RARE}' else ${models}[m] end, 4,
      case when ${open} then null when f < 0.92 then 4 else 0 end, case when ${open} or f >= 0.92 then 0 else 2 end,
      case when not ${open} and f >= 0.92 and f < 0.98 then (array['provider_error','content_policy','unknown_outcome','auth'])[1 + n % 4] end,
      ${idOf("req", "n")}, at, case when not ${open} then at + interval '9 seconds' * (0.5 + random()) end, at, at
    from (select n, random() as f, 1 + floor(power(random(), 2) * 5)::int as m, ${moment("n", GENERATIONS)} as at
      from generate_series(1, ${GENERATIONS}) n) g`);
  await run(`
    insert into generation_attempts (id, generation_id, ordinal, provider, model, state, cause, error_class, error_message,
      submitted_at, finished_at, created_at, updated_at)
    select ${idOf("att", "n")}, g.id, 1, g.provider, g.model,
      (case when g.error_code = 'unknown_outcome' and n % 97 = 0 then 'submission_unknown' when g.error_code is null
        then 'finished' else 'failed' end)::attempt_state, 'first', g.error_code, g.error_code, g.created_at, g.finished_at,
      g.created_at, g.created_at
    from (select row_number() over () as n, * from generation_history) g`);
  await run(`
    insert into generation_timeline (id, generation_id, kind, created_at)
    select ${idOf("tml", "n")}, g.id, 'channel_chosen', g.created_at
    from (select row_number() over () as n, id, created_at from generation_history) g`);
}

async function fillImages(run: Run): Promise<void> {
  await run(`
    insert into generated_images (id, user_id, generation_id, storage_key, prompt, ratio, tier, quality, provider, model,
      format, width_px, height_px, size_bytes, sha256, perceptual_hash, thumb_hash, created_at)
    select ${idOf("img", "n")}, ${somebody}, ${idOf("gen", "n")}, 'images/bench', 'a boat on the lake ' || n, '1:1', '1K',
      'standard', 'openai', 'gpt-image-2', 'png', 1024, 1024, 1000000, md5(n::text), '0000000000000000', 'x',
      ${moment("n", IMAGES)}
    from generate_series(1, ${IMAGES}) n`);
  await run(`
    insert into publications (image_id, user_id, state, submitted_at, decided_at, published_at, search_text)
    select id, user_id, (case when n % 600 = 0 then 'pending' when n % 50 = 1 then 'rejected' else 'public' end)::publication_state,
      created_at, created_at, created_at, ' a boat '
    from (select row_number() over () as n, * from generated_images) i where n % 3 = 0`);
  await run(`
    insert into image_reports (id, image_id, reporter_id, reason, created_at, resolved_at)
    select ${idOf("rpt", "n")}, ${idOf("img", "n * 3")}, ${idOf("usr", "n")}, 'other', now(),
      case when n % 20 > 0 then now() end
    from generate_series(1, ${Math.round(IMAGES / 60)}) n`);
  await run(`
    insert into moderation_checks (id, subject_id, round, kind, checker, verdict, created_at)
    select ${idOf("mck", "n")}, ${idOf("img", "n * 3")}, 1, 'prompt', 'words', 'pass', now()
    from generate_series(1, ${Math.round(IMAGES / 3)}) n`);
}
