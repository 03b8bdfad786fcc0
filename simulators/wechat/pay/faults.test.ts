import { afterEach, beforeEach, expect, it } from "vitest";
import { LI_LEI, order, orderBody, pay, query, refund, startWechat } from "@/simulators/wechat/calls.fixture";
import type { WechatSimulator } from "@/simulators/wechat/server";

let sim: WechatSimulator;
beforeEach(async () => {
  sim = await startWechat({ speed: 1_000 });
});
afterEach(() => sim.close());

const NUMBER = "XT20261121000003";
const ask = (name: string, more: { match?: string; times?: number; argument?: string } = {}) =>
  sim.desk.faults.push({ name, match: "", times: 1, argument: "", ...more });

it("loses the reply to an order that exists", async () => {
  ask("lost_reply", { match: NUMBER });
  await expect(order(sim, NUMBER)).rejects.toThrow();
  expect((await query(sim, NUMBER)).json.trade_state).toBe("NOTPAY");
  expect((await order(sim, NUMBER)).status).toBe(200);
});

it("loses the reply to a refund that was accepted", async () => {
  await order(sim, NUMBER);
  await sim.phone.pay(LI_LEI, NUMBER);
  ask("lost_reply", { match: "R1" });
  const body = { out_trade_no: NUMBER, amount: { refund: 1, total: 9_900, currency: "CNY" } };
  await expect(refund(sim, "R1", body)).rejects.toThrow();
  expect(sim.desk.orders.get(NUMBER)?.refunds).toHaveLength(1);
  expect((await refund(sim, "R1", body)).status).toBe(200);
  expect(sim.desk.orders.get(NUMBER)?.refunds).toHaveLength(1);
});

it("answers 500 to an order that exists", async () => {
  ask("error_500_after_success");
  expect(await order(sim, NUMBER)).toMatchObject({
    status: 500,
    isSigned: true,
    json: { code: "SYSTEM_ERROR" },
  });
  expect(sim.desk.orders.has(NUMBER)).toBe(true);
});

it("answers 429 and does nothing", async () => {
  ask("rate_limited_429");
  expect(await order(sim, NUMBER)).toMatchObject({ status: 429, json: { code: "FREQUENCY_LIMITED" } });
  expect(sim.desk.orders.has(NUMBER)).toBe(false);
});

it("answers an error of one's choice without a signature, and does nothing", async () => {
  await order(sim, NUMBER);
  ask("unsigned_error");
  ask("unsigned_error", { argument: "ORDER_NOT_EXIST" });
  const [first, second, third] = [
    await query(sim, NUMBER),
    await query(sim, NUMBER),
    await query(sim, NUMBER),
  ];
  expect([first.status, first.isSigned]).toEqual([500, false]);
  expect([second.status, second.json.code, second.isSigned]).toEqual([404, "ORDER_NOT_EXIST", false]);
  expect([third.status, third.isSigned]).toEqual([200, true]);
});

it("signs wrongly, with a probe, long ago or by a stranger, once", async () => {
  await order(sim, NUMBER);
  for (const name of ["wrong_signature", "signtest", "old_timestamp", "other_serial"]) {
    ask(name);
    const [first, second] = [await query(sim, NUMBER), await query(sim, NUMBER)];
    expect([name, first.status, second.isSigned]).toEqual([name, 200, true]);
    const signature = first.headers.get("wechatpay-signature") ?? "";
    const age = Date.now() / 1000 - Number(first.headers.get("wechatpay-timestamp"));
    expect([
      name,
      signature.startsWith("WECHATPAY/SIGNTEST/"),
      age > 300,
      first.headers.get("wechatpay-serial") === sim.desk.publicKeyId,
    ]).toEqual([name, name === "signtest", name === "old_timestamp", name !== "other_serial"]);
    // An old reply is signed rightly: only its age betrays it.
    expect([name, first.isSigned]).toEqual([name, name === "old_timestamp"]);
  }
});

it("never answers", async () => {
  ask("hang", { match: NUMBER });
  const waiting = pay(sim, { target: "/v3/pay/transactions/jsapi", body: orderBody(sim.desk, NUMBER) });
  const first = await Promise.race([waiting.catch(() => "cut"), query(sim, "OTHER00001")]);
  expect(first).toMatchObject({ status: 404 });
  expect(sim.desk.orders.has(NUMBER)).toBe(false);
  await sim.close();
  await expect(waiting).rejects.toThrow();
  sim = await startWechat();
});

it("strikes what it names, as often as it is asked to", async () => {
  ask("rate_limited_429", { match: "会员", times: 2 });
  expect((await query(sim, NUMBER)).status).toBe(404);
  expect((await order(sim, NUMBER)).status).toBe(429);
  expect((await order(sim, NUMBER)).status).toBe(429);
  expect((await order(sim, NUMBER)).status).toBe(200);
});
