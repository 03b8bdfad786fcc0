import { afterAll, beforeAll, expect, it } from "vitest";
import { parseEnv } from "@/lib/platform/env";
import { ask, type Json, LI_LEI, order, query } from "./calls.fixture";
import { startWechatSimulator, type WechatSimulator } from "./server";

let sim: WechatSimulator;
beforeAll(async () => {
  sim = await startWechatSimulator({ speed: 1_000 });
});
afterAll(() => sim.close());

const control = (body: Json) => ask(sim, "/__control", body);
const phone = (body: Json) => ask(sim, "/__phone", body);

it("hands out the variables that a server needs, and they parse", async () => {
  const { json } = await ask(sim, "/__setup");
  const env = parseEnv({
    ...(json as Record<string, string>),
    DATABASE_URL: "postgres://nobody.invalid/none",
    AUTH_SECRET: "x".repeat(32),
  });
  expect(env).toMatchObject({
    WECHAT_APP_ID: sim.desk.appid,
    WECHAT_API_BASE: sim.url,
    WECHAT_OPEN_BASE: sim.url,
    WECHAT_PAY_BASE: sim.url,
    WECHAT_PAY_MCH_ID: sim.desk.mchid,
    WECHAT_PAY_PUBLIC_KEY_ID: sim.desk.publicKeyId,
  });
  expect(env.WECHAT_PAY_PRIVATE_KEY).toContain("BEGIN PRIVATE KEY");
});

it("has keys of its own at every start", async () => {
  const other = await startWechatSimulator();
  const secrets = ({ desk }: WechatSimulator) => [
    desk.appid,
    desk.secret,
    desk.aesKey,
    desk.apiV3Key,
    desk.merchantPrivateKey,
    desk.platformPublicKey,
    desk.merchantSerial,
  ];
  expect(secrets(other).filter((value) => secrets(sim).includes(value))).toEqual([]);
  await other.close();
});

it("sets the consoles, faults and the clock, and refuses what does not exist", async () => {
  const set = await control({ set: "console", oauthHost: "m.example.com:3000", messageMode: "plain" });
  expect(set).toMatchObject({ status: 200, json: { ok: true } });
  expect(sim.desk.console).toMatchObject({ oauthHost: "m.example.com:3000", messageMode: "plain" });
  await control({ set: "fault", name: "hang", match: "NEVER", times: 3, argument: 5 });
  expect(sim.desk.faults).toEqual([{ name: "hang", match: "NEVER", times: 3, argument: "5" }]);
  await control({ set: "clear" });
  expect(sim.desk.faults).toEqual([]);
  const before = sim.desk.now().getTime();
  await control({ set: "clock", advanceMs: 60_000 });
  expect(sim.desk.now().getTime() - before).toBeGreaterThanOrEqual(60_000);
  const wrong: Json[] = [
    { set: "nothing" },
    { set: "console", messageMode: "loud" },
    { set: "console", colour: "red" },
    { set: "console", eventsUrl: "nowhere" },
    { set: "fault", name: "unknown" },
    { set: "fault", name: "hang", times: 0 },
    { set: "clock", advanceMs: -1 },
  ];
  for (const body of wrong) expect([body, (await control(body)).status]).toEqual([body, 400]);
  expect(() => sim.console({ oauthHost: "https://m.example.com" })).toThrow("oauthHost");
});

it("plays a phone for other processes and tells them what is on the desk", async () => {
  expect((await phone({ do: "follow", person: "李雷" })).json).toMatchObject({ person: { follows: true } });
  await order(sim, "CONTROL001");
  const paid = await phone({ do: "pay", person: LI_LEI, outTradeNo: "CONTROL001" });
  expect(paid.json).toMatchObject({ order: { state: "SUCCESS" } });
  expect((await query(sim, "CONTROL001")).json.trade_state).toBe("SUCCESS");
  expect((await phone({ do: "unfollow", person: LI_LEI })).json).toMatchObject({
    person: { follows: false },
  });
  const refusals: [Json, number][] = [
    [{ do: "pay", person: LI_LEI, outTradeNo: "CONTROL001" }, 409],
    [{ do: "scan", person: LI_LEI, url: "http://weixin.qq.com/q/none" }, 409],
    [{ do: "say", person: LI_LEI, text: "hello" }, 409],
    [{ do: "follow", person: "nobody" }, 409],
    [{ do: "open", person: LI_LEI }, 400],
    [{ do: "dance", person: LI_LEI }, 400],
  ];
  for (const [body, status] of refusals) expect([body, (await phone(body)).status]).toEqual([body, status]);
  const { json } = await ask(sim, "/__desk");
  expect(json.orders).toMatchObject([{ outTradeNo: "CONTROL001", state: "SUCCESS", payerOpenid: LI_LEI }]);
  expect(json.refunds).toEqual([]);
  expect(json.people).toHaveLength(5);
  const secrets = [sim.desk.secret, sim.desk.aesKey, sim.desk.apiV3Key, "PRIVATE KEY"];
  expect(secrets.filter((secret) => JSON.stringify(json).includes(secret))).toEqual([]);
});

it("shows the page of the phone, and takes no orders from pages of the web", async () => {
  expect(await ask(sim, "/phone")).toMatchObject({ status: 200 });
  const body = { do: "follow", person: LI_LEI };
  expect((await ask(sim, "/__phone", body, { origin: "https://example.com" })).status).toBe(403);
  expect(sim.desk.people.get(LI_LEI)?.follows).toBe(false);
});

it("lets further people in, each openid once", async () => {
  const openid = "oXtFurtherPerson_000000000006";
  const added = await control({ set: "person", openid, name: "路人甲" });
  expect(added).toMatchObject({ status: 200, json: { person: { openid, follows: false, chat: [] } } });
  expect((await phone({ do: "follow", person: openid })).json).toMatchObject({ person: { follows: true } });
  for (const wrong of [{ openid }, { openid: "short" }, { openid: `${openid}7`, name: "" }])
    expect((await control({ set: "person", ...wrong })).status).toBe(400);
});

it("knows nothing of other paths", async () => {
  expect((await ask(sim, "/other")).status).toBe(404);
  expect((await ask(sim, "/__control")).status).toBe(404);
});
