import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { bindingSessions, devices, orders, users, wechatIdentities } from "@/db/schema";
import { anonymousActor, jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { randomToken } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { forget, singleton } from "@/lib/platform/process/singleton";
import { WechatError } from "@/lib/providers/wechat/words";
import { ACCOUNT } from "./internal/account";
import { acceptOauthReturn } from "./oauth/accept-return";
import { findOpenid, getBinding, getBindingForMember, isWechatOn } from "./read";
import { cancelBinding } from "./sessions/cancel";
import { claimBinding } from "./sessions/claim";
import { confirmBinding } from "./sessions/confirm";
import { createBinding } from "./sessions/create";
import { refuseBinding } from "./sessions/refuse";
import {
  deliver,
  newDevice,
  newDeviceCode,
  openid,
  setTestAccount,
  type TestAccount,
} from "./testing-account.fixture";

let wechat: TestAccount;
let person = "";
beforeEach(() => {
  wechat = setTestAccount();
  person = openid();
});

const anybody = (now?: Date) => testContext(anonymousActor(), now);
const by = (userId: string, now?: Date) => testContext(userActor(userId), now);
const inMs = (ms: number) => new Date(Date.now() + ms);

async function newCode(purpose: "sign_in" | "link", userId?: string) {
  const made = await createBinding({ ctx: userId ? by(userId) : anybody(), input: { purpose } });
  const polled = { id: made.id, secret: made.pollSecret };
  return { ...made, polled, scene: wechat.scenes.at(-1) ?? "" };
}
const scan = (scene: string, from = person) => deliver(from, { kind: "scan", scene });
const state = async (polled: { id: string; secret: string }, now?: Date) =>
  getBinding({ ctx: anybody(now), input: polled });
/** Opens a member page in WeChat. */
async function enter(from = person): Promise<string> {
  const code = randomToken();
  wechat.codes.set(code, { openid: from, unionid: null, isSnapshot: false });
  const back = await acceptOauthReturn({ ctx: anybody(), input: { code, stateHash: "a".repeat(64) } });
  if (!back.ok) throw new Error(back.reason);
  return back.userId;
}

describe("opening a code", () => {
  test("the scene is random, stored before WeChat is asked, and never handed to the client", async () => {
    const device = await newDevice();
    const made = await newDeviceCode(wechat, device);
    expect(made.scene).toMatch(/^b1_[\w-]{22}$/);
    expect(JSON.stringify({ ...made, scene: "" })).not.toContain(made.scene);
    expect(made).toMatchObject({ pollAfterMs: 2_000, qrContent: expect.stringContaining("weixin.qq.com") });
    expect(new Date(made.expiresAt).getTime() - Date.now()).toBeLessThanOrEqual(585_000);
    const [row] = await db().select().from(bindingSessions).where(eq(bindingSessions.id, made.id));
    expect(JSON.stringify(row)).not.toContain(made.pollSecret);
  });

  test("a lost answer of WeChat is 503 and leaves nothing that a scan could use", async () => {
    const device = await newDevice();
    wechat.failure = new WechatError("retry", 0, "No answer in time.");
    const lost = createBinding({ ctx: device.ctx(), input: { purpose: "device" } });
    await expect(lost).rejects.toMatchObject({ status: 503, code: "wechat_unavailable" });
    wechat.failure = null;
    expect(await scan(wechat.scenes.at(-1) ?? "")).toContain("二维码已失效");
    const rows = await db()
      .select()
      .from(bindingSessions)
      .where(eq(bindingSessions.deviceId, device.deviceId));
    expect(rows.map((row) => row.state)).toEqual(["cancelled"]);
  });

  test("without an official account it is 503 and nothing is stored", async () => {
    forget(ACCOUNT);
    singleton(ACCOUNT, () => ({ account: null }));
    expect(isWechatOn()).toBe(false);
    const before = await db().$count(bindingSessions);
    const made = createBinding({ ctx: anybody(), input: { purpose: "sign_in" } });
    await expect(made).rejects.toMatchObject({ status: 503, code: "wechat_not_configured" });
    expect(await db().$count(bindingSessions)).toBe(before);
    expect(await findOpenid({ ctx: anybody(), userId: "usr_x" })).toBeNull();
  });

  test("each purpose is for its own askers", async () => {
    const { id } = await insertUser();
    const device = await newDevice();
    const ask = (ctx: Parameters<typeof createBinding>[0]["ctx"], purpose: "device" | "sign_in" | "link") =>
      createBinding({ ctx, input: { purpose } });
    await expect(ask(anybody(), "device")).rejects.toMatchObject({ status: 401 });
    await expect(ask(by(id), "device")).rejects.toMatchObject({ status: 403 });
    await expect(ask(anybody(), "link")).rejects.toMatchObject({ status: 401 });
    await expect(ask(device.ctx(id), "link")).rejects.toMatchObject({ status: 403 });
    await expect(ask(device.ctx(), "sign_in")).rejects.toMatchObject({ status: 403 });
    await expect(ask(testContext(jobActor()), "sign_in")).rejects.toMatchObject({ status: 403 });
  });

  test("of several codes that a device opens at once one stays open", async () => {
    const device = await newDevice();
    await Promise.all(Array.from({ length: 6 }, () => newDeviceCode(wechat, device)));
    const rows = await db()
      .select()
      .from(bindingSessions)
      .where(eq(bindingSessions.deviceId, device.deviceId));
    expect(rows.filter((row) => row.state === "pending")).toHaveLength(1);
    expect(rows.filter((row) => row.state === "cancelled")).toHaveLength(5);
  });
});

describe("polling", () => {
  test("needs the secret of this very code", async () => {
    const code = await newCode("sign_in");
    const other = await newCode("sign_in");
    expect(await state(code.polled)).toMatchObject({ id: code.id, state: "pending", device: null });
    for (const secret of ["", "x", other.pollSecret, `${code.pollSecret}x`])
      await expect(state({ id: code.id, secret })).rejects.toMatchObject({ status: 404 });
    const unknown = { id: newId("binding"), secret: code.pollSecret };
    await expect(state(unknown)).rejects.toMatchObject({ status: 404 });
  });

  test("tells that the time is over", async () => {
    const code = await newCode("sign_in");
    expect(await state(code.polled, inMs(584_000))).toMatchObject({ state: "pending" });
    expect(await state(code.polled, inMs(586_000))).toMatchObject({ state: "expired" });
  });

  test("the asker cancels what is not decided, and nobody else does", async () => {
    const code = await newCode("sign_in");
    const foreign = { id: code.id, secret: randomToken() };
    await expect(cancelBinding({ ctx: anybody(), input: foreign })).rejects.toMatchObject({ status: 404 });
    for (let i = 0; i < 2; i += 1)
      expect(await cancelBinding({ ctx: anybody(), input: code.polled })).toEqual({ ok: true });
    expect(await state(code.polled)).toMatchObject({ state: "cancelled" });
    expect(await scan(code.scene)).toContain("二维码已失效");
    const device = await newDevice();
    const bound = await newDeviceCode(wechat, device);
    await scan(bound.scene);
    await cancelBinding({ ctx: anybody(), input: { id: bound.id, secret: bound.pollSecret } });
    expect(await state({ id: bound.id, secret: bound.pollSecret })).toMatchObject({ state: "bound" });
  });
});

describe("signing in", () => {
  test("the person who scanned confirms, and the browser that asked is given the account once", async () => {
    const code = await newCode("sign_in");
    await scan(code.scene);
    const claim = () => claimBinding({ ctx: anybody(), input: code.polled });
    expect(await claim()).toEqual({ ok: false, reason: "binding_not_ready" });
    const member = await enter();
    expect(await getBindingForMember({ ctx: by(member), input: { id: code.id } })).toMatchObject({
      purpose: "sign_in",
      state: "scanned",
      device: null,
      account: null,
    });
    const confirmed = await confirmBinding({ ctx: by(member), input: { id: code.id } });
    expect(confirmed).toMatchObject({ state: "bound" });
    expect(await state(code.polled)).toMatchObject({ state: "bound" });
    expect(
      await claimBinding({ ctx: anybody(), input: { ...code.polled, secret: "x" } }).catch(String),
    ).toContain("not_found");
    const claims = await Promise.all([claim(), claim(), claim()]);
    expect(claims.filter((one) => one.ok)).toEqual([{ ok: true, userId: member, sessionVersion: 1 }]);
    expect(claims.filter((one) => !one.ok)).toEqual(Array(2).fill({ ok: false, reason: "binding_ended" }));
    expect(await state(code.polled)).toMatchObject({ state: "claimed" });
    expect(await confirmBinding({ ctx: by(member), input: { id: code.id } })).toMatchObject({
      state: "claimed",
    });
    expect(await scan(code.scene)).toContain("已确认");
  });

  test("what nobody claims within two minutes is over", async () => {
    const code = await newCode("sign_in");
    await scan(code.scene);
    await confirmBinding({ ctx: by(await enter()), input: { id: code.id } });
    const late = await claimBinding({ ctx: anybody(inMs(121_000)), input: code.polled });
    expect(late).toEqual({ ok: false, reason: "binding_ended" });
    expect(await state(code.polled, inMs(121_000))).toMatchObject({ state: "expired" });
  });

  test("nobody else sees, confirms or refuses it, signed in or not", async () => {
    const code = await newCode("sign_in");
    await scan(code.scene);
    const input = { id: code.id };
    const stranger = await enter(openid());
    for (const verb of [confirmBinding, refuseBinding, getBindingForMember])
      await expect(verb({ ctx: by(stranger), input })).rejects.toMatchObject({ status: 404 });
    await expect(getBindingForMember({ ctx: anybody(), input })).rejects.toMatchObject({ status: 401 });
    const unknown = { id: newId("binding") };
    await expect(confirmBinding({ ctx: by(stranger), input: unknown })).rejects.toMatchObject({
      status: 404,
    });
    expect(await state(code.polled)).toMatchObject({ state: "scanned" });
  });

  test("a refusal ends it for both, and a confirmation cannot be taken back by it", async () => {
    const code = await newCode("sign_in");
    await scan(code.scene);
    const member = await enter();
    const input = { id: code.id };
    for (let i = 0; i < 2; i += 1)
      expect(await refuseBinding({ ctx: by(member), input })).toMatchObject({
        state: "refused",
        refusal: "declined",
      });
    const ended = { ok: false, reason: "binding_ended" };
    expect(await confirmBinding({ ctx: by(member), input })).toEqual(ended);
    expect(await claimBinding({ ctx: anybody(), input: code.polled })).toEqual(ended);
    const second = await newCode("sign_in");
    await scan(second.scene);
    await confirmBinding({ ctx: by(member), input: { id: second.id } });
    expect(await refuseBinding({ ctx: by(member), input: { id: second.id } })).toEqual(ended);
  });

  test("who was suspended meanwhile is neither confirmed nor claimed", async () => {
    const code = await newCode("sign_in");
    await scan(code.scene);
    const member = await enter();
    await confirmBinding({ ctx: by(member), input: { id: code.id } });
    await db().update(users).set({ status: "suspended" }).where(eq(users.id, member));
    expect(await claimBinding({ ctx: anybody(), input: code.polled })).toEqual({
      ok: false,
      reason: "account_unavailable",
    });
  });

  test("a late confirmation comes to nothing", async () => {
    const code = await newCode("sign_in");
    await scan(code.scene);
    const late = by(await enter(), inMs(20 * 60_000));
    expect(await confirmBinding({ ctx: late, input: { id: code.id } })).toEqual({
      ok: false,
      reason: "binding_ended",
    });
  });
});

describe("linking", () => {
  const statusOf = async (id: string) =>
    (await db().select({ status: users.status }).from(users).where(eq(users.id, id)))[0]?.status;

  test("the account that was made on the way to the page ends, and WeChat belongs to the one that asked", async () => {
    const asker = await insertUser();
    const code = await newCode("link", asker.id);
    await scan(code.scene);
    const made = await enter();
    const input = { id: code.id };
    expect(await getBindingForMember({ ctx: by(made), input })).toMatchObject({ account: asker.username });
    expect(await confirmBinding({ ctx: by(made), input })).toMatchObject({ purpose: "link", state: "bound" });
    expect(await findOpenid({ ctx: anybody(), userId: asker.id })).toBe(person);
    expect(await statusOf(made)).toBe("deleted");
    expect(await enter()).toBe(asker.id);
    expect(await state(code.polled)).toMatchObject({ state: "bound" });
    expect(await claimBinding({ ctx: anybody(), input: code.polled })).toEqual({
      ok: false,
      reason: "nothing_to_claim",
    });
  });

  test("an account that holds something is not given up for a link", async () => {
    const asker = await insertUser();
    const code = await newCode("link", asker.id);
    await scan(code.scene);
    const made = await enter();
    const device = await newDevice();
    await db()
      .update(devices)
      .set({ userId: made, boundAt: new Date() })
      .where(eq(devices.id, device.deviceId));
    expect(await confirmBinding({ ctx: by(made), input: { id: code.id } })).toEqual({
      ok: false,
      reason: "wechat_has_other_account",
    });
    expect(await statusOf(made)).toBe("active");
    expect(await findOpenid({ ctx: anybody(), userId: asker.id })).toBeNull();
    expect(await state(code.polled)).toMatchObject({ state: "refused", refusal: "wechat_has_other_account" });
    expect(await db().$count(orders, eq(orders.userId, made))).toBe(0);
  });

  test("of two people who confirm for one account at the same moment one is linked", async () => {
    const asker = await insertUser();
    const people = [openid(), openid(), openid()];
    const codes = [];
    for (const one of people) {
      const code = await newCode("link", asker.id);
      await scan(code.scene, one);
      codes.push({ id: code.id, member: await enter(one) });
    }
    const results = await Promise.all(
      codes.map(({ id, member }) => confirmBinding({ ctx: by(member), input: { id } })),
    );
    expect(results.filter((result) => !("ok" in result))).toHaveLength(1);
    expect(results.filter((result) => "ok" in result)).toEqual(
      Array(2).fill({ ok: false, reason: "account_has_other_wechat" }),
    );
    expect(await db().$count(wechatIdentities, eq(wechatIdentities.userId, asker.id))).toBe(1);
  });

  test("nobody's link is made by a refusal, or for a suspended account", async () => {
    const asker = await insertUser();
    const code = await newCode("link", asker.id);
    await scan(code.scene);
    const made = await enter();
    await db().update(users).set({ status: "suspended" }).where(eq(users.id, asker.id));
    expect(await confirmBinding({ ctx: by(made), input: { id: code.id } })).toEqual({
      ok: false,
      reason: "account_unavailable",
    });
    expect(await statusOf(made)).toBe("active");
    expect(await findOpenid({ ctx: anybody(), userId: asker.id })).toBeNull();
  });
});

describe("undoing a bound client", () => {
  test("the person unbinds it by the link in their conversation, as often as they like", async () => {
    const device = await newDevice();
    const code = await newDeviceCode(wechat, device);
    await scan(code.scene);
    const member = await enter();
    const input = { id: code.id };
    expect(await confirmBinding({ ctx: by(member), input })).toMatchObject({
      state: "bound",
      device: { name: "书房的电脑", isBound: true },
    });
    for (let i = 0; i < 2; i += 1)
      expect(await refuseBinding({ ctx: by(member), input })).toMatchObject({ device: { isBound: false } });
    expect(
      await getBinding({ ctx: anybody(), input: { id: code.id, secret: code.pollSecret } }),
    ).toMatchObject({
      device: { isBound: false },
    });
  });

  test("a client that has moved on stays where it is", async () => {
    const device = await newDevice();
    const code = await newDeviceCode(wechat, device);
    await scan(code.scene);
    const first = await enter();
    const second = openid();
    await scan((await newDeviceCode(wechat, device)).scene, second);
    await refuseBinding({ ctx: by(first), input: { id: code.id } });
    const [row] = await db().select().from(devices).where(eq(devices.id, device.deviceId));
    expect(row?.userId).toBe(await enter(second));
  });
});
