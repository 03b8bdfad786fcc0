import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SimOutcome, SimRequest } from "@/simulators/kit/server";
import {
  type Json,
  LI_LEI,
  type Merchant,
  order,
  query,
  refund,
  startMerchant,
  startWechat,
} from "@/simulators/wechat/calls.fixture";
import { unseal } from "@/simulators/wechat/crypto/sealed";
import { publicKeyOf, replyText, verifyText } from "@/simulators/wechat/crypto/signatures";
import type { WechatSimulator } from "@/simulators/wechat/server";
import type { World } from "@/simulators/wechat/world";
import { retryWaitsMs } from "./notices";

let sim: WechatSimulator;
let merchant: Merchant;
let answer: (request: SimRequest, index: number) => SimOutcome;
const accepted = { status: 200, body: "" };
const NUMBER = "XT20261121000004";
beforeEach(async () => {
  answer = () => accepted;
  sim = await startWechat({ speed: 10_000 });
  merchant = await startMerchant((request, index) => answer(request, index));
});
afterEach(async () => {
  await sim.close();
  await merchant.close();
});

/** A simulator in WeChat's own time, which only `advance` makes pass. */
const inOwnTime = async () => {
  await sim.close();
  sim = await startWechat();
};
/** Time for whatever might still be sent. */
const aWhile = async () => {
  for (const _ of [1, 2, 3]) await query(sim, NUMBER);
};
const ask = (name: string, argument = "", times = 1) =>
  sim.desk.faults.push({ name, match: "", times, argument });
const payNow = async () => {
  await order(sim, NUMBER, { notify_url: `${merchant.url}/notify` });
  await sim.phone.pay(LI_LEI, NUMBER);
};
const giveBack = () =>
  refund(sim, "R1", {
    out_trade_no: NUMBER,
    notify_url: `${merchant.url}/refund`,
    amount: { refund: 100, total: 9_900, currency: "CNY" },
  });
const deliveries = async (count: number) => {
  await vi.waitFor(() => expect(sim.deliveries).toHaveLength(count), { timeout: 10_000 });
  return [...sim.deliveries];
};

interface Read extends Json {
  event_type: string;
  id: string;
  plain: Json;
}
function read({ body }: SimRequest): Read {
  const notice = JSON.parse(body.toString()) as Json & { resource: Parameters<typeof unseal>[0] };
  const plain = JSON.parse(unseal(notice.resource, sim.desk.apiV3Key)) as Json;
  return { ...notice, plain } as unknown as Read; // a notice as it came, with its words beside it
}
const isSigned = ({ headers, body }: SimRequest): boolean => {
  const serial = headers.get("wechatpay-serial");
  const pem = {
    [sim.desk.publicKeyId]: sim.desk.platformPublicKey,
    [(sim.desk as World).certificate.serial]: (sim.desk as World).certificate.pem,
  }[serial ?? ""];
  const timestamp = headers.get("wechatpay-timestamp") ?? "";
  const text = replyText({ timestamp, nonce: headers.get("wechatpay-nonce") ?? "", body: body.toString() });
  const signature = headers.get("wechatpay-signature") ?? "";
  const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;
  return pem !== undefined && isFresh && verifyText(text, signature, publicKeyOf(pem));
};

describe("a payment", () => {
  it("is told once, sealed and signed, when the answer is 200 or 204", async () => {
    answer = () => ({ status: 204 });
    await payNow();
    await deliveries(1);
    const [request] = merchant.received;
    const notice = request && read(request);
    expect(request && isSigned(request)).toBe(true);
    expect(request?.headers.get("wechatpay-signature-type")).toBe("WECHATPAY2-SHA256-RSA2048");
    expect(notice).toMatchObject({
      event_type: "TRANSACTION.SUCCESS",
      resource_type: "encrypt-resource",
      summary: "支付成功",
      resource: {
        original_type: "transaction",
        algorithm: "AEAD_AES_256_GCM",
        associated_data: "transaction",
      },
    });
    expect(notice?.id).toMatch(/^EV-\d{18}$/);
    expect(notice?.plain).toMatchObject({
      appid: sim.desk.appid,
      mchid: sim.desk.mchid,
      out_trade_no: NUMBER,
      trade_state: "SUCCESS",
      payer: { openid: LI_LEI },
      amount: { total: 9_900, currency: "CNY" },
    });
  });

  it("counts as told by the status, whatever the body says", async () => {
    answer = () => ({ status: 200, body: { code: "FAIL", message: "失败" } });
    await payNow();
    const [delivery] = await deliveries(1);
    expect(delivery).toMatchObject({ kind: "payment", about: NUMBER, status: 200, accepted: true });
  });

  it("is told fifteen more times over 24 hours and four minutes, then never again", async () => {
    await inOwnTime();
    answer = () => ({ status: 500, body: "" });
    expect(retryWaitsMs).toHaveLength(15);
    expect(retryWaitsMs.reduce((sum, wait) => sum + wait)).toBe((24 * 60 + 4) * 60_000);
    await payNow();
    await deliveries(1);
    for (let told = 2; told <= 16; told += 1) {
      sim.advance(6 * 3_600_000);
      await deliveries(told);
    }
    sim.advance(24 * 3_600_000);
    await aWhile();
    await deliveries(16);
    expect(new Set(merchant.received.map((request) => request.body.toString())).size).toBe(1);
    expect(new Set(merchant.received.map(({ headers }) => headers.get("wechatpay-nonce"))).size).toBe(16);
  });

  it("is told until somebody is there", async () => {
    answer = (_, index) => (index < 2 ? { status: index === 0 ? 401 : 302, body: "" } : accepted);
    await payNow();
    expect((await deliveries(3)).map(({ status }) => status)).toEqual([401, 302, 200]);
  });

  it("is signed with the certificate where the console says so", async () => {
    sim.console({ signWith: "certificate" });
    await payNow();
    await deliveries(1);
    const [request] = merchant.received;
    expect(request?.headers.get("wechatpay-serial")).toBe((sim.desk as World).certificate.serial);
    expect(request && isSigned(request)).toBe(true);
  });
});

describe("a refund", () => {
  it.each([
    ["", "SUCCESS"],
    ["refund_abnormal", "ABNORMAL"],
    ["refund_closed", "CLOSED"],
  ])("with the fault '%s' is told as %s", async (fault, status) => {
    if (fault) ask(fault);
    await payNow();
    await giveBack();
    await deliveries(2);
    const notice = merchant.received.map(read).find(({ event_type }) => event_type.startsWith("REFUND"));
    expect(notice?.event_type).toBe(`REFUND.${status}`);
    expect(notice?.plain).toMatchObject({
      mchid: sim.desk.mchid,
      out_trade_no: NUMBER,
      out_refund_no: "R1",
      refund_status: status,
      amount: { total: 9_900, refund: 100, payer_total: 9_900, payer_refund: 100 },
    });
    expect("success_time" in (notice?.plain ?? {})).toBe(status === "SUCCESS");
  });

  it("is told before its payment where a fault asks for it", async () => {
    ask("refund_notice_first");
    await payNow();
    await giveBack();
    await deliveries(2);
    expect(merchant.received.map((request) => read(request).event_type)).toEqual([
      "REFUND.SUCCESS",
      "TRANSACTION.SUCCESS",
    ]);
  });
});

describe("faults", () => {
  it("lose a notice for good", async () => {
    ask("notice_lost");
    await payNow();
    expect(await deliveries(1)).toMatchObject([{ status: 0, accepted: false, faults: ["notice_lost"] }]);
    sim.advance(48 * 3_600_000);
    await aWhile();
    expect(merchant.received).toHaveLength(0);
  });

  it("hold a notice back for a while", async () => {
    await inOwnTime();
    ask("notice_late", String(10 * 3_600_000));
    await payNow();
    await aWhile();
    expect(sim.deliveries).toHaveLength(0);
    sim.advance(10 * 3_600_000);
    await deliveries(1);
  });

  it.each(["notice_duplicate", "notice_concurrent"])("send the same notice again (%s)", async (name) => {
    ask(name, "4");
    await payNow();
    const all = await deliveries(name === "notice_duplicate" ? 5 : 4);
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(new Set(merchant.received.map(({ body }) => body.toString())).size).toBe(1);
  });

  it.each<[string, (plain: Json) => unknown]>([
    ["notice_altered_amount", (plain) => (plain.amount as Json).total !== 9_900],
    ["notice_foreign_merchant", ({ mchid }) => mchid !== sim.desk.mchid],
    ["notice_foreign_app", ({ appid }) => appid !== sim.desk.appid],
  ])("send a falsified notice with a right signature first (%s)", async (name, isFalse) => {
    ask(name);
    await payNow();
    const all = await deliveries(2);
    const [first, second] = merchant.received.map(read);
    expect(merchant.received.every(isSigned)).toBe(true);
    expect([first && isFalse(first.plain), second && isFalse(second.plain)]).toEqual([true, false]);
    expect(first?.id).not.toBe(second?.id);
    expect(all.map(({ faults }) => faults)).toEqual([[name], []]);
  });

  it("may leave it at the falsified one", async () => {
    ask("notice_altered_amount", "only");
    answer = () => ({ status: 500, body: "" });
    await payNow();
    await deliveries(1);
    sim.advance(48 * 3_600_000);
    await aWhile();
    expect(merchant.received).toHaveLength(1);
  });

  it.each(["notice_wrong_signature", "signtest", "old_timestamp", "other_serial"])(
    "sign the first attempt so that it must be refused, and the next one rightly (%s)",
    async (name) => {
      ask(name, name === "notice_wrong_signature" ? "" : "notice");
      answer = (request) => (isSigned(request) ? accepted : { status: 401, body: "" });
      await payNow();
      expect((await deliveries(2)).map(({ status, faults }) => [status, faults])).toEqual([
        [401, [name]],
        [200, []],
      ]);
    },
  );
});
