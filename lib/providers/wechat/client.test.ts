import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const logged = vi.hoisted((): unknown[] => []);
vi.mock("@/lib/platform/log", () => {
  const write = (...line: unknown[]) => void logged.push(line);
  return { logger: () => ({ debug: write, info: write, warn: write, error: write }) };
});

import { wechatAccount } from "./client";
import type { AccountConfig } from "./config";
import { jsSdkArguments, jsSdkSignature } from "./js-sdk";
import {
  accountVectors,
  type FakeAnswer,
  type FakeCall,
  type FakeWechat,
  fakeWechat,
  lasting,
  memoryStore,
  SECRET,
  testConfig,
} from "./testing-account.fixture";
import { WechatError } from "./words";

const TOKEN = "token-canary-9a8b7c6d5e4f";
const OPENID = "oCanary_Openid-000000000001";
const CODE = "0a1CanaryCode1234567890abcdefgh0";
const CANARIES = [SECRET, TOKEN, OPENID, CODE];

let server: FakeWechat | undefined;
let said: (call: FakeCall) => FakeAnswer;
const open: FakeWechat[] = [];
beforeEach(async () => {
  logged.length = 0;
  server = await fakeWechat((call) => said(call));
  open.push(server);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const calls = () => server?.calls ?? [];
function account(changes: Partial<AccountConfig> = {}) {
  const store = memoryStore({ access: lasting(TOKEN), jsapi: lasting("ticket-canary") });
  return wechatAccount(testConfig({ apiBase: `${server?.url}/`, ...changes }), store);
}

async function refusalOf(work: Promise<unknown>): Promise<WechatError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof WechatError)) throw new Error(`no WechatError but ${error}`);
  const told = `${error.stack} ${JSON.stringify(error)} ${String(error.cause)} ${JSON.stringify(logged)}`;
  for (const canary of CANARIES) expect(told).not.toContain(canary);
  return error;
}

const notice = {
  openid: OPENID,
  templateId: "T1",
  page: "https://m.example/",
  data: { thing1: "会员", time2: "明天" },
};

describe("a QR code with a scene", () => {
  const now = new Date("2026-11-21T10:00:00Z");

  it("is asked for with its own life, in unescaped UTF-8", async () => {
    said = () => ({ ticket: "gQ1", expire_seconds: 600, url: "http://weixin.qq.com/q/x" });
    const qr = await account().createSceneQr("绑定_1", 600, now);
    expect(qr).toEqual({
      ticket: "gQ1",
      url: "http://weixin.qq.com/q/x",
      expiresAt: new Date("2026-11-21T10:10:00Z"),
    });
    const [call] = calls();
    expect([call?.method, call?.path, call?.rawQuery]).toEqual([
      "POST",
      "/cgi-bin/qrcode/create",
      `access_token=${TOKEN}`,
    ]);
    expect(call?.body).toBe(
      '{"expire_seconds":600,"action_name":"QR_STR_SCENE","action_info":{"scene":{"scene_str":"绑定_1"}}}',
    );
  });

  it("lives no longer than WeChat says", async () => {
    said = () => ({ ticket: "gQ1", expire_seconds: 60, url: "http://weixin.qq.com/q/x" });
    expect((await account().createSceneQr("b", 600, now)).expiresAt).toEqual(
      new Date("2026-11-21T10:01:00Z"),
    );
  });

  it.each([
    ["", 600],
    ["x".repeat(65), 600],
    ["b", 0],
    ["b", 1.5],
    ["b", 2_592_001],
  ])("of scene %j and %d s is refused before any call", async (scene, lifeS) => {
    expect((await refusalOf(account().createSceneQr(scene, lifeS, now))).trouble).toBe("setup");
    expect(calls()).toHaveLength(0);
  });
});

describe("whether somebody follows", () => {
  it.each([
    [1, true],
    [0, false],
  ])("subscribe %i means %s", async (subscribe, expected) => {
    said = () => ({ subscribe, openid: OPENID });
    expect(await account().follows(OPENID)).toBe(expected);
    expect(calls()[0]?.rawQuery).toBe(`access_token=${TOKEN}&openid=${OPENID}&lang=zh_CN`);
  });
});

describe("a subscription notice", () => {
  it("goes to bizsend with its values", async () => {
    said = () => ({ errcode: 0, errmsg: "ok" });
    await account().sendSubscribeMessage(notice);
    const [call] = calls();
    expect([call?.method, call?.path]).toEqual(["POST", "/cgi-bin/message/subscribe/bizsend"]);
    expect(JSON.parse(call?.body ?? "")).toEqual({
      touser: OPENID,
      template_id: "T1",
      page: "https://m.example/",
      data: { thing1: { value: "会员" }, time2: { value: "明天" } },
    });
  });

  it("is not sent twice when WeChat is busy, and not believed without a code", async () => {
    said = () => ({ errcode: -1, errmsg: "system error" });
    expect((await refusalOf(account().sendSubscribeMessage(notice))).trouble).toBe("retry");
    expect(calls()).toHaveLength(1);
    said = () => ({});
    expect((await refusalOf(account().sendSubscribeMessage(notice))).errcode).toBe(0);
  });

  it("is sent once more when its token was refused, since nothing was done", async () => {
    said = (call) => {
      if (call.path === "/cgi-bin/stable_token") return { access_token: "T2", expires_in: 7_200 };
      return call.query.get("access_token") === "T2"
        ? { errcode: 0, errmsg: "ok" }
        : { errcode: 42001, errmsg: "" };
    };
    await account().sendSubscribeMessage(notice);
    expect(calls()).toHaveLength(3);
    expect(JSON.stringify(logged)).toContain("42001");
    for (const canary of CANARIES) expect(JSON.stringify(logged)).not.toContain(canary);
  });
});

describe("what WeChat refuses", () => {
  it.each([
    [-1, "retry"],
    [45009, "limited"],
    [45011, "limited"],
    [40003, "person"],
    [43004, "person"],
    [43019, "person"],
    [43101, "person"],
    [48002, "person"],
    [50002, "person"],
    [50005, "person"],
    [40037, "setup"],
    [41001, "setup"],
    [43002, "setup"],
    [47001, "setup"],
    [47003, "setup"],
    [48001, "setup"],
    [48004, "setup"],
    [99999, "setup"],
  ])("%i is a matter of %s", async (errcode, trouble) => {
    said = () => ({ errcode, errmsg: "no" });
    const error = await refusalOf(account().sendSubscribeMessage(notice));
    expect([error.trouble, error.errcode]).toEqual([trouble, errcode]);
  });

  it("is told in their words with the rid, but without credentials and people", async () => {
    said = () => ({
      errcode: 40003,
      errmsg: `invalid openid ${OPENID} of ${TOKEN}, secret ${SECRET} rid: 5f3b1c2a-1a2b3c4d-5e6f7a8b`,
    });
    const error = await refusalOf(account().follows(OPENID));
    expect(error.detail).toBe("invalid openid … of …, secret … (rid 5f3b1c2a-1a2b3c4d-5e6f7a8b)");
  });

  it("holds nothing that looks like somebody else's credential or openid either", async () => {
    const old = ["57_OldTokenOfYesterday_x-1", "oOther_Openid-00000000000009"];
    said = () => ({ errcode: 40003, errmsg: `hint: [${old[0]}] belongs to ${old[1]}` });
    expect((await refusalOf(account().follows(OPENID))).detail).toBe("hint: […] belongs to …");
  });

  it("keeps the address that the whitelist misses", async () => {
    said = () => ({ errcode: 40164, errmsg: "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist" });
    expect((await refusalOf(account().follows(OPENID))).detail).toContain("1.2.3.4");
  });

  it("reads the code whatever the HTTP status is", async () => {
    said = () => ({ status: 500, text: '{"errcode":45009,"errmsg":"quota"}' });
    expect((await refusalOf(account().follows(OPENID))).trouble).toBe("limited");
  });
});

describe("answers that are none", () => {
  it.each<[string, FakeAnswer, string]>([
    ["a web page", "<html><body>welcome</body></html>", "retry"],
    ["nothing", "", "retry"],
    ["half a JSON", '{"subscribe":', "retry"],
    ["JSON of another shape", { subscribe: "yes" }, "retry"],
    ["a list", [], "retry"],
    ["more than anybody needs", "x".repeat(300_000), "retry"],
    ["a gateway's 502 page", { status: 502, text: "<html>Bad Gateway</html>" }, "retry"],
    ["a 429", { status: 429, text: "slow down" }, "retry"],
    ["a 404", { status: 404, text: "<html>not found</html>" }, "setup"],
    ["a redirect", { status: 302, text: "" }, "setup"],
  ])("%s means %s trouble", async (_, answer, trouble) => {
    said = () => answer;
    const error = await refusalOf(account().follows(OPENID));
    expect([error.trouble, error.errcode]).toEqual([trouble, 0]);
  });

  it("a server that never answers is given up", async () => {
    said = () => "hang";
    const error = await refusalOf(account({ timeoutMs: 50 }).follows(OPENID));
    expect([error.trouble, error.detail]).toEqual(["retry", "No answer in time."]);
  });

  it("a server that is not there, and an address that is none, quote no token", async () => {
    const url = server?.url ?? "";
    await server?.close();
    expect((await refusalOf(account({ apiBase: url }).follows(OPENID))).trouble).toBe("retry");
    expect((await refusalOf(account({ apiBase: "http://[bad" }).follows(OPENID))).trouble).toBe("retry");
  });
});

describe("a busy WeChat", () => {
  it("is asked at most twice more", async () => {
    said = () => ({ errcode: -1, errmsg: "system error" });
    expect((await refusalOf(account().follows(OPENID))).errcode).toBe(-1);
    expect(calls()).toHaveLength(3);
  });

  it("has its answer when it is no longer busy", async () => {
    said = () => (calls().length < 3 ? { errcode: -1, errmsg: "" } : { subscribe: 1 });
    expect(await account().follows(OPENID)).toBe(true);
  });
});

describe("the web authorisation", () => {
  it("starts at an address with exactly this order", () => {
    expect(account().authorizeUrl("https://m.example/api/wechat/oauth?to=/m&x=1", "abcXYZ019")).toBe(
      "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wxba5fad812f8e6fb9" +
        "&redirect_uri=https%3A%2F%2Fm.example%2Fapi%2Fwechat%2Foauth%3Fto%3D%2Fm%26x%3D1" +
        "&response_type=code&scope=snsapi_base&state=abcXYZ019#wechat_redirect",
    );
  });

  it.each(["", "a b", "a-b", "状态", "a".repeat(129)])("takes no state %j", (state) => {
    expect(() => account().authorizeUrl("https://m.example/", state)).toThrow(WechatError);
  });

  it.each(["", "/m", "javascript:alert(1)"])("returns to no address %j", (address) => {
    expect(() => account().authorizeUrl(address, "a")).toThrow(WechatError);
  });

  it("exchanges a code for who it is, without an access token", async () => {
    said = () => ({
      access_token: "OAUTH",
      expires_in: 7200,
      refresh_token: "R",
      openid: OPENID,
      scope: "snsapi_base",
    });
    expect(await account().exchangeCode(CODE)).toEqual({ openid: OPENID, unionid: null, isSnapshot: false });
    expect(calls().map((call) => [call.method, call.path, call.rawQuery])).toEqual([
      [
        "GET",
        "/sns/oauth2/access_token",
        `appid=wxba5fad812f8e6fb9&secret=${SECRET}&code=${CODE}&grant_type=authorization_code`,
      ],
    ]);
  });

  it("tells the unionid where there is one", async () => {
    said = () => ({ openid: OPENID, unionid: "oU" });
    expect((await account().exchangeCode(CODE)).unionid).toBe("oU");
    said = () => ({ openid: OPENID, unionid: "" });
    expect((await account().exchangeCode(CODE)).unionid).toBeNull();
  });

  it.each([
    [1, true],
    ["1", true],
    [true, true],
    [2, true],
    ["yes", true],
    [0, false],
    [undefined, false],
    [null, false],
  ])("is_snapshotuser %j means a snapshot visitor: %s", async (flag, expected) => {
    said = () => ({ openid: OPENID, is_snapshotuser: flag });
    expect((await account().exchangeCode(CODE)).isSnapshot).toBe(expected);
  });

  it.each([
    [40029, "code"],
    [40163, "code"],
    [42003, "code"],
    [41008, "code"],
    [-1, "retry"],
    [40001, "setup"],
    [40013, "setup"],
    [40125, "setup"],
    [48001, "setup"],
  ])("asks once and takes %i for a matter of %s", async (errcode, trouble) => {
    said = () => ({ errcode, errmsg: `code been used: ${CODE}` });
    const error = await refusalOf(account().exchangeCode(CODE));
    expect([error.trouble, error.errcode, calls().length]).toEqual([trouble, errcode, 1]);
  });

  it.each(["", "a b", "x".repeat(513)])("does not send a code like %j", async (code) => {
    expect((await refusalOf(account().exchangeCode(code))).trouble).toBe("code");
    expect(calls()).toHaveLength(0);
  });

  it("does not repeat a lost exchange: the code may be used", async () => {
    said = () => "hang";
    expect((await refusalOf(account({ timeoutMs: 50 }).exchangeCode(CODE))).trouble).toBe("retry");
    expect(calls()).toHaveLength(1);
  });

  it.each([
    ["without an openid", { access_token: "x" }],
    ["with a number for an openid", { openid: 123 }],
    ["with an empty openid", { openid: "" }],
  ])("is nobody %s", async (_, answer) => {
    said = () => answer;
    expect((await refusalOf(account().exchangeCode(CODE))).errcode).toBe(0);
  });
});

describe("the signature of the JS-SDK", () => {
  const vectors = accountVectors("jssdk");

  it("has all its vectors", () => {
    expect(vectors).toHaveLength(3);
  });

  it.each(vectors.map((vector) => [vector.id, vector] as const))("%s", (_, vector) => {
    const { jsapi_ticket: ticket = "", noncestr: nonce = "", timestamp = "", url: pageUrl = "" } = vector;
    expect(jsSdkSignature({ ticket, nonce, timestamp, pageUrl })).toBe(vector.signature);
    expect(jsSdkSignature({ ticket, nonce, timestamp, pageUrl: `${pageUrl}#/orders#x` })).toBe(
      vector.signature,
    );
  });

  it("is over what the page passes to wx.config", async () => {
    const pageUrl = "https://m.example/m?a=1&b=图#top";
    const { appId, timestamp, nonceStr, signature } = await account().jsSdkConfig(
      pageUrl,
      new Date(1_795_255_200_900),
    );
    expect([appId, timestamp]).toEqual(["wxba5fad812f8e6fb9", 1_795_255_200]);
    expect(signature).toBe(jsSdkSignature({ ticket: "ticket-canary", nonce: nonceStr, timestamp, pageUrl }));
    expect(calls()).toHaveLength(0);
  });

  it("never has the same nonce twice", () => {
    const make = () => jsSdkArguments("wx", "t", "https://m.example/", new Date(0)).nonceStr;
    expect(make()).not.toBe(make());
  });
});
