import { afterEach, beforeEach, expect, it } from "vitest";
import { ask, LI_LEI, startWechat, VISITOR } from "@/simulators/wechat/calls.fixture";
import type { WechatSimulator } from "@/simulators/wechat/server";

let sim: WechatSimulator;
beforeEach(async () => {
  sim = await startWechat();
  sim.console({ oauthHost: "m.example.com" });
});
afterEach(() => sim.close());

const back = "https://m.example.com/api/wechat/oauth";
const link = (more: Record<string, string> = {}): string => {
  const all = {
    appid: sim.desk.appid,
    redirect_uri: back,
    response_type: "code",
    scope: "snsapi_base",
    state: "abc123",
    ...more,
  };
  const pairs = Object.entries(all).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `/connect/oauth2/authorize?${pairs.join("&")}`;
};
const open = (path: string, openid = LI_LEI) =>
  ask(sim, path, undefined, openid ? { cookie: `a=b; phone_person=${openid}` } : {});
const codeFor = async (openid = LI_LEI, more = {}) => {
  const location = (await open(link(more), openid)).headers.get("location") ?? "";
  return new URL(location).searchParams.get("code") ?? "";
};
const exchange = async (code: string, more: Record<string, string> = {}) => {
  const query = new URLSearchParams({
    appid: sim.desk.appid,
    secret: sim.desk.secret,
    code,
    grant_type: "authorization_code",
    ...more,
  });
  return ask(sim, `/sns/oauth2/access_token?${query}`);
};

it("sends the person back with a code and the state", async () => {
  const { status, headers } = await open(link());
  expect(status).toBe(302);
  const location = new URL(headers.get("location") ?? "");
  expect(location.origin + location.pathname).toBe(back);
  expect(location.searchParams.get("state")).toBe("abc123");
  const { json, headers: answered } = await exchange(location.searchParams.get("code") ?? "");
  expect(json).toMatchObject({ openid: LI_LEI, scope: "snsapi_base", expires_in: 7_200 });
  expect(json).not.toHaveProperty("is_snapshotuser");
  expect(json).not.toHaveProperty("unionid");
  expect(answered.get("content-type")).toBe("text/plain");
});

it("sends nobody anywhere outside of WeChat", async () => {
  for (const openid of ["", "oNobody"]) {
    const { status, text } = await open(link(), openid);
    expect([status, text.includes("请在微信客户端打开链接")]).toEqual([200, true]);
  }
});

it("takes only the exact link", async () => {
  const swapped = link().replace(/(appid=\w+)&(redirect_uri=[^&]+)/, "$2&$1");
  const wrong: [string, string][] = [
    [swapped, "10002"],
    [`${link()}&more=1`, "10002"],
    [link().replace("&state=abc123", ""), "10002"],
    [link({ appid: "wx0000000000000000" }), "10013"],
    [link({ response_type: "token" }), "10002"],
    [link({ scope: "snsapi_login" }), "10005"],
    [link({ state: "a-b" }), "10002"],
    [link({ state: "a".repeat(129) }), "10002"],
    [link({ redirect_uri: "https://www.m.example.com/x" }), "10003"],
    [link({ redirect_uri: "https://m.example.com:8443/x" }), "10003"],
    [link({ redirect_uri: "javascript:alert(1)" }), "10003"],
    [link().replace(encodeURIComponent(back), back), "10003"],
  ];
  for (const [path, number] of wrong) {
    const { status, text } = await open(path);
    expect([path, status, text.includes(number)]).toEqual([path, 200, true]);
  }
  expect((await open(`${link()}&forcePopup=true`)).status).toBe(302);
});

it("changes a code once, within five minutes", async () => {
  const code = await codeFor();
  expect((await exchange(code)).json.openid).toBe(LI_LEI);
  expect((await exchange(code)).json.errcode).toBe(40163);
  expect((await exchange("0unknown")).json.errcode).toBe(40029);
  const late = await codeFor();
  sim.advance(5 * 60_000 + 1);
  expect((await exchange(late)).json.errcode).toBe(42003);
});

it("checks the caller before it uses a code up", async () => {
  const code = await codeFor();
  const wrong: [Record<string, string>, number][] = [
    [{ appid: "" }, 41002],
    [{ appid: "wx0000000000000000" }, 40013],
    [{ secret: "" }, 41004],
    [{ secret: "0" }, 40125],
    [{ code: "" }, 41008],
    [{ grant_type: "code" }, 40002],
  ];
  for (const [more, errcode] of wrong) expect((await exchange(code, more)).json).toMatchObject({ errcode });
  expect((await exchange(code)).json.openid).toBe(LI_LEI);
});

it("gives a visitor of a snapshot page a virtual openid that belongs to nobody", async () => {
  const { json } = await exchange(await codeFor(VISITOR));
  expect(json.is_snapshotuser).toBe(1);
  expect(json.openid).toMatch(/^o[0-9A-Za-z]{27}$/);
  expect(sim.desk.people.has(String(json.openid))).toBe(false);
});

it("renews a grant for 30 days and tells names only to who asked for them", async () => {
  const { json } = await exchange(await codeFor(LI_LEI, { scope: "snsapi_userinfo" }));
  const user = await ask(sim, `/sns/userinfo?access_token=${json.access_token}&openid=${LI_LEI}&lang=zh_CN`);
  expect(user.json).toMatchObject({ openid: LI_LEI, nickname: "李雷" });
  const silent = (await exchange(await codeFor())).json;
  const auth = (token: unknown, openid = LI_LEI) =>
    ask(sim, `/sns/auth?access_token=${token}&openid=${openid}`).then((answer) => answer.json.errcode);
  expect(
    (await ask(sim, `/sns/userinfo?access_token=${silent.access_token}&openid=${LI_LEI}`)).json.errcode,
  ).toBe(48001);
  expect([await auth(silent.access_token), await auth(silent.access_token, VISITOR)]).toEqual([0, 40003]);
  const refresh = (token: unknown) =>
    ask(
      sim,
      `/sns/oauth2/refresh_token?appid=${sim.desk.appid}&grant_type=refresh_token&refresh_token=${token}`,
    ).then((answer) => answer.json);
  sim.advance(7_201_000);
  expect(await auth(silent.access_token)).toBe(42001);
  const renewed = await refresh(silent.refresh_token);
  expect([renewed.openid, await auth(renewed.access_token)]).toEqual([LI_LEI, 0]);
  expect((await refresh("unknown")).errcode).toBe(40030);
  sim.advance(30 * 86_400_000);
  expect((await refresh(silent.refresh_token)).errcode).toBe(42002);
});
