import { describe, expect, it } from "vitest";
import { closedUrl, configOf, OPENID, type Outcome, openBank, type Reply } from "./bank.fixture";
import { wechatPay } from "./client";
import type { PayConfig } from "./config";
import { WechatPayError } from "./words";

const BODY = `{"out_trade_no":"XT000001","payer":{"openid":"${OPENID}"}}`;
const REFUND = '{"out_refund_no":"XTR000001"}';

/** What a call says when WeChat Pay answers so, and how often it was asked. */
async function outcomeOf(
  outcome: Outcome | ((count: number) => Outcome),
  call: "prepay" | "query" | "close" | "refund" | "queryRefund",
  changes: Partial<PayConfig> = {},
) {
  await using bank = await openBank((_, count) => (typeof outcome === "function" ? outcome(count) : outcome));
  const pay = wechatPay(configOf(bank.url, changes));
  const error = await {
    prepay: () => pay.prepay("jsapi", BODY),
    query: () => pay.query("XT000001"),
    close: () => pay.close("XT000001"),
    refund: () => pay.refund(REFUND),
    queryRefund: () => pay.queryRefund("XTR000001"),
  }
    [call]()
    .catch((caught: unknown) => caught);
  const asked = bank.heard.filter(({ target }) => target !== "/v3/certificates").length;
  if (!(error instanceof WechatPayError))
    return { trouble: "none", code: "", detail: "", message: "", asked };
  const { trouble, code, detail, message, requestId } = error;
  return { trouble, code, detail, message, requestId, asked };
}

const refusal = (status: number, code: string, more: Partial<Reply> = {}): Reply => ({
  status,
  body: { code, message: "出错了" },
  ...more,
});

describe("what WeChat Pay's codes mean", () => {
  it.each([
    [400, "ORDERPAID", "paid"],
    [400, "ORDER_PAID", "paid"],
    [400, "ORDER_CLOSED", "closed"],
    [400, "ORDERCLOSED", "closed"],
    [404, "ORDER_NOT_EXIST", "missing"],
    [404, "ORDERNOTEXIST", "missing"],
    [403, "OUT_TRADE_NO_USED", "unknown"],
    [429, "FREQUENCY_LIMITED", "busy"],
    [429, "RATELIMIT_EXCEEDED", "busy"],
    [202, "USERPAYING", "busy"],
    [403, "RULE_LIMIT", "refused"],
    [403, "TRADE_ERROR", "refused"],
    [403, "ACCOUNTERROR", "refused"],
    [403, "NOTENOUGH", "refused"],
    [400, "INVALID_REQUEST", "setup"],
    [400, "PARAM_ERROR", "setup"],
    [401, "SIGN_ERROR", "setup"],
    [400, "APPID_MCHID_NOT_MATCH", "setup"],
    [400, "MCH_NOT_EXISTS", "setup"],
    [403, "NO_AUTH", "setup"],
    [500, "OPENID_MISMATCH", "setup"],
    [500, "SYSTEM_ERROR", "unknown"],
    [500, "BANKERROR", "unknown"],
    [502, "SOMETHING_NEW", "unknown"],
    [400, "SOMETHING_NEW", "setup"],
    [429, "SOMETHING_NEW", "busy"],
  ] as const)("a signed %i %s of an order is %s", async (status, code, trouble) => {
    const said = await outcomeOf(refusal(status, code), "prepay");
    expect(said).toEqual({
      trouble,
      code: code.replaceAll("_", ""),
      detail: "出错了",
      message: `${trouble} ${code.replaceAll("_", "")}: 出错了`,
      requestId: "08F6-268498688",
      asked: 1,
    });
  });

  it.each([
    [403, "NOT_ENOUGH", "setup"],
    [403, "USER_ACCOUNT_ABNORMAL", "refused"],
    [403, "REQUEST_BLOCKED", "refused"],
    [404, "RESOURCE_NOT_EXISTS", "missing"],
    [404, "REFUND_NOT_EXISTS", "missing"],
    [400, "INVALID_REQUEST", "refused"],
    [500, "BIZ_ERR_NEED_RETRY", "unknown"],
    [429, "FREQUENCY_LIMITED", "busy"],
  ] as const)("a signed %i %s of a refund is %s", async (status, code, trouble) => {
    expect(await outcomeOf(refusal(status, code), "refund")).toMatchObject({ trouble, asked: 1 });
  });
});

describe("answers without a signature", () => {
  it.each([
    ["ORDERPAID", 400],
    ["ORDER_CLOSED", 400],
    ["ORDER_NOT_EXIST", 404],
    ["RULE_LIMIT", 403],
    ["TRADE_ERROR", 403],
  ])("%s ends nothing: the outcome is unknown, and the code is kept for people", async (code, status) => {
    for (const call of ["prepay", "query", "close"] as const) {
      const said = await outcomeOf(refusal(status, code, { signature: "none" }), call);
      expect(said).toMatchObject({ trouble: "unknown", code: code.replaceAll("_", ""), asked: 1 });
    }
  });

  it.each([
    ["SIGN_ERROR", 401, "setup"],
    ["FREQUENCY_LIMITED", 429, "busy"],
  ])("%s concludes nothing about money, so it is believed", async (code, status, trouble) => {
    expect(await outcomeOf(refusal(status, code, { signature: "none" }), "prepay")).toMatchObject({
      trouble,
    });
  });

  it.each([
    [502, "<html>Bad gateway</html>", "unknown"],
    [404, "not found", "unknown"],
    [403, "", "unknown"],
    [301, "", "unknown"],
    [429, "slow down", "busy"],
  ])("a page with status %i by somebody in between is %s%s", async (status, body, trouble) => {
    const said = await outcomeOf({ status, body, signature: "none" }, "query");
    expect(said).toMatchObject({ trouble, code: "" });
    expect(said.detail).toContain(String(status));
  });

  it("a success is not believed", async () => {
    const said = await outcomeOf({ body: { prepay_id: "wx1" }, signature: "none" }, "prepay");
    expect(said).toMatchObject({ trouble: "unknown", code: "", asked: 1 });
  });
});

describe("answers with a signature that does not hold", () => {
  it.each([
    ["wrong", /does not hold/],
    ["probe", /does not hold/],
    ["no-nonce", /does not hold/],
    ["old", /five minutes/],
  ] as const)(
    "%s: neither success nor refusal is believed, and an order is not sent again",
    async (signature, detail) => {
      for (const reply of [
        { body: { prepay_id: "wx1" } },
        refusal(400, "ORDERPAID"),
        refusal(429, "FREQUENCYLIMITED"),
      ]) {
        const said = await outcomeOf({ ...reply, signature }, "prepay");
        expect(said).toMatchObject({ trouble: "unknown", code: "", asked: 1 });
        expect(said.detail).toMatch(detail);
      }
    },
  );

  it("a public key of another id is not known, although the signature is right", async () => {
    const said = await outcomeOf({ body: { prepay_id: "wx1" }, serial: "PUB_KEY_ID_99" }, "prepay");
    expect(said).toMatchObject({ trouble: "unknown", code: "", asked: 1 });
    expect(said.detail).toMatch(/not known here/);
  });

  it("a probe on a query or on closing is asked once more, and the right answer counts", async () => {
    const order = { appid: "wx1", mchid: "1", out_trade_no: "XT000001", trade_state: "NOTPAY" };
    const once = (reply: Reply) => (count: number) =>
      count === 1 ? { ...reply, signature: "probe" as const } : reply;
    expect(await outcomeOf(once({ body: order }), "query")).toMatchObject({ trouble: "none", asked: 2 });
    expect(await outcomeOf(once({ status: 204 }), "close")).toMatchObject({ trouble: "none", asked: 2 });
    expect(await outcomeOf(once(refusal(404, "ORDER_NOT_EXIST")), "query")).toMatchObject({
      trouble: "missing",
      asked: 2,
    });
    expect(await outcomeOf({ status: 204, signature: "wrong" }, "close")).toMatchObject({
      trouble: "unknown",
      asked: 2,
    });
  });
});

describe("calls without an answer", () => {
  it("a cut connection after an order or a refund is unknown and never repeated", async () => {
    for (const call of ["prepay", "refund"] as const)
      expect(await outcomeOf("cut", call)).toMatchObject({ trouble: "unknown", code: "", asked: 1 });
  });

  it("a cut connection on a query is asked once more", async () => {
    expect(await outcomeOf("cut", "queryRefund")).toMatchObject({ trouble: "unknown", asked: 2 });
    const closed = await outcomeOf((count) => (count === 1 ? "cut" : { status: 204 }), "close");
    expect(closed).toMatchObject({ trouble: "none", asked: 2 });
  });

  it("a server that hangs is left after the time-out, with nothing concluded and nothing repeated", async () => {
    for (const call of ["prepay", "query"] as const) {
      const said = await outcomeOf("hang", call, { timeoutMs: 100 });
      expect(said).toMatchObject({ trouble: "unknown", code: "", asked: 1 });
      expect(said.detail).toMatch(/in time/);
    }
  });

  it("a 500 after an order may have been a success: unknown, also for an order that hangs on the backup", async () => {
    await using bank = await openBank(() => refusal(500, "SYSTEM_ERROR"));
    const pay = wechatPay(configOf(await closedUrl(), { backupUrl: bank.url }));
    await expect(pay.prepay("native", BODY)).rejects.toMatchObject({
      trouble: "unknown",
      code: "SYSTEMERROR",
    });
    expect(bank.heard).toHaveLength(1);
  });

  it("the backup is not asked after a cut connection: the order may have been taken", async () => {
    await using backup = await openBank(() => ({ body: { prepay_id: "wx1" } }));
    expect(await outcomeOf("cut", "prepay", { backupUrl: backup.url })).toMatchObject({ trouble: "unknown" });
    expect(backup.heard).toHaveLength(0);
  });

  it("nobody there is unknown", async () => {
    const pay = wechatPay(configOf(await closedUrl()));
    await expect(pay.query("XT000001")).rejects.toMatchObject({ trouble: "unknown", code: "" });
  });

  it("an answer without an end in sight is given up", async () => {
    const said = await outcomeOf({ body: "x".repeat(3 * 1024 * 1024) }, "prepay");
    expect(said).toMatchObject({ trouble: "unknown", asked: 1 });
  });
});

it("what a refusal repeats of our request does not get into its text", async () => {
  const reply: Reply = {
    status: 400,
    body: {
      code: "PARAM_ERROR",
      message: `参数错误 openid=${OPENID}\n请检查`,
      detail: { field: "/payer/openid", value: OPENID, sign_information: { truncated_sign_message: BODY } },
    },
  };
  const said = await outcomeOf(reply, "prepay");
  expect(said.trouble).toBe("setup");
  expect(said.message).toContain("参数错误");
  expect(JSON.stringify(said)).not.toContain(OPENID);
});
