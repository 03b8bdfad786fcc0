import type postgres from "postgres";
import type { Played } from "./played";
import type { Wechat } from "./wechat";

/**
 * What has not ended yet: orders, refunds, notices, and payments whose notice is still to come. A refund that WeChat
 * Pay calls abnormal waits for the merchant's own hand and is as far as it gets.
 */
export async function listOpen(
  sql: postgres.Sql,
  wechat: Wechat,
  played: readonly Played[],
): Promise<string[]> {
  const rows = await sql<{ id: string; status: string }[]>`
    select id, status::text as status from orders where status in ('created', 'prepaying', 'paying', 'paid')
    union all select id, status::text from refunds
      where status in ('requested', 'sending', 'processing', 'abnormal')
    union all select id, state::text from wechat_notices where state = 'stored' and kind in ('payment', 'refund')`;
  const ended = await sql<{ id: string }[]>`select id from orders where status in ('closed', 'expired')`;
  const { orders } = await wechat.desk();
  const abnormal = new Set(
    orders.flatMap(({ refunds }) =>
      refunds.filter(({ status }) => status === "ABNORMAL").map(({ outRefundNo }) => outRefundNo),
    ),
  );
  const untold = new Set(played.filter((one) => one.untold).map(({ orderId }) => orderId));
  const unpaid = new Set(ended.map(({ id }) => id));
  const coming = orders.filter(
    ({ outTradeNo, paidAt }) => paidAt !== null && unpaid.has(outTradeNo) && !untold.has(outTradeNo),
  );
  return [
    ...rows.filter(({ id, status }) => !(status === "abnormal" && abnormal.has(id))).map(({ id }) => id),
    ...coming.map(({ outTradeNo }) => outTradeNo),
  ];
}
