import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { configOf, type Heard, type Outcome, openBank, type Reply } from "../bank.fixture";
import { wechatPay } from "../client";

const HEADER =
  "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
const PAID =
  "`2026-11-20 23:59:59,`wxd678efb567a96787,`1900007291,`0,`,`4200000000202611200000000001,`XT000001,`oX,`JSAPI,`SUCCESS,`OTHERS,`CNY,`98.00,`1.00,`0,`0,`0.00,`0.00,`,`,`星图会员, 一年,`,`0.59400,`0.60%,`99.00,`0.00,`";
const BACK =
  "`2026-11-20 12:00:00,`wxd678efb567a96787,`1900007291,`0,`,`4200000000202611190000000009,`XT000009,`oY,`MWEB,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`50200207182018070300011301001,`XTR1,`0.30,`0.00,`ORIGINAL,`PROCESSING,`积分,`,`-0.00200,`0.60%,`0.00,`0.30,`";
const TOTALS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
const BILL = `\ufeff${HEADER}\r\n${PAID}\r\n${BACK}\r\n${TOTALS}\r\n\`2,\`98.00,\`0.30,\`0.00,\`0.59200,\`99.00,\`0.30\r\n`;

const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");

/** A bank that offers a bill; `told` changes what the signed answer says, `sent` what the file is. */
async function fetchBill(
  { told = {}, sent = {} }: { told?: object | Outcome; sent?: Reply } = {},
  date = "2026-11-20",
) {
  const isReply = (one: object | string): one is Outcome => typeof one === "string" || "status" in one;
  await using bank = await openBank(({ target, headers }) =>
    target.startsWith("/v3/billdownload")
      ? { body: BILL, signature: "none", ...sent }
      : isReply(told)
        ? told
        : {
            body: {
              hash_type: "SHA1",
              hash_value: sha1(BILL),
              download_url: `http://${headers.host}/v3/billdownload/file?token=a%2Fb%3D&tartype=`,
              ...told,
            },
          },
  );
  const result = await wechatPay(configOf(bank.url))
    .tradeBill(date)
    .catch((error: unknown) => error);
  return { result, heard: bank.heard as Heard[] };
}

describe("the trade bill of a day", () => {
  it("is fetched with two signed requests and read row by row", async () => {
    const { result, heard } = await fetchBill();
    expect(heard).toMatchObject([
      { method: "GET", target: "/v3/bill/tradebill?bill_date=2026-11-20&bill_type=ALL", authorized: true },
      { method: "GET", target: "/v3/billdownload/file?token=a%2Fb%3D&tartype=", authorized: true },
    ]);
    expect(result).toEqual({
      state: "ready",
      sha1: sha1(BILL),
      rows: [
        {
          kind: "payment",
          transaction: {
            appid: "wxd678efb567a96787",
            mchid: "1900007291",
            outTradeNo: "XT000001",
            transactionId: "4200000000202611200000000001",
            state: "success",
            amountFen: 9900,
            currency: "CNY",
            payerOpenid: "oX",
            paidAt: new Date("2026-11-20T15:59:59Z"),
          },
        },
        {
          kind: "refund",
          outTradeNo: "XT000009",
          transactionId: "4200000000202611190000000009",
          refundId: "50200207182018070300011301001",
          outRefundNo: "XTR1",
          refundFen: 30,
          status: "processing",
        },
      ],
    });
  });

  it("is hashed uncompressed when the file comes compressed", async () => {
    const { result } = await fetchBill({ sent: { gzip: true } });
    expect(result).toMatchObject({ state: "ready", sha1: sha1(BILL) });
  });

  it("sends our signature to no other host than ours, whatever the answer names", async () => {
    const { result, heard } = await fetchBill({
      told: { download_url: "https://elsewhere.invalid/v3/billdownload/file?token=x" },
    });
    expect(result).toMatchObject({ state: "ready" });
    expect(heard[1]).toMatchObject({ target: "/v3/billdownload/file?token=x", authorized: true });
    const path = await fetchBill({ told: { download_url: "https://a.invalid//elsewhere.invalid/x" } });
    expect(path.result).toMatchObject({ name: "WechatPayError", trouble: "setup" });
    expect(path.heard).toHaveLength(1);
  });

  it.each([
    ["a byte is another", { sent: { body: BILL.replace("99.00", "98.00") } }, "unknown"],
    ["a hash of another kind is told", { told: { hash_type: "MD5" } }, "unknown"],
    ["the file does not come", { sent: { status: 500, body: "" } }, "unknown"],
    ["the announcement is not signed", { told: { status: 200, body: {}, signature: "none" } }, "unknown"],
  ] as const)("is not used when %s", async (_, changes, trouble) => {
    const { result } = await fetchBill(changes);
    expect(result).toMatchObject({ name: "WechatPayError", trouble });
  });

  it.each([
    ["columns that are not known", BILL.replace("订单金额,申请", "金额,申请")],
    ["fewer rows than it counts", BILL.replace("`2,`98", "`3,`98")],
    ["no summary", BILL.slice(0, BILL.indexOf("总交易单数"))],
    ["an amount that is none", BILL.replace("`99.00,`0.00,`\r", "`99.001,`0.00,`\r")],
    ["a state that is not known", BILL.replace("`SUCCESS,", "`constructor,")],
    ["a page", "<html></html>"],
  ])("with %s is for an operator to look at", async (_, body) => {
    const { result } = await fetchBill({ told: { hash_value: sha1(body) }, sent: { body } });
    expect(result).toMatchObject({ name: "WechatPayError", trouble: "setup", code: "" });
  });

  it("is empty on the signed word that there is none, and only on that", async () => {
    const none = { status: 404, body: { code: "NO_STATEMENT_EXIST", message: "账单文件不存在" } };
    expect((await fetchBill({ told: none })).result).toEqual({ state: "empty" });
    expect((await fetchBill({ told: { ...none, status: 400 } })).result).toEqual({ state: "empty" });
    expect((await fetchBill({ told: { ...none, signature: "none" } })).result).toMatchObject({
      trouble: "unknown",
    });
  });

  it("is not there yet while WeChat Pay makes it", async () => {
    const making = { status: 400, body: { code: "STATEMENT_CREATING", message: "账单生成中" } };
    expect((await fetchBill({ told: making })).result).toEqual({ state: "not_yet" });
    expect((await fetchBill({ told: { ...making, signature: "probe" } })).result).toMatchObject({
      trouble: "unknown",
    });
  });

  it("is of a day only", async () => {
    const { result, heard } = await fetchBill({}, "2026-11-20&bill_type=SUCCESS");
    expect(result).toMatchObject({ trouble: "setup" });
    expect(heard).toHaveLength(0);
  });
});
