import { afterAll, beforeAll, expect, it } from "vitest";
import { ask, type Json, LI_LEI, startWechat, TOM } from "@/simulators/wechat/calls.fixture";
import type { WechatSimulator } from "@/simulators/wechat/server";

let sim: WechatSimulator;
let token = "";
beforeAll(async () => {
  sim = await startWechat();
  const { appid, secret } = sim.desk;
  const body = { grant_type: "client_credential", appid, secret };
  token = String((await ask(sim, "/cgi-bin/stable_token", body)).json.access_token);
});
afterAll(() => sim.close());

const call = async (path: string, body?: unknown): Promise<Json> =>
  (await ask(sim, `/cgi-bin/${path}${path.includes("?") ? "&" : "?"}access_token=${token}`, body)).json;
const code = (scene: string, more: Json = {}): Json => ({
  expire_seconds: 600,
  action_name: "QR_STR_SCENE",
  action_info: { scene: { scene_str: scene } },
  ...more,
});

it("has five people whose openids look real, two on iOS and one visitor", () => {
  const people = [...sim.desk.people.values()];
  expect(people.map(({ name }) => name)).toEqual(["李雷", "韩梅梅", "王芳", "Tom", "Snapshot-visitor"]);
  expect(people.every(({ openid }) => /^o[\w-]{27}$/.test(openid))).toBe(true);
  expect(people.filter(({ system }) => system === "ios")).toHaveLength(2);
  expect(people.filter(({ snapshot }) => snapshot)).toHaveLength(1);
});

it("makes a code, shows it as a picture, and forgets it at its end", async () => {
  const made = await call("qrcode/create", code("b1_scene"));
  expect(made).toMatchObject({ expire_seconds: 600 });
  expect(made.url).toMatch(/^http:\/\/weixin\.qq\.com\/q\/\w+$/);
  const path = `/cgi-bin/showqrcode?ticket=${encodeURIComponent(String(made.ticket))}`;
  const shown = await ask(sim, path);
  expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
  expect((await ask(sim, "/cgi-bin/showqrcode?ticket=none")).status).toBe(404);
  sim.advance(601_000);
  expect((await ask(sim, path)).status).toBe(404);
});

it.each<[string, Json]>([
  ["a life of nothing", code("a", { expire_seconds: 0 })],
  ["a life above 30 days", code("a", { expire_seconds: 2_592_001 })],
  ["a life in words", code("a", { expire_seconds: "600" })],
  ["a scene of nothing", code("")],
  ["a scene of 65 characters", code("a".repeat(65))],
  ["an action that does not exist", code("a", { action_name: "QR_OTHER" })],
  ["a number for a text", code("a", { action_info: { scene: { scene_id: 5 } } })],
  [
    "a number of 33 bits",
    { ...code("a"), action_name: "QR_SCENE", action_info: { scene: { scene_id: 2 ** 32 } } },
  ],
  ["zero", { ...code("a"), action_name: "QR_SCENE", action_info: { scene: { scene_id: 0 } } }],
  ["an unknown field", code("a", { expires: 5 })],
  ["an unknown field inside", code("a", { action_info: { scene: { scene_str: "a", more: 1 } } })],
  ["no scene", { expire_seconds: 600, action_name: "QR_STR_SCENE" }],
])("makes no code with %s", async (_, body) => {
  expect((await call("qrcode/create", body)).errcode).toBe(40097);
});

it("wants a POST and JSON for a code", async () => {
  expect((await call("qrcode/create")).errcode).toBe(43002);
  expect((await call("qrcode/create", "{")).errcode).toBe(47001);
});

it("tells who follows since when and by which code, and nothing about others", async () => {
  expect(await call(`user/info?openid=${TOM}`)).toEqual({ subscribe: 0, openid: TOM });
  expect((await call("user/info?openid=oNobody")).errcode).toBe(40003);
  const made = await call("qrcode/create", code("b1_follow"));
  await sim.phone.scan(TOM, String(made.url));
  expect(await call(`user/info?openid=${TOM}`)).toMatchObject({
    subscribe: 1,
    subscribe_scene: "ADD_SCENE_QR_CODE",
    qr_scene_str: "b1_follow",
  });
  await sim.phone.unfollow(TOM);
  expect(await call(`user/info?openid=${TOM}`)).toEqual({ subscribe: 0, openid: TOM });
});

it("gives one page ticket until it ends", async () => {
  const first = await call("ticket/getticket?type=jsapi");
  expect(first).toMatchObject({ errcode: 0, errmsg: "ok" });
  expect((await call("ticket/getticket?type=jsapi")).ticket).toBe(first.ticket);
  expect((await call("ticket/getticket")).errcode).toBe(40097);
  expect(sim.counters.pageTickets).toBe(1);
});

it("sends one notice for one acceptance", async () => {
  const template = "T".repeat(43);
  const notice = (more: Json = {}): Json => ({
    touser: LI_LEI,
    template_id: template,
    page: "https://m.example.com/orders",
    data: { thing1: { value: "专业版会员" }, amount2: { value: "99.00元" } },
    ...more,
  });
  const bizsend = "message/subscribe/bizsend";
  expect((await call(bizsend, notice())).errcode).toBe(43101);
  await ask(sim, "/__phone", { do: "accept", person: "李雷", template });
  const wrong: [Json, number][] = [
    [{ touser: "oNobody" }, 40003],
    [{ template_id: "short" }, 40037],
    [{ data: { thing1: { value: "长".repeat(21) } } }, 47003],
    [{ data: { nonsense: { value: "a" } } }, 47003],
    [{ data: {} }, 47003],
    [{ more: 1 }, 47001],
  ];
  for (const [more, errcode] of wrong) expect(await call(bizsend, notice(more))).toMatchObject({ errcode });
  expect(await call(bizsend, notice())).toEqual({ errcode: 0, errmsg: "ok" });
  expect(sim.desk.people.get(LI_LEI)?.chat.at(-1)?.text).toContain("专业版会员");
  expect((await call(bizsend, notice())).errcode).toBe(43101);
});
