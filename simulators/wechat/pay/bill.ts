import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { businessDay, startOfBusinessDay } from "@/lib/platform/time";
import type { SimRequest } from "@/simulators/kit/server";
import { billTime, dayDigits, hourInShanghai } from "@/simulators/wechat/clock";
import { digits, hex } from "@/simulators/wechat/crypto/random";
import type { SimOrder, SimRefund } from "@/simulators/wechat/desk";
import { takeFault } from "@/simulators/wechat/faults";
import type { World } from "@/simulators/wechat/world";
import { aboutOrder } from "./order-state";
import { type PayAnswer, refuseField, refusePay } from "./refusals";

const DAY_MS = 86_400_000;
const FROM_HOUR = 10;
const OLDEST_DAYS = 92;
const LINK_LIFE_MS = 5 * 60_000;
/** Per mille of the amount. */
const FEE_PER_MILLE = 6;

const HEADER =
  "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
const SUMMARY =
  "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";

/** One line of the bill; a payment has no refund. */
interface Row {
  at: Date;
  order: SimOrder;
  refund: SimRefund | null;
}

const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;

/** Fee with five decimals, as the bill writes it; refunds give theirs back. */
const fee = (fen: number): string => {
  const micro = fen * FEE_PER_MILLE;
  return `${micro < 0 ? "-" : ""}${Math.floor(Math.abs(micro) / 100_000)}.${String(Math.abs(micro) % 100_000).padStart(5, "0")}`;
};

const line = (values: readonly string[]): string => values.map((value) => `\`${value}`).join(",");

/** GET /v3/bill/tradebill: where the file of a complete day lies for five minutes, and its SHA-1. */
export function tradeBill(world: World, request: SimRequest): PayAnswer {
  const { query } = request;
  const wrong = (field: string, issue: string) =>
    refuseField({ field, value: query.get(field) ?? "", issue }, "query");
  const unknown = [...query.keys()].find((name) => !["bill_date", "bill_type", "tar_type"].includes(name));
  if (unknown) return wrong(unknown, "unknown field");
  const date = query.get("bill_date") ?? "";
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !Number.isFinite(startOfBusinessDay(date).getTime()))
    return wrong("bill_date", "must be YYYY-MM-DD");
  if ((query.get("bill_type") ?? "ALL") !== "ALL") return wrong("bill_type", "the simulator has ALL only");
  if (query.has("tar_type") && query.get("tar_type") !== "GZIP") return wrong("tar_type", "must be GZIP");

  if (!takeFault(world, "bill_early", [date])) {
    const now = world.now();
    if (date >= businessDay(now)) return wrong("bill_date", "账单日期不能晚于昨日");
    if (startOfBusinessDay(date).getTime() < now.getTime() - OLDEST_DAYS * DAY_MS)
      return wrong("bill_date", "is too long ago");
    const isYesterday = date === businessDay(new Date(now.getTime() - DAY_MS));
    if (isYesterday && hourInShanghai(now) < FROM_HOUR) return creating();
  }
  if (takeFault(world, "bill_not_ready", [date])) return creating();
  const rows = withFaults(world, rowsOf(world, date), date);
  if (rows.length === 0) return refusePay("NO_STATEMENT_EXIST", "账单文件不存在");
  const csv = Buffer.from(csvOf(world, rows));
  const token = hex(64);
  const bytes = query.has("tar_type") ? gzipSync(csv) : csv;
  world.bills.set(token, { bytes, expiresAt: world.now().getTime() + LINK_LIFE_MS });
  return {
    status: 200,
    body: {
      hash_type: "SHA1",
      hash_value: createHash("sha1").update(csv).digest("hex"),
      download_url: `${request.origin}/v3/billdownload/file?token=${token}`,
    },
  };
}

const creating = () => refusePay("STATEMENT_CREATING", "账单生成中，请稍后再试");

/** GET /v3/billdownload/file: the bytes, without a signature. */
export function downloadBill(world: World, { query }: SimRequest): PayAnswer {
  const bill = world.bills.get(query.get("token") ?? "");
  if (!bill || bill.expiresAt <= world.now().getTime())
    return refusePay("INVALID_REQUEST", "账单下载地址已失效");
  return { status: 200, file: bill.bytes };
}

function rowsOf(world: World, date: string): Row[] {
  const rows: Row[] = [];
  for (const order of world.orders.values()) {
    if (order.paidAt && businessDay(order.paidAt) === date)
      rows.push({ at: order.paidAt, order, refund: null });
    for (const refund of order.refunds)
      if (businessDay(refund.createdAt) === date) rows.push({ at: refund.createdAt, order, refund });
  }
  return rows.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function withFaults(world: World, rows: Row[], date: string): Row[] {
  const kept = rows.filter(
    ({ order, refund }) => refund || !takeFault(world, "bill_missing_row", aboutOrder(order)),
  );
  const extra = takeFault(world, "bill_extra_row", [date, ...rows.flatMap(({ order }) => aboutOrder(order))]);
  return extra ? [...kept, strangeRow(world, date, extra.argument)] : kept;
}

/** A payment that nobody made here; the fault's argument may give its number. */
function strangeRow(world: World, date: string, outTradeNo: string): Row {
  const at = new Date(startOfBusinessDay(date).getTime() + DAY_MS / 2);
  const order: SimOrder = {
    tradeType: "NATIVE",
    outTradeNo: outTradeNo || `STRANGE${digits(12)}`,
    appid: world.appid,
    description: "未知订单",
    totalFen: 1_234,
    openid: null,
    notifyUrl: "",
    attach: null,
    expiresAt: at,
    body: "",
    prepaid: "",
    prepaidAt: at,
    state: "SUCCESS",
    transactionId: `4200${digits(6)}${dayDigits(at)}${digits(10)}`,
    payerOpenid: [...world.people.keys()][0] ?? null,
    paidAt: at,
    refunds: [],
  };
  return { at, order, refund: null };
}

function csvOf(world: World, rows: readonly Row[]): string {
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  const paid = sum(({ order, refund }) => (refund ? 0 : order.totalFen));
  const refunded = sum(({ refund }) => refund?.refundFen ?? 0);
  const totals = [
    String(rows.length),
    yuan(paid),
    yuan(refunded),
    "0.00",
    fee(paid - refunded),
    yuan(paid),
    yuan(refunded),
  ];
  const lines = [HEADER, ...rows.map((row) => line(valuesOf(world, row))), SUMMARY, line(totals)];
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function valuesOf(world: World, { at, order, refund }: Row): string[] {
  const paid = yuan(refund ? 0 : order.totalFen);
  const back = yuan(refund?.refundFen ?? 0);
  return [
    billTime(at),
    order.appid,
    world.mchid,
    "0",
    "",
    order.transactionId ?? "",
    order.outTradeNo,
    order.payerOpenid ?? "",
    order.tradeType,
    refund ? "REFUND" : "SUCCESS",
    "OTHERS",
    "CNY",
    paid,
    "0.00",
    refund?.refundId ?? "0",
    refund?.outRefundNo ?? "0",
    back,
    "0.00",
    refund ? "ORIGINAL" : "",
    refund?.status ?? "",
    order.description.replaceAll(/[\r\n]/g, " "),
    order.attach ?? "",
    fee(refund ? -refund.refundFen : order.totalFen),
    "0.60%",
    paid,
    back,
    "",
  ];
}
