import { afterEach, describe, expect, it } from "vitest";
import { wechatAccount } from "./client";
import type { AccountConfig } from "./config";
import {
  type FakeAnswer,
  type FakeCall,
  type FakeWechat,
  fakeWechat,
  lasting,
  type MemoryStore,
  memoryStore,
  testConfig,
} from "./testing-account.fixture";
import { type TokenStore, WechatError } from "./words";

const TOKEN = "/cgi-bin/stable_token";
const USER = "/cgi-bin/user/info";
const TICKET = "/cgi-bin/ticket/getticket";
const stale = { errcode: 40001, errmsg: "invalid credential" };

let server: FakeWechat | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A WeChat whose current token is `state.token`: others are refused; stable_token gives it out. */
async function wechat(answer: (call: FakeCall) => FakeAnswer | undefined = () => undefined) {
  const state = { token: "T1", expiresInS: 7_200, refusal: stale };
  server = await fakeWechat((call) => {
    const said = answer(call);
    if (said !== undefined) return said;
    if (call.path === TOKEN) return { access_token: state.token, expires_in: state.expiresInS };
    if (call.query.get("access_token") !== state.token) return state.refusal;
    if (call.path === TICKET) return { errcode: 0, errmsg: "ok", ticket: "ticket-1", expires_in: 7_200 };
    return { subscribe: 1, openid: "oMe" };
  });
  return { server, state };
}

function accountAt(url: string, store: TokenStore, changes: Partial<AccountConfig> = {}) {
  return wechatAccount(testConfig({ apiBase: url, ...changes }), store);
}

async function refusalOf(work: Promise<unknown>): Promise<WechatError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof WechatError)) throw new Error(`no WechatError but ${error}`);
  return error;
}

const many = <T>(count: number, work: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, () => work()));

describe("the access token", () => {
  it("is asked for with stable_token, without force_refresh, and kept with its remaining life", async () => {
    const { server: at, state } = await wechat();
    state.expiresInS = 345;
    const store = memoryStore();
    const before = Date.now();
    await accountAt(at.url, store).follows("oMe");
    const call = at.calls[0];
    expect([call?.method, call?.path, call?.rawQuery]).toEqual(["POST", TOKEN, ""]);
    expect(JSON.parse(call?.body ?? "")).toEqual({
      grant_type: "client_credential",
      appid: testConfig().appid,
      secret: testConfig().secret,
      force_refresh: false,
    });
    const kept = store.stored.get("access");
    expect(kept?.value).toBe("T1");
    expect(kept?.expiresAt.getTime()).toBeGreaterThanOrEqual(before + 345_000);
    expect(kept?.expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 345_000);
  });

  it("is renewed once for forty concurrent callers of two instances", async () => {
    const { server: at } = await wechat();
    const store = memoryStore();
    const instances = [accountAt(at.url, store), accountAt(at.url, store)];
    await many(20, () => Promise.all(instances.map((instance) => instance.follows("oMe"))));
    expect(at.count(TOKEN)).toBe(1);
    expect(at.count(USER)).toBe(40);
  });

  it.each([
    [301, 0],
    [299, 1],
    [-1, 1],
  ])("with %i s left is renewed %i times", async (leftS, renewals) => {
    const { server: at } = await wechat();
    await accountAt(at.url, memoryStore({ access: lasting("T1", leftS) })).follows("oMe");
    expect(at.count(TOKEN)).toBe(renewals);
  });

  it("that still works is used when it cannot be renewed, and not asked for at every call", async () => {
    const { server: at } = await wechat((call) =>
      call.path === TOKEN ? { errcode: 45009, errmsg: "quota" } : undefined,
    );
    const account = accountAt(at.url, memoryStore({ access: lasting("T1", 200) }));
    expect(await account.follows("oMe")).toBe(true);
    expect(await account.follows("oMe")).toBe(true);
    expect(at.count(TOKEN)).toBe(1);
  });

  it("that has ended makes a failed renewal everybody's failure", async () => {
    const { server: at } = await wechat((call) =>
      call.path === TOKEN ? { errcode: 45009, errmsg: "quota" } : undefined,
    );
    const error = await refusalOf(
      accountAt(at.url, memoryStore({ access: lasting("T1", -1) })).follows("oMe"),
    );
    expect([error.trouble, error.errcode]).toEqual(["limited", 45009]);
    expect(at.count(USER)).toBe(0);
  });

  it("with little life that comes back unchanged is not asked for at every call", async () => {
    const { server: at, state } = await wechat();
    state.expiresInS = 200;
    const account = accountAt(at.url, memoryStore({ access: lasting("T1", 150) }));
    for (let i = 0; i < 5; i += 1) await account.follows("oMe");
    expect(at.count(TOKEN)).toBe(1);
  });

  it.each([
    [40001, "setup"],
    [40013, "setup"],
    [40125, "setup"],
    [40164, "setup"],
    [40243, "setup"],
    [89503, "setup"],
    [45011, "limited"],
  ])("that is refused with %i is a matter of %s, and no call is made", async (errcode, trouble) => {
    const { server: at } = await wechat((call) =>
      call.path === TOKEN ? { errcode, errmsg: "no" } : undefined,
    );
    const error = await refusalOf(accountAt(at.url, memoryStore()).follows("oMe"));
    expect([error.trouble, error.errcode]).toEqual([trouble, errcode]);
    expect([at.count(TOKEN), at.count(USER)]).toEqual([1, 0]);
  });
});

describe("a refused access token", () => {
  it.each([40001, 40014, 42001])("(%i) is renewed once and the call repeated once", async (errcode) => {
    const { server: at, state } = await wechat();
    state.refusal = { errcode, errmsg: "no" };
    const store = memoryStore({ access: lasting("T0") });
    expect(await accountAt(at.url, store).follows("oMe")).toBe(true);
    expect([at.count(TOKEN), at.count(USER)]).toEqual([1, 2]);
    expect(store.stored.get("access")?.value).toBe("T1");
  });

  it("is renewed once for forty concurrent callers of two instances", async () => {
    const { server: at } = await wechat();
    const store = memoryStore({ access: lasting("T0") });
    const instances = [accountAt(at.url, store), accountAt(at.url, store)];
    await many(20, () => Promise.all(instances.map((instance) => instance.follows("oMe"))));
    expect(at.count(TOKEN)).toBe(1);
  });

  it("that another instance has replaced meanwhile is not renewed again", async () => {
    const store: MemoryStore = memoryStore({ access: lasting("T0") });
    const { server: at } = await wechat((call) => {
      if (call.query.get("access_token") !== "T0") return undefined;
      store.stored.set("access", lasting("T1"));
      return stale;
    });
    expect(await accountAt(at.url, store).follows("oMe")).toBe(true);
    expect(at.count(TOKEN)).toBe(0);
  });

  it("that comes back unchanged is tried once more, then left alone: no loop", async () => {
    const { server: at } = await wechat((call) => (call.path === USER ? stale : undefined));
    const account = accountAt(at.url, memoryStore({ access: lasting("T1") }));
    const first = await refusalOf(account.follows("oMe"));
    expect([first.trouble, first.errcode]).toEqual(["retry", 40001]);
    expect([at.count(TOKEN), at.count(USER)]).toEqual([1, 2]);
    await Promise.all([1, 2, 3].map(() => refusalOf(account.follows("oMe"))));
    expect([at.count(TOKEN), at.count(USER)]).toEqual([1, 5]);
  });

  it("that comes back unchanged is asked for again after the hold", async () => {
    let given = "T1";
    const { server: at, state } = await wechat((call) =>
      call.path === TOKEN ? { access_token: given, expires_in: 7_200 } : undefined,
    );
    state.token = "T2";
    const account = accountAt(at.url, memoryStore({ access: lasting("T1") }), { holdMs: 0 });
    await refusalOf(account.follows("oMe"));
    given = "T2";
    expect(await account.follows("oMe")).toBe(true);
    expect(at.count(TOKEN)).toBe(2);
  });

  it("that is refused again after a renewal gives up after the one repetition", async () => {
    let tokens = 0;
    const { server: at } = await wechat((call) =>
      call.path === TOKEN ? { access_token: `T${++tokens}`, expires_in: 7_200 } : stale,
    );
    const error = await refusalOf(accountAt(at.url, memoryStore({ access: lasting("T0") })).follows("oMe"));
    expect(error.errcode).toBe(40001);
    expect([at.count(TOKEN), at.count(USER)]).toEqual([1, 2]);
  });
});

describe("the ticket of the JS-SDK", () => {
  const sign = (account: ReturnType<typeof accountAt>) =>
    account.jsSdkConfig("https://m.example/", new Date());

  it("is fetched once for forty concurrent callers of two instances, and shared", async () => {
    const { server: at } = await wechat();
    const store = memoryStore();
    const instances = [accountAt(at.url, store), accountAt(at.url, store)];
    await many(20, () => Promise.all(instances.map(sign)));
    expect([at.count(TOKEN), at.count(TICKET)]).toEqual([1, 1]);
    expect(store.stored.get("jsapi")?.value).toBe("ticket-1");
  });

  it("is renewed with less than 300 s left and not before", async () => {
    const { server: at } = await wechat();
    await sign(accountAt(at.url, memoryStore({ access: lasting("T1"), jsapi: lasting("t", 301) })));
    expect(at.count(TICKET)).toBe(0);
    await sign(accountAt(at.url, memoryStore({ access: lasting("T1"), jsapi: lasting("t", 299) })));
    expect(at.count(TICKET)).toBe(1);
  });

  it("survives a refused access token without holding two locks", async () => {
    const { server: at } = await wechat();
    await sign(accountAt(at.url, memoryStore({ access: lasting("T0") })));
    expect([at.count(TOKEN), at.count(TICKET)]).toEqual([1, 2]);
  });
});

describe("a store that fails", () => {
  it("becomes a WechatError that quotes nothing of it", async () => {
    const { server: at } = await wechat();
    const failing: TokenStore = {
      read: async () => null,
      renew: async (_, renew) => {
        const { value } = await renew(null);
        throw new Error(`insert into tokens values ('${value}')`);
      },
    };
    const error = await refusalOf(accountAt(at.url, failing).follows("oMe"));
    expect([error.trouble, error.errcode]).toEqual(["retry", 0]);
    expect(`${error.stack}${error.cause}`).not.toContain("T1");
  });
});
