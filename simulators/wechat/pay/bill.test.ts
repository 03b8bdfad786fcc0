import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { businessDay, startOfBusinessDay } from "@/lib/platform/time";
import { LI_LEI, order, pay, refund, startWechat } from "@/simulators/wechat/calls.fixture";
import type { WechatSimulator } from "@/simulators/wechat/server";

let sim: WechatSimulator;
/** The day on which everything was paid. */
let day = "";
const HOUR = 3_600_000;
beforeEach(async () => {
  sim = await startWechat({ speed: 1_000 });
  const tomorrow = businessDay(new Date(Date.now() + 24 * HOUR));
  sim.advance(startOfBusinessDay(tomorrow).getTime() + 12 * HOUR - Date.now());
  day = businessDay(sim.desk.now());
});
afterEach(() => sim.close());

const bill = (date = day, more = "") =>
  pay(sim, { target: `/v3/bill/tradebill?bill_date=${date}&bill_type=ALL${more}` });
const paid = async (outTradeNo: string, total: number) => {
  await order(sim, outTradeNo, { amount: { total, currency: "CNY" } });
  await sim.phone.pay(LI_LEI, outTradeNo);
};
/** To the given hour of the day after. */
const nextDayAt = (hour: number) => {
  const end = startOfBusinessDay(day).getTime() + (24 + hour) * HOUR;
  sim.advance(end - sim.desk.now().getTime());
};

async function download(
  date = day,
  more = "",
): Promise<{ text: string; rows: string[][]; totals: string[] }> {
  const { json } = await bill(date, more);
  const { pathname, search } = new URL(String(json.download_url));
  const { desk, url } = sim;
  const { text: asText, headers } = await pay({ desk, url }, { target: pathname + search });
  expect(headers.get("wechatpay-signature")).toBe(null);
  expect(
    createHash("sha1")
      .update(`\uFEFF${asText.replace(/^\uFEFF/, "")}`)
      .digest("hex"),
  ).toBe(json.hash_value);
  const lines = asText
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\r\n");
  const cells = (line: string) => line.slice(1).split(",`");
  return {
    text: asText,
    rows: lines.slice(1, -2).map(cells),
    totals: cells(lines.at(-1) ?? ""),
  };
}

it("lists payments and refunds of the day in yuan, and sums them up", async () => {
  await paid("BILL000001", 9_900);
  await paid("BILL000002", 1);
  await order(sim, "BILL000003");
  await refund(sim, "R1", {
    out_trade_no: "BILL000001",
    amount: { refund: 1_205, total: 9_900, currency: "CNY" },
  });
  nextDayAt(10);
  const { text, rows, totals } = await download();
  expect(text).toContain("交易时间,公众账号ID,商户号");
  expect(rows).toHaveLength(3);
  const row = (number: string, state: string) =>
    rows.find((one) => one[6] === number && one[9] === state) ?? [];
  expect(row("BILL000001", "SUCCESS").slice(12, 20)).toEqual([
    "99.00",
    "0.00",
    "0",
    "0",
    "0.00",
    "0.00",
    "",
    "",
  ]);
  const [payment, back] = [row("BILL000001", "SUCCESS"), row("BILL000001", "REFUND")];
  expect(payment).toHaveLength(27);
  expect(payment[0]).toMatch(new RegExp(`^${day} 12:0\\d:\\d\\d$`));
  expect(payment.slice(22, 26)).toEqual(["0.59400", "0.60%", "99.00", "0.00"]);
  expect([back[12], back[15], back[16], back[18], back[19], back[22], back[25]]).toEqual([
    "0.00",
    "R1",
    "12.05",
    "ORIGINAL",
    "SUCCESS",
    "-0.07230",
    "12.05",
  ]);
  expect(row("BILL000002", "SUCCESS")[24]).toBe("0.01");
  expect(totals).toEqual(["3", "99.01", "12.05", "0.00", "0.52176", "99.01", "12.05"]);
});

it("is there from ten o'clock of the next day on, for three months", async () => {
  await paid("BILL000001", 100);
  expect((await bill()).json.code).toBe("PARAM_ERROR");
  nextDayAt(9);
  expect(await bill()).toMatchObject({ status: 400, json: { code: "STATEMENT_CREATING" } });
  nextDayAt(10);
  expect((await bill()).status).toBe(200);
  const before = businessDay(new Date(startOfBusinessDay(day).getTime() - HOUR));
  expect(await bill(before)).toMatchObject({ status: 400, json: { code: "NO_STATEMENT_EXIST" } });
  sim.advance(93 * 24 * HOUR);
  expect((await bill()).json.code).toBe("PARAM_ERROR");
});

it("is refused with wrong words", async () => {
  for (const wrong of ["2026-13-01", "20261121", "x"])
    expect((await bill(wrong)).json.code).toBe("PARAM_ERROR");
  expect((await bill(day, "&more=1")).json.code).toBe("PARAM_ERROR");
  expect((await bill(day, "&tar_type=ZIP")).json.code).toBe("PARAM_ERROR");
});

it("comes compressed on demand, with the sum of the plain bytes, for five minutes", async () => {
  await paid("BILL000001", 100);
  nextDayAt(10);
  const { json } = await bill(day, "&tar_type=GZIP");
  const { pathname, search } = new URL(String(json.download_url));
  const unsigned = await fetch(String(json.download_url));
  expect(unsigned.status).toBe(401);
  const file = [...sim.desk.orders.keys()];
  expect(file).toEqual(["BILL000001"]);
  const { bills } = sim.desk as unknown as { bills: Map<string, { bytes: Buffer }> }; // the test looks inside
  const bytes = [...bills.values()][0]?.bytes ?? Buffer.alloc(0);
  expect(createHash("sha1").update(gunzipSync(bytes)).digest("hex")).toBe(json.hash_value);
  sim.advance(5 * 60_000);
  expect((await pay(sim, { target: pathname + search })).json.code).toBe("INVALID_REQUEST");
});

it("misses a payment, invents one, comes late or early where a fault asks for it", async () => {
  const ask = (name: string, argument = "", match = "") =>
    sim.desk.faults.push({ name, match, times: 1, argument });
  await paid("BILL000001", 100);
  await paid("BILL000002", 200);
  ask("bill_early");
  expect((await download()).rows).toHaveLength(2);
  nextDayAt(10);
  ask("bill_not_ready");
  expect((await bill()).json.code).toBe("STATEMENT_CREATING");
  ask("bill_missing_row", "", "BILL000002");
  expect((await download()).rows.map((row) => row[6])).toEqual(["BILL000001"]);
  ask("bill_extra_row", "STRANGER01");
  const { rows, totals } = await download();
  expect(rows.map((row) => row[6])).toEqual(["BILL000001", "BILL000002", "STRANGER01"]);
  expect(totals[0]).toBe("3");
});
