import { GENERATIONS, idOf, moment, ORDERS, type Run, somebody, USERS } from "./sizes";

/** Credits and money of a year: one settlement a generation, one order a person, some refunds. */
export async function fillMoney(run: Run): Promise<void> {
  await fillLedger(run);
  await fillOrders(run);
}

async function fillLedger(run: Run): Promise<void> {
  await run(`
    insert into credit_accounts (id, kind, user_id, balance)
    select id || ':available', 'user_available'::credit_account_kind, id, 50 from users union all
    select id || ':reserved', 'user_reserved'::credit_account_kind, id, 0 from users`);
  await run(`
    insert into credit_grants (id, user_id, entry_id, source, amount, remaining, created_at)
    select ${idOf("grt", "n")}, ${idOf("usr", "n")}, ${idOf("led", `${GENERATIONS} + n + 1`)}, 'welcome', 50, 50,
      ${moment("n", USERS)}
    from generate_series(0, ${USERS - 1}) n`);
  await run(`
    insert into ledger_entries (id, business_key, kind, user_id, subject_id, plan, actor, request_id, created_at)
    select ${idOf("led", "n")}, 'close:' || g.id, (case when credits_used > 0 then 'settle' else 'release' end)::ledger_entry_kind,
      user_id, g.id, case when credits_used > 0 then u.plan end, '{"kind":"job","id":"run"}'::jsonb, request_id,
      coalesce(finished_at, g.created_at)
    from (select row_number() over (order by created_at, id) as n, * from generation_history) g join users u on u.id = g.user_id
    union all
    select ${idOf("led", `${GENERATIONS} + n + 1`)}, 'welcome:' || n, 'grant'::ledger_entry_kind, ${idOf("usr", "n")}, null, null,
      '{"kind":"job","id":"register"}'::jsonb, ${idOf("req", "n")}, ${moment("n", USERS)}
    from generate_series(0, ${USERS - 1}) n`);
  await run(`
    insert into ledger_lines (entry_id, account_id, amount)
    select id, user_id || ':reserved', -4 from ledger_entries where kind <> 'grant' union all
    select id, case when kind = 'settle' then 'system:revenue' else user_id || ':available' end, 4
      from ledger_entries where kind <> 'grant' union all
    select id, 'system:issuance', -50 from ledger_entries where kind = 'grant' union all
    select id, user_id || ':available', 50 from ledger_entries where kind = 'grant'`);
}

const product = (sku: string, priceFen: number): string =>
  `'{"sku":"${sku}","kind":"credits","plan":null,"months":null,"credits":500,"priceFen":${priceFen}}'::jsonb`;

async function fillOrders(run: Run): Promise<void> {
  await run(`
    insert into orders (id, user_id, status, product, amount_fen, trade_type, appid, mchid, idempotency_key, input_hash,
      transaction_id, paid_at, fulfilled_at, expires_at, refunded_fen, request_id, created_at, updated_at)
    select ${idOf("ord", "n")}, ${somebody},
      (case when n % 50 = 0 then 'refunded' when n % 3 = 0 then 'expired' else 'fulfilled' end)::order_status,
      ${product("credits-500", 2_990)}, 2990, 'native', 'wx', 'mch', 'key-' || n, 'x',
      case when n % 50 = 0 or n % 3 > 0 then 'tx-' || n end, case when n % 50 = 0 or n % 3 > 0 then ${moment("n", ORDERS)} end,
      case when n % 50 = 0 or n % 3 > 0 then ${moment("n", ORDERS)} end, ${moment("n", ORDERS)},
      case when n % 50 = 0 then 2990 else 0 end, ${idOf("req", "n")}, ${moment("n", ORDERS)}, ${moment("n", ORDERS)}
    from generate_series(1, ${ORDERS}) n`);
  await run(`
    insert into order_moves (id, order_id, from_status, to_status, source, created_at)
    select ${idOf("omv", "n")}, ${idOf("ord", "n")}, 'created', 'paid', 'notice', ${moment("n", ORDERS)}
    from generate_series(1, ${ORDERS}) n`);
  await run(`
    insert into refunds (id, order_id, status, amount_fen, reason, idempotency_key, take, refund_id, succeeded_at, requested_by,
      created_at, updated_at)
    select ${idOf("rfd", "n")}, ${idOf("ord", "n")}, 'succeeded', 2990, 'bench', 'key-' || n,
      '{"credits":500,"membershipMs":0,"forgivenCredits":0}', 'wx-' || n, ${moment("n", ORDERS)}, ${idOf("usr", "3")},
      ${moment("n", ORDERS)}, ${moment("n", ORDERS)}
    from generate_series(50, ${ORDERS}, 50) n`);
  await run(`
    insert into refund_requests (id, order_id, amount_fen, reason, state, requested_by, decided_by, decided_at,
      idempotency_key, refund_id, created_at)
    select ${idOf("rrq", "n")}, ${idOf("ord", "n")}, 2990, 'bench', (case when n % 500 = 0 then 'open' else 'declined' end)::refund_request_state,
      ${idOf("usr", "3")}, case when n % 500 > 0 then ${idOf("usr", "3")} end, case when n % 500 > 0 then now() end,
      'key-' || n, null, ${moment("n", ORDERS)}
    from generate_series(50, ${ORDERS}, 50) n`);
  await run(`
    insert into payment_differences (id, kind, out_trade_no, reference, source, expected, found, state, created_at)
    select ${idOf("dif", "n")}, 'amount', ${idOf("ord", "n")}, n::text, 'bill', '{}', '{}',
      (case when n % 20 = 0 then 'open' else 'resolved' end)::payment_difference_state, now()
    from generate_series(1, 2000) n`);
}
