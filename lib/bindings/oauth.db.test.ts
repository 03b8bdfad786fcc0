import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { ledgerEntries, oauthReturns, users, wechatIdentities } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { randomToken, sha256Hex } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { WechatError } from "@/lib/providers/wechat/words";
import { forgetBindings } from "./forget";
import { acceptOauthReturn } from "./oauth/accept-return";
import { beginWebAuthorisation } from "./oauth/begin";
import { findOpenid, findWechat, getJsSdkConfig } from "./read";
import { deliver, openid, setTestAccount, type TestAccount } from "./testing-account.fixture";

let wechat: TestAccount;
let person = "";
const given = { ...env() };
beforeEach(() => {
  wechat = setTestAccount();
  person = openid();
});
afterEach(() => void Object.assign(env(), given));

const anybody = (now?: Date) => testContext(anonymousActor(), now);
const STATE = sha256Hex("the browser's state");
const comeBack = (code: string, stateHash = STATE, now?: Date) =>
  acceptOauthReturn({ ctx: anybody(now), input: { code, stateHash } });
function newCode(parts: { isSnapshot?: boolean; unionid?: string } = {}): string {
  const code = randomToken();
  wechat.codes.set(code, {
    openid: person,
    unionid: parts.unionid ?? null,
    isSnapshot: parts.isSnapshot ?? false,
  });
  return code;
}
const identities = () => db().select().from(wechatIdentities).where(eq(wechatIdentities.openid, person));
const USED = { ok: false, reason: "code_used" };

describe("coming back from WeChat", () => {
  test("a new person gets an account with welcome credits; a known one their own", async () => {
    const first = await comeBack(newCode({ unionid: "o6-union" }));
    if (!first.ok) throw new Error(first.reason);
    expect(first).toEqual({
      ok: true,
      userId: first.userId,
      sessionVersion: 1,
      identityId: first.identityId,
    });
    expect(await identities()).toMatchObject([
      { userId: first.userId, unionid: "o6-union", follows: false, followChangedAt: null },
    ]);
    expect(await db().$count(ledgerEntries, eq(ledgerEntries.userId, first.userId))).toBe(1);
    expect(await comeBack(newCode())).toEqual(first);
    expect(await identities()).toMatchObject([{ unionid: "o6-union" }]);
    expect(await findOpenid({ ctx: anybody(), userId: first.userId })).toBe(person);
  });

  test("a member sees their own WeChat and whether it follows, and nobody else's", async () => {
    const back = await comeBack(newCode());
    if (!back.ok) throw new Error(back.reason);
    const own = testContext(userActor(back.userId));
    expect(await findWechat({ ctx: own })).toEqual({ follows: false });
    await deliver(person, { kind: "follow", scene: null });
    expect(await findWechat({ ctx: own })).toEqual({ follows: true });
    expect(await findWechat({ ctx: testContext(userActor("usr_somebody_else")) })).toBeNull();
  });

  test("who follows already is the same person, and stays a follower", async () => {
    await deliver(person, { kind: "follow", scene: null });
    const back = await comeBack(newCode());
    expect(await identities()).toMatchObject([{ follows: true, userId: back.ok && back.userId }]);
  });

  test("the same code again is the same answer without asking WeChat, one after the other and at once", async () => {
    const code = newCode();
    const first = await comeBack(code);
    expect(await comeBack(code)).toEqual(first);
    expect(wechat.exchanges).toBe(1);
    const both = newCode();
    const answers = await Promise.all([comeBack(both), comeBack(both), comeBack(both)]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify(first)]),
    );
  });

  test("a code in a browser with another state, after five minutes, or never known is a used one", async () => {
    const code = newCode();
    await comeBack(code);
    expect(await comeBack(code, sha256Hex("another"))).toEqual(USED);
    expect(await comeBack(code, STATE, new Date(Date.now() + 301_000))).toEqual(USED);
    expect(await comeBack("wrong")).toEqual(USED);
  }, 30_000);

  test("a visitor of a snapshot page becomes nobody", async () => {
    expect(await comeBack(newCode({ isSnapshot: true }))).toEqual({ ok: false, reason: "snapshot_user" });
    expect(await identities()).toEqual([]);
  });

  test("a suspended person is not signed in, and a new one not while nobody new is let in", async () => {
    env().SIGN_UP_OPEN = false;
    expect(await comeBack(newCode())).toEqual({ ok: false, reason: "sign_up_closed" });
    env().SIGN_UP_OPEN = true;
    const back = await comeBack(newCode());
    if (!back.ok) throw new Error(back.reason);
    await db().update(users).set({ status: "suspended" }).where(eq(users.id, back.userId));
    expect(await comeBack(newCode())).toEqual({ ok: false, reason: "account_unavailable" });
  });

  test("WeChat that does not answer is 503, and the code is not stored", async () => {
    const code = newCode();
    wechat.failure = new WechatError("retry", 0, "No answer in time.");
    await expect(comeBack(code)).rejects.toMatchObject({ status: 503, code: "wechat_unavailable" });
    expect(await db().$count(oauthReturns, eq(oauthReturns.codeHash, sha256Hex(code)))).toBe(0);
  });

  test("neither code nor state is stored", async () => {
    const code = newCode();
    await comeBack(code);
    expect(JSON.stringify(await db().select().from(oauthReturns))).not.toContain(code);
  });

  test("two first visits of one person at once make one account", async () => {
    const answers = await Promise.all([comeBack(newCode()), comeBack(newCode()), comeBack(newCode())]);
    expect(new Set(answers.map((answer) => answer.ok && answer.userId)).size).toBe(1);
    expect(await identities()).toHaveLength(1);
  });

  test("after their account was closed the person begins anew", async () => {
    const first = await comeBack(newCode());
    if (!first.ok) throw new Error(first.reason);
    await forgetBindings({ ctx: testContext(userActor(first.userId)) });
    const second = await comeBack(newCode());
    expect(second).toMatchObject({ ok: true, identityId: first.identityId });
    expect(second.ok && second.userId).not.toBe(first.userId);
  });

  test("welcome credits come once per person, however many accounts they close", async () => {
    for (const entries of [1, 0, 0]) {
      const back = await comeBack(newCode());
      if (!back.ok) throw new Error(back.reason);
      expect(await db().$count(ledgerEntries, eq(ledgerEntries.userId, back.userId))).toBe(entries);
      await forgetBindings({ ctx: testContext(userActor(back.userId)) });
    }
  });
});

describe("going to WeChat", () => {
  test("states are 32 letters and digits, new each time", () => {
    const [one, two] = [beginWebAuthorisation(), beginWebAuthorisation()];
    expect(one.state).toMatch(/^[a-zA-Z0-9]{32}$/);
    expect(one.state).not.toBe(two.state);
    expect(one.url).toContain(encodeURIComponent("http://localhost:3000/api/wechat/oauth"));
    expect(one.url).toContain(`state=${one.state}`);
  });

  test("WeChat sends nobody to a foreign address", () => {
    const input = { redirectUrl: "https://evil.example/api/wechat/oauth" };
    expect(() => beginWebAuthorisation({ input })).toThrow("invalid_input");
  });
});

test("pages are signed for our own origins only", async () => {
  const url = "http://localhost:3000/m/plans?x=1";
  expect(await getJsSdkConfig({ ctx: anybody(), input: { url } })).toMatchObject({ signature: url });
  for (const foreign of ["https://evil.example/m/plans", "http://localhost:3001/m"])
    await expect(getJsSdkConfig({ ctx: anybody(), input: { url: foreign } })).rejects.toMatchObject({
      status: 400,
    });
  wechat.failure = new WechatError("limited", 45009, "reach max api daily quota limit");
  await expect(getJsSdkConfig({ ctx: anybody(), input: { url } })).rejects.toMatchObject({ status: 503 });
});
