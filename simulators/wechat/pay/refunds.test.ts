import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Json, LI_LEI, order, pay, query, refund, startWechat } from "@/simulators/wechat/calls.fixture";
import type { WechatSimulator } from "@/simulators/wechat/server";

let sim: WechatSimulator;
const NUMBER = "XT20261121000002";
beforeEach(async () => {
  sim = await startWechat();
  await order(sim, NUMBER);
  await sim.phone.pay(LI_LEI, NUMBER);
});
afterEach(() => sim.close());

const MINUTE = 60_000;
const back = (fen: number, more: Json = {}): Json => ({
  out_trade_no: NUMBER,
  reason: "退款",
  amount: { refund: fen, total: 9_900, currency: "CNY" },
  ...more,
});
const ask = (outRefundNo: string) => pay(sim, { target: `/v3/refund/domestic/refunds/${outRefundNo}` });

it("is accepted first and ends later, and the order says REFUND at once", async () => {
  const { status, json } = await refund(sim, "R1", back(100));
  expect([status, json.status]).toEqual([200, "PROCESSING"]);
  expect(json.refund_id).toMatch(/^50\d{26}$/);
  expect(json).not.toHaveProperty("success_time");
  expect((await query(sim, NUMBER)).json).toMatchObject({
    trade_state: "REFUND",
    payer: { openid: LI_LEI },
    amount: { total: 9_900 },
  });
  sim.advance(3_000);
  await vi.waitFor(async () => expect((await ask("R1")).json.status).toBe("SUCCESS"));
  expect((await ask("R1")).json).toMatchObject({
    refund_id: json.refund_id,
    out_trade_no: NUMBER,
    amount: { total: 9_900, refund: 100, payer_refund: 100, currency: "CNY" },
  });
  expect((await ask("UNKNOWN")).status).toBe(404);
});

it("is the same refund for the same number and bytes, and refused for others", async () => {
  const first = await refund(sim, "R1", back(100));
  expect((await refund(sim, "R1", back(100))).json.refund_id).toBe(first.json.refund_id);
  expect((await refund(sim, "R1", back(101))).json.code).toBe("INVALID_REQUEST");
  expect(sim.desk.orders.get(NUMBER)?.refunds).toHaveLength(1);
});

it("gives back parts a minute apart until nothing is left", async () => {
  await refund(sim, "R1", back(9_000));
  expect(await refund(sim, "R2", back(900))).toMatchObject({ status: 429 });
  sim.advance(MINUTE);
  expect((await refund(sim, "R3", back(901))).json.code).toBe("INVALID_REQUEST");
  expect((await refund(sim, "R2", back(900))).status).toBe(200);
  sim.advance(MINUTE);
  expect((await refund(sim, "R4", back(1))).json.code).toBe("INVALID_REQUEST");
});

it("gives back fifty parts at most", async () => {
  const statuses: number[] = [];
  for (let part = 1; part <= 51; part += 1) {
    statuses.push((await refund(sim, `PART${part}`, back(1))).status);
    sim.advance(MINUTE);
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(50);
  expect(statuses.at(-1)).toBe(400);
});

it("finds the order by WeChat Pay's number as well, within a year", async () => {
  const transaction_id = sim.desk.orders.get(NUMBER)?.transactionId;
  const byId = back(1, { out_trade_no: undefined, transaction_id });
  expect((await refund(sim, "R1", byId)).status).toBe(200);
  sim.advance(366 * 86_400_000);
  expect((await refund(sim, "R2", back(1))).json.code).toBe("INVALID_REQUEST");
});

it("ends abnormally, closed or slowly where a fault asks for it", async () => {
  const ends = async (name: string, outRefundNo: string, argument = "") => {
    sim.desk.faults.push({ name, match: outRefundNo, times: 1, argument });
    expect((await refund(sim, outRefundNo, back(9_000))).status).toBe(200);
    sim.advance(3_000);
    await vi.waitFor(async () => expect((await ask(outRefundNo)).json.status).not.toBe("PROCESSING"));
    sim.advance(MINUTE);
    return (await ask(outRefundNo)).json.status;
  };
  expect(await ends("refund_closed", "RCLOSED")).toBe("CLOSED");
  // What was closed can be given back again.
  expect(await ends("refund_abnormal", "RABNORMAL")).toBe("ABNORMAL");
  sim.desk.faults.push({ name: "refund_slow", match: "RSLOW", times: 1, argument: `${10 * MINUTE}` });
  await refund(sim, "RSLOW", back(100));
  sim.advance(9 * MINUTE);
  expect((await ask("RSLOW")).json.status).toBe("PROCESSING");
  sim.advance(MINUTE);
  await vi.waitFor(async () => expect((await ask("RSLOW")).json.status).toBe("SUCCESS"));
});
