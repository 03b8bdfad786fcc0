import { GENERATIONS, idOf, moment, ORDERS, type Run, SCALE, somebody, USERS } from "./sizes";

const AUDIT = Math.round(500_000 * SCALE);
const LETTERS = Math.round(1_000_000 * SCALE);
const RUNS = Math.round(300_000 * SCALE);

/** What runs and what is written down: audit trail, letters, runs of the engine, calls to vendors. */
export async function fillSystem(run: Run): Promise<void> {
  await run(`
    insert into audit_log (id, action, actor_kind, actor_id, subject_id, before, after, request_id, created_at)
    select ${idOf("aud", "n")}, (array['accounts.sign-up','users.suspend','credits.adjust','orders.request-refund'])[1 + n % 4],
      case when n % 4 = 0 then 'user' else 'admin' end, ${idOf("usr", "3 + n % 5")}, ${somebody},
      '{"plan":"free"}', '{"plan":"pro"}', ${idOf("req", "n")}, ${moment("n", AUDIT)}
    from generate_series(1, ${AUDIT}) n`);
  await run(`
    insert into notifications (id, user_id, kind, business_key, data, created_at)
    select ${idOf("ntf", "n")}, ${somebody}, 'generation_ended', 'bench:' || n, '{}', ${moment("n", LETTERS)}
    from generate_series(1, ${LETTERS}) n`);
  await run(`
    insert into notification_deliveries (id, notification_id, user_id, channel, state, attempts, created_at, updated_at)
    select ${idOf("dlv", "n")}, n.id, n.user_id, 'email', (case when n.n % 40 = 0 then 'failed' else 'delivered' end)::delivery_state,
      1, n.created_at, n.created_at
    from (select row_number() over () as n, * from notifications) n`);
  await run(`
    insert into engine_functions (id, app_id, events, config)
    select 'xintu-' || name, 'xintu', '{}', '{"crons":["*/5 * * * *"]}'
    from unnest(array['sweep-generations','run-generation','keep-ledger','purge-trash','reconcile-payments']) name`);
  await run(`
    insert into engine_runs (id, fn_id, event, status, output, created_at, ended_at)
    select ${idOf("run", "n")}, 'xintu-' || (array['sweep-generations','run-generation','keep-ledger','purge-trash'])[1 + n % 4],
      '{"name":"inngest/scheduled.timer"}', case when n % 2000 = 0 then 'failed' else 'completed' end, '{}',
      now() - interval '7 days' * n / ${RUNS}, now() - interval '7 days' * n / ${RUNS}
    from generate_series(1, ${RUNS}) n`);
  await fillChannels(run);
}

async function fillChannels(run: Run): Promise<void> {
  await run(`
    insert into api_configs (id, name, provider, api_key, api_key_last4, model, slot)
    select ${idOf("cfg", "n")}, 'vendor ' || n, (array['openai','replicate','bailian','stability'])[n], 'x', 'last', 'm', 'slot-' || n
    from generate_series(1, 4) n`);
  await run(`
    insert into channels (id, model, provider, vendor_model, api_config_id)
    select ${idOf("chn", "n")}, 'model-' || n, (array['openai','replicate','bailian','stability'])[1 + n % 4], 'm' || n,
      ${idOf("cfg", "1 + n % 4")}
    from generate_series(1, 40) n`);
  await run(`
    insert into channel_uses (id, channel_id, generation_id, started_at, ended_at, outcome)
    select ${idOf("att", "n")}, ${idOf("chn", "1 + n % 40")}, ${idOf("gen", "n")},
      now() - interval '30 days' * (1 - n::float8 / ${GENERATIONS}), now(), 'delivered'
    from generate_series(1, ${GENERATIONS}, 3) n`);
  await run(`
    insert into model_terms (model, cost_micro_yuan, updated_by)
    select name, 80000, ${idOf("usr", "3")} from unnest(array['gpt-image-2','flux-schnell']) name`);
  await run(`
    insert into moderation_words (id, word, severity, created_by)
    select ${idOf("mwd", "n")}, 'word' || n, 'block', ${idOf("usr", "3")} from generate_series(1, 5000) n`);
  await run(`
    insert into announcements (id, text_zh, text_en, starts_at, created_by, created_at)
    select ${idOf("ann", "n")}, '公告', 'News', now(), ${idOf("usr", "3")}, now() from generate_series(1, 300) n`);
  await run(`
    insert into user_days (day, user_id)
    select to_char(now() - interval '1 day' * d, 'YYYY-MM-DD'), ${idOf("usr", `(n * 7 + d) % ${USERS}`)}
    from generate_series(31, 120) d, generate_series(1, ${Math.round(ORDERS / 40)}) n on conflict do nothing`);
}
