import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { bindingSessions, devices, ledgerEntries, users, wechatIdentities, wechatNotices } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { env } from "@/lib/platform/env";
import { acceptAccountMessage } from "./callbacks/accept-message";
import { findOpenid, getBinding } from "./read";
import { createBinding } from "./sessions/create";
import {
  deliver,
  newDevice,
  newDeviceCode,
  openid,
  setTestAccount,
  type TestAccount,
  type TestDevice,
} from "./testing-account.fixture";

const VOID = "二维码已失效，请重新获取";
let wechat: TestAccount;
let device: TestDevice;
let person = "";
const given = { ...env() };

beforeEach(async () => {
  wechat = setTestAccount();
  device = await newDevice();
  person = openid();
});
afterEach(() => void Object.assign(env(), given));

const identityOf = async (of = person) =>
  (await db().select().from(wechatIdentities).where(eq(wechatIdentities.openid, of)))[0];
const memberOf = async (of = person) => {
  const { userId } = (await identityOf(of)) ?? {};
  const [member] = userId ? await db().select().from(users).where(eq(users.id, userId)) : [];
  return member ?? null;
};
const holderOf = async (of = device) =>
  (await db().select().from(devices).where(eq(devices.id, of.deviceId)))[0]?.userId;
const poll = (code: { id: string; pollSecret: string }, now?: Date) =>
  getBinding({
    ctx: testContext(anonymousActor(), now),
    input: { id: code.id, secret: code.pollSecret },
  });
const follow = (scene: string | null, from = person, told = {}) =>
  deliver(from, { kind: "follow", scene }, told);
const scan = (scene: string, from = person, told = {}) => deliver(from, { kind: "scan", scene }, told);
const inMs = (ms: number) => new Date(Date.now() + ms);

describe("binding a client", () => {
  test("a new person who follows by the code becomes a member with welcome credits, and the client is theirs", async () => {
    const code = await newDeviceCode(wechat, device);
    const reply = await follow(code.scene);
    expect(reply).toContain("已绑定设备「书房的电脑」");
    expect(reply).toContain(`/m/bind/${code.id}">不是我本人，解除绑定</a>`);
    const member = await memberOf();
    expect(member).toMatchObject({ email: null, passwordHash: null, displayName: "", plan: "free" });
    expect(member?.username).toMatch(/^wx_[0-9a-z]{10}$/);
    expect(await holderOf()).toBe(member?.id);
    expect(await identityOf()).toMatchObject({ follows: true });
    const credits = and(
      eq(ledgerEntries.userId, member?.id ?? ""),
      eq(ledgerEntries.businessKey, `welcome:${(await identityOf())?.id}`),
    );
    expect(await db().$count(ledgerEntries, credits)).toBe(1);
    expect(await poll(code)).toMatchObject({
      state: "bound",
      refusal: null,
      device: { id: device.deviceId, isBound: true },
    });
  });

  test("the client's poll never tells who bound it", async () => {
    const code = await newDeviceCode(wechat, device);
    await follow(code.scene);
    const told = JSON.stringify(await poll(code));
    expect(told).not.toContain(person);
    expect(told).not.toContain((await memberOf())?.id);
  });

  test("a person who follows already keeps their account, and their second client is bound as well", async () => {
    await follow((await newDeviceCode(wechat, device)).scene);
    const member = await memberOf();
    const second = await newDevice("手机");
    expect(await scan((await newDeviceCode(wechat, second)).scene)).toContain("已绑定设备「手机」");
    expect(await holderOf(second)).toBe(member?.id);
    expect(await memberOf()).toEqual(member);
  });

  test("beyond the plan's limit it is refused to both, and nothing is bound", async () => {
    for (const one of [device, await newDevice()]) await scan((await newDeviceCode(wechat, one)).scene);
    const third = await newDevice();
    const code = await newDeviceCode(wechat, third);
    expect(await scan(code.scene)).toContain("已达到上限");
    expect(await holderOf(third)).toBeNull();
    expect(await poll(code)).toMatchObject({ state: "refused", refusal: "device_limit" });
    // The refusal is repeated to the same person, and the code serves nobody else.
    expect(await scan(code.scene)).toContain("已达到上限");
    expect(await scan(code.scene, openid())).toBe(VOID);
  });

  test("two codes of one person at the same moment do not get past the limit", async () => {
    await scan((await newDeviceCode(wechat, device)).scene);
    const more = [await newDevice(), await newDevice(), await newDevice()];
    const codes = await Promise.all(more.map((one) => newDeviceCode(wechat, one)));
    const rows = await db()
      .select({ id: bindingSessions.id, scene: bindingSessions.scene })
      .from(bindingSessions);
    const scenes = codes.map((code) => rows.find((row) => row.id === code.id)?.scene ?? "");
    await Promise.all(scenes.map((scene) => scan(scene)));
    const member = await memberOf();
    expect(await db().$count(devices, eq(devices.userId, member?.id ?? ""))).toBe(2);
  });

  test("bound to this member already, it is bound again", async () => {
    await scan((await newDeviceCode(wechat, device)).scene);
    const holder = await holderOf();
    const code = await newDeviceCode(wechat, device);
    expect(await scan(code.scene)).toContain("设备「书房的电脑」已绑定到你的会员");
    expect(await holderOf()).toBe(holder);
    expect(await poll(code)).toMatchObject({ state: "bound" });
  });

  test("bound to another member, it moves to the new one, who is told", async () => {
    await scan((await newDeviceCode(wechat, device)).scene);
    const second = openid();
    const code = await newDeviceCode(wechat, device);
    expect(await scan(code.scene, second)).toContain("与原会员的绑定已解除");
    expect(await holderOf()).toBe((await memberOf(second))?.id);
    expect((await memberOf(second))?.id).not.toBe((await memberOf())?.id);
  });

  test("the same person who scans a bound code again gets the same good answer, until it is unbound", async () => {
    const code = await newDeviceCode(wechat, device);
    await follow(code.scene);
    expect(await scan(code.scene)).toContain("已绑定到你的会员");
    await db().update(devices).set({ userId: null, boundAt: null }).where(eq(devices.id, device.deviceId));
    expect(await scan(code.scene)).toBe(VOID);
    expect(await holderOf()).toBeNull();
  });

  test("a second person with a used code changes nothing", async () => {
    const code = await newDeviceCode(wechat, device);
    await scan(code.scene);
    const holder = await holderOf();
    const second = openid();
    expect(await scan(code.scene, second)).toBe(VOID);
    expect(await holderOf()).toBe(holder);
    expect(await memberOf(second)).toBeNull();
  });

  test("of two people who scan at the same moment one gets the client", async () => {
    const code = await newDeviceCode(wechat, device);
    const people = Array.from({ length: 6 }, openid);
    const replies = await Promise.all(people.map((one) => scan(code.scene, one)));
    expect(replies.filter((reply) => reply !== VOID)).toHaveLength(1);
    const winner = people[replies.findIndex((reply) => reply !== VOID)] ?? "";
    expect(await holderOf()).toBe((await memberOf(winner))?.id);
  });

  test("a late, a cancelled and an unknown code bind nobody", async () => {
    const code = await newDeviceCode(wechat, device, inMs(-590_000));
    expect(await follow(code.scene)).toBe(VOID);
    expect(await poll(code)).toMatchObject({ state: "expired" });
    const earlier = await newDeviceCode(wechat, device);
    await newDeviceCode(wechat, device);
    expect(await scan(earlier.scene)).toBe(VOID);
    expect(await poll(earlier)).toMatchObject({ state: "cancelled" });
    expect(await scan(`b1_${"A".repeat(22)}`)).toBe(VOID);
    expect(await scan("poster-7")).toBe(VOID);
    expect(await holderOf()).toBeNull();
    expect(await memberOf()).toBeNull();
  });

  test.each(["suspended", "deleted"] as const)(
    "a %s account binds nothing and is told so neutrally",
    async (status) => {
      await scan((await newDeviceCode(wechat, device)).scene);
      await db()
        .update(users)
        .set({ status })
        .where(eq(users.id, (await memberOf())?.id ?? ""));
      const second = await newDevice();
      const code = await newDeviceCode(wechat, second);
      const reply = await scan(code.scene);
      expect(reply).toContain("你的账户目前无法使用");
      expect(reply).not.toMatch(/封|停用|删除/);
      expect(await holderOf(second)).toBeNull();
      expect(await poll(code)).toMatchObject({ state: "refused", refusal: "account_unavailable" });
    },
  );

  test("while nobody new is let in, a new person is refused and an old one is not", async () => {
    await scan((await newDeviceCode(wechat, device)).scene);
    env().SIGN_UP_OPEN = false;
    const second = await newDevice();
    const code = await newDeviceCode(wechat, second);
    expect(await scan(code.scene, openid())).toContain("暂不开放新用户");
    expect(await poll(code)).toMatchObject({ state: "refused", refusal: "sign_up_closed" });
    expect(await scan((await newDeviceCode(wechat, second)).scene)).toContain("已绑定设备");
  });

  test("a client's name cannot put a link into the answer", async () => {
    const evil = await newDevice('<a href="https://evil.example">x</a>');
    const reply = await scan((await newDeviceCode(wechat, evil)).scene);
    expect(reply?.match(/<a /g)).toHaveLength(2);
    expect(reply).not.toMatch(/https:\/\/evil|evil\.example/);
  });

  test("a failure in the middle leaves neither notice nor member, and the next delivery does it all", async () => {
    const code = await newDeviceCode(wechat, device);
    env().WELCOME_CREDITS = 1_000_000_000;
    await expect(follow(code.scene, person, { key: "retried" })).rejects.toThrow();
    expect(await identityOf()).toBeUndefined();
    expect(await poll(code)).toMatchObject({ state: "pending" });
    Object.assign(env(), given);
    expect(await follow(code.scene, person, { key: "retried" })).toContain("已绑定设备");
  });
});

describe("signing in and linking", () => {
  const code = async (purpose: "sign_in" | "link", actor: Parameters<typeof testContext>[0]) => ({
    ...(await createBinding({ ctx: testContext(actor), input: { purpose } })),
    scene: wechat.scenes.at(-1) ?? "",
  });

  test("a scan alone signs nobody in: it waits for a confirmation, for whose time it stays open", async () => {
    const asked = await code("sign_in", anonymousActor());
    const reply = await follow(asked.scene);
    expect(reply).toContain(`/m/bind/${asked.id}">点此确认登录`);
    expect(await memberOf()).toBeNull();
    expect(await poll(asked)).toMatchObject({ state: "scanned", device: null });
    expect(await scan(asked.scene)).toBe(reply);
    expect(await scan(asked.scene, openid())).toBe(VOID);
    expect(await poll(asked, inMs(16 * 60_000))).toMatchObject({ state: "expired" });
  });

  test("a link waits for a confirmation too, and is not made by the scan", async () => {
    const { id } = await insertUser();
    const asked = await code("link", userActor(id));
    expect(await follow(asked.scene)).toContain("点此查看并确认");
    expect(await findOpenid({ ctx: testContext(), userId: id })).toBeNull();
    expect(await poll(asked)).toMatchObject({ state: "scanned" });
  });

  test("a WeChat of another account is refused to both", async () => {
    await scan((await newDeviceCode(wechat, device)).scene);
    const { id } = await insertUser();
    const asked = await code("link", userActor(id));
    expect(await scan(asked.scene)).toContain("已经属于另一个芯图账户");
    expect(await poll(asked)).toMatchObject({ state: "refused", refusal: "wechat_has_other_account" });
    expect(await scan(asked.scene)).toContain("已经属于另一个芯图账户");
  });

  test("an account with a WeChat gets no second one; its own is linked already", async () => {
    await scan((await newDeviceCode(wechat, device)).scene);
    const { id = "" } = (await memberOf()) ?? {};
    const second = await code("link", userActor(id));
    expect(await scan(second.scene, openid())).toContain("已经关联了另一个微信");
    expect(await poll(second)).toMatchObject({ state: "refused", refusal: "account_has_other_wechat" });
    const own = await code("link", userActor(id));
    expect(await scan(own.scene)).toContain("已与这个芯图账户关联");
    expect(await poll(own)).toMatchObject({ state: "bound" });
    expect(await findOpenid({ ctx: testContext(), userId: id })).toBe(person);
  });

  test("while nobody new is let in, who has no account is told so at the scan", async () => {
    env().SIGN_UP_OPEN = false;
    const { id } = await insertUser();
    for (const asked of [await code("sign_in", anonymousActor()), await code("link", userActor(id))]) {
      expect(await scan(asked.scene)).toContain("暂不开放新用户");
      expect(await poll(asked)).toMatchObject({ state: "refused", refusal: "sign_up_closed" });
    }
  });

  test("a suspended person is not asked to sign in", async () => {
    await scan((await newDeviceCode(wechat, device)).scene);
    const member = await memberOf();
    await db()
      .update(users)
      .set({ status: "suspended" })
      .where(eq(users.id, member?.id ?? ""));
    const asked = await code("sign_in", anonymousActor());
    expect(await scan(asked.scene)).toContain("目前无法使用");
    expect(await poll(asked)).toMatchObject({ state: "refused", refusal: "account_unavailable" });
  });
});

describe("following", () => {
  test("without a code a person is welcomed with a link to the member page and is not a member yet", async () => {
    expect(await follow(null)).toContain('<a href="http://localhost:3000/m">');
    expect(await identityOf()).toMatchObject({ follows: true, userId: null });
    expect(await follow("poster-7")).toContain("欢迎关注芯图");
  });

  test("who leaves keeps their bindings, and may come back", async () => {
    await follow((await newDeviceCode(wechat, device)).scene);
    const holder = await holderOf();
    expect(await deliver(person, { kind: "unfollow" })).toBeNull();
    expect(await identityOf()).toMatchObject({ follows: false });
    expect(await holderOf()).toBe(holder);
    await follow(null);
    expect(await identityOf()).toMatchObject({ follows: true, userId: holder });
  });

  test("an older event that comes later does not change the state, but its code counts", async () => {
    const code = await newDeviceCode(wechat, device);
    await deliver(person, { kind: "unfollow" }, { at: inMs(60_000) });
    expect(await follow(code.scene, person, { at: inMs(30_000) })).toContain("已绑定设备");
    expect(await identityOf()).toMatchObject({ follows: false });
  });
});

describe("deliveries", () => {
  const stored = async (key: string) =>
    (await db().select().from(wechatNotices)).filter((row) => row.headers.key === key);

  test("a repeated delivery changes nothing and gets the same answer, also when the state has changed", async () => {
    const code = await newDeviceCode(wechat, device);
    const told = { key: `${person}|again` };
    const first = await follow(code.scene, person, told);
    await db().update(devices).set({ userId: null, boundAt: null }).where(eq(devices.id, device.deviceId));
    expect(await follow(code.scene, person, told)).toBe(first);
    expect(await holderOf()).toBeNull();
  });

  test("deliveries at the same moment make one member and get one answer", async () => {
    const code = await newDeviceCode(wechat, device);
    const told = { key: `${person}|storm`, at: new Date() };
    const replies = await Promise.all(Array.from({ length: 12 }, () => follow(code.scene, person, told)));
    expect(new Set(replies).size).toBe(1);
    const member = await memberOf();
    expect(await db().$count(ledgerEntries, eq(ledgerEntries.userId, member?.id ?? ""))).toBe(1);
  });

  test("the notice keeps bytes and headers, a hashed key and how often it came", async () => {
    const message = {
      openid: person,
      account: "gh_test",
      sentAt: new Date(),
      dedupeKey: `${person}|once`,
      content: { kind: "text", text: "帮助" },
    } as const;
    const ctx = testContext({ kind: "webhook", vendor: "wechat" } as const);
    const call = { ctx, message, raw: Buffer.from("<xml>1</xml>"), headers: new Headers({ key: person }) };
    const { reply } = await acceptAccountMessage(call);
    expect(await acceptAccountMessage(call)).toEqual({ reply });
    const rows = await stored(person);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ kind: "message", state: "done", deliveries: 2, reply });
    expect(rows[0]?.body.toString()).toBe("<xml>1</xml>");
    expect(rows[0]?.dedupeKey).toMatch(/^[0-9a-f]{64}$/);
  });

  test("only a callback's door may deliver", async () => {
    const message = {
      openid: person,
      account: "gh_test",
      sentAt: new Date(),
      dedupeKey: "x",
      content: { kind: "unfollow" },
    } as const;
    const call = { ctx: testContext(anonymousActor()), message, raw: Buffer.from(""), headers: {} };
    await expect(acceptAccountMessage(call)).rejects.toMatchObject({ status: 403 });
    expect(await identityOf()).toBeUndefined();
  });

  test.each([
    ["解绑", "/m/devices"],
    ["会员", "/m"],
    ["帮助", "/m/help"],
  ])("the word %s is answered with a link", async (text, path) => {
    expect(await deliver(person, { kind: "text", text })).toContain(
      `<a href="http://localhost:3000${path}">`,
    );
    expect(await deliver(person, { kind: "menu", key: text })).toContain(path);
  });

  test("anything else is answered with nothing", async () => {
    expect(await deliver(person, { kind: "text", text: "在吗" })).toBeNull();
    expect(await deliver(person, { kind: "other", name: "LOCATION" })).toBeNull();
    const changes = [{ templateId: "t", accepted: false }];
    expect(await deliver(person, { kind: "subscription", changes })).toBeNull();
  });
});
