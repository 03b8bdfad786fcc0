import { idOf, REQUESTS, type Run, somebody } from "./sizes";

const DAYS = 30;

const routes = [
  ...["me", "credits", "credits/entries", "generations", "generations/:id", "generations/:id/events"],
  ...["images", "images/:id", "images/storage", "images/tags", "notifications", "notifications/summary"],
  ...["gallery", "gallery/:id", "gallery/:id/like", "gallery/tags", "models", "style-tags", "membership"],
  ...["orders", "orders/:id", "orders/:id/check", "collections", "shares", "api-keys", "sessions", "devices"],
].map((route) => `/api/v1/${route}`);

/** Ten million requests of the last thirty days, each day in a partition of its own, as the job makes them. */
export async function fillLog(run: Run): Promise<void> {
  const list = `array['/media/:id/:variant',${routes.map((route) => `'${route}'`).join(",")}]`;
  const each = Math.round(REQUESTS / DAYS);
  for (let back = DAYS - 1; back >= 0; back -= 1) {
    const at = new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
    const next = new Date(Date.now() - (back - 1) * 86_400_000).toISOString().slice(0, 10);
    const name = `request_log_${at.replaceAll("-", "")}`;
    await run(
      `create table ${name} partition of request_log for values from ('${at} 00:00:00+00') to ('${next} 00:00:00+00')`,
    );
    // Today goes as far as the clock does.
    const until = back === 0 ? "now()" : `'${next} 00:00:00+00'::timestamptz`;
    const from = `'${at} 00:00:00+00'::timestamptz`;
    await run(`
      insert into request_log (at, request_id, method, route, client, user_id, status, error_code, duration_ms, bytes_out)
      select date_trunc('milliseconds', ${from} + (${until} - ${from}) * n / ${each + 1}),
        ${idOf("req", `${back}::bigint * 100000000 + n`)}, case when n % 5 = 0 then 'POST' else 'GET' end,
        (${list})[1 + floor(power(random(), 2) * ${routes.length + 1})::int],
        (array['web','web','web','web','program','windows','ios','vendor'])[1 + n % 8],
        case when n % 3 > 0 then ${somebody} end, s.status,
        case when s.status >= 500 then 'internal_error' when s.status = 404 then 'not_found' when s.status = 409 then 'conflict'
          when s.status = 429 then 'rate_limited' end,
        1 + floor(exp(random() * 8))::int, 2000
      from generate_series(1, ${each}) n, lateral (select case when n % 1000 = 0 then 500 when n % 50 = 0 then 404
        when n % 77 = 0 then 409 when n % 333 = 0 then 429 else 200 end as status) s`);
  }
}
