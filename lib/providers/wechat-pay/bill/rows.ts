import type { BillRow, RefundStatus, TradeState } from "../words";
import { recordsOf } from "./csv";

/** A bill is not laid out as we know it; the message names no content. */
export class UnreadableBillError extends Error {
  override readonly name = "UnreadableBillError";
}

type Row = (column: string) => string;

const SURPLUS_COLUMN = "商品名称";
const TOTAL_COLUMN = "总交易单数";

/**
 * The rows of a trade bill of kind ALL, refunds as rows of their own. Columns go by their names, amounts are what was
 * ordered and what was asked to be refunded (pay.weixin.qq.com/docs/merchant/products/bill-download/format-trade.html).
 * Throws UnreadableBillError when a column is missing, a value is not readable, or the summary counts other rows.
 */
export function billRowsOf(text: string): BillRow[] {
  const records = recordsOf(text);
  const [header, ...rest] = records;
  const [totals, summary] = rest.slice(-2);
  if (!header || !totals || !summary || totals[0] !== TOTAL_COLUMN)
    throw new UnreadableBillError("The bill has no summary.");
  const details = rest.slice(0, -2);
  if (String(details.length) !== summary[0])
    throw new UnreadableBillError("The bill's summary counts another number of rows.");
  return details.map((values) => billRowOf(rowOf(header, values)));
}

/** Names of products may hold what looks like a separator: surplus values belong to them. */
function rowOf(header: string[], values: string[]): Row {
  const surplus = values.length - header.length;
  const name = header.indexOf(SURPLUS_COLUMN);
  if (surplus < 0 || (surplus > 0 && name < 0)) throw new UnreadableBillError("A row has not all columns.");
  const aligned = surplus > 0 ? values.toSpliced(name + 1, surplus) : values;
  return (column) => {
    const value = aligned[header.indexOf(column)];
    if (value === undefined) throw new UnreadableBillError(`The bill has no column ${column}.`);
    return value.trim();
  };
}

const paymentStates: Record<string, TradeState> = { SUCCESS: "success", REVOKED: "revoked" };
const refundStatuses: Record<string, RefundStatus> = {
  SUCCESS: "success",
  PROCESSING: "processing",
  CLOSED: "closed",
  ABNORMAL: "abnormal",
  FAIL: "abnormal",
  CHANGE: "abnormal",
};

function billRowOf(row: Row): BillRow {
  const state = row("交易状态");
  if (state === "REFUND")
    return {
      kind: "refund",
      outTradeNo: needed(row("商户订单号")),
      transactionId: needed(row("微信订单号")),
      refundId: needed(row("微信退款单号")),
      outRefundNo: needed(row("商户退款单号")),
      refundFen: fenOf(row("申请退款金额")),
      status: oneOf(refundStatuses, row("退款状态")),
    };
  return {
    kind: "payment",
    transaction: {
      appid: needed(row("公众账号ID")),
      mchid: needed(row("商户号")),
      outTradeNo: needed(row("商户订单号")),
      transactionId: needed(row("微信订单号")),
      state: oneOf(paymentStates, state),
      amountFen: fenOf(row("订单金额")),
      currency: row("货币种类") || null,
      payerOpenid: row("用户标识") || null,
      paidAt: shanghaiDate(row("交易时间")),
    },
  };
}

function needed(value: string): string {
  if (!value) throw new UnreadableBillError("A row has an empty value where there must be one.");
  return value;
}

function oneOf<T>(known: Record<string, T>, word: string): T {
  const found = Object.hasOwn(known, word) ? known[word] : undefined;
  if (found === undefined) throw new UnreadableBillError("A row has a state that is not known here.");
  return found;
}

/** Yuan as the bill writes them (`12`, `12.3`, `12.34`) in fen, digit by digit: no fraction ever is a float. */
export function fenOf(yuan: string): number {
  const [, whole, fraction = ""] = /^(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(yuan) ?? [];
  if (whole === undefined) throw new UnreadableBillError("A row has an amount that is not readable.");
  return Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
}

/** `2026-11-21 09:30:00`, always in Shanghai's time. */
function shanghaiDate(text: string): Date {
  const plain = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text);
  const date = new Date(plain ? `${text.replace(" ", "T")}+08:00` : Number.NaN);
  if (Number.isNaN(date.getTime())) throw new UnreadableBillError("A row has a time that is not readable.");
  return date;
}
