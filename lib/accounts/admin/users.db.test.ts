import { and, asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import {
  apiKeys,
  auditLog,
  storageUsage,
  userDays,
  userSessions,
  users,
  wechatIdentities,
} from "@/db/schema";
import { adminActor, jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import type { Ctx } from "@/lib/platform/context";
import { sha256Hex } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { hashPassword } from "@/lib/platform/passwords/hash";
import { findKeyHolder } from "../api-keys/read";
import { findSessionUser } from "../read";
import { openSession } from "../sessions/open";
import { signInWithPassword } from "../sign-in";
import { removeAccount } from "../status/remove";
import { restoreAccount } from "../status/restore";
import { suspendAccount } from "../status/suspend";
import { changeRole } from "./change-role";
import { listUsers } from "./list";
import { signOutUser } from "./sign-out";

const reason = "they asked for it";
let adminId = "";
let userId = "";
/** Each act a moment after the one before, so that their lines have an order. */
let acts = 0;
const by = (id: string) => {
  acts += 1;
  return testContext(adminActor(id), new Date(Date.now() + acts));
};
const auditor = () => testContext(userActor(adminId, "free", "auditor"));
const rowOf = async (id: string) => (await db().select().from(users).where(eq(users.id, id)))[0];
const linesOf = (id: string, action: string) =>
  db()
    .select({ before: auditLog.before, after: auditLog.after, reason: auditLog.reason, by: auditLog.actorId })
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, id), eq(auditLog.action, action)))
    .orderBy(asc(auditLog.createdAt));
const signIn = (id: string, version = 1) =>
  openSession({
    ctx: testContext(jobActor()),
    input: { userId: id, version, method: "password", userAgent: "", address: "192.0.2.1" },
  });

beforeEach(async () => {
  await db().update(users).set({ role: "user" });
  adminId = (await insertUser({ role: "admin" })).id;
  userId = (await insertUser({ passwordHash: "of a password" })).id;
});

describe("changing a role", () => {
  const change = (ctx: Ctx, id: string, role: "user" | "auditor" | "admin") =>
    changeRole({ ctx, input: { userId: id, role, reason } });

  test("counts from the next request on and stands in the log with before and after, once", async () => {
    expect(await change(by(adminId), userId, "auditor")).toEqual({ ok: true });
    expect(await change(by(adminId), userId, "auditor")).toEqual({ ok: true });
    expect(await findSessionUser(by(adminId), userId)).toMatchObject({ role: "auditor" });
    expect(await linesOf(userId, "users.change-role")).toEqual([
      { before: { role: "user" }, after: { role: "auditor" }, reason, by: adminId },
    ]);
  });

  test("is nobody's own matter, and the last admin's least of all", async () => {
    expect(await change(by(adminId), adminId, "user")).toEqual({ ok: false, reason: "last_admin" });
    await change(by(adminId), userId, "admin");
    expect(await change(by(adminId), adminId, "user")).toEqual({ ok: false, reason: "own_account" });
    expect((await rowOf(adminId))?.role).toBe("admin");
  });

  test("of two admins who remove each other at once one stays", async () => {
    await change(by(adminId), userId, "admin");
    const both = await Promise.allSettled([
      change(by(adminId), userId, "user"),
      change(by(userId), adminId, "user"),
    ]);
    expect(both.filter((one) => one.status === "fulfilled" && one.value.ok)).toHaveLength(1);
    expect(await db().$count(users, and(eq(users.role, "admin"), eq(users.status, "active")))).toBe(1);
  });

  test("of three admins nobody removes another one after losing the role", async () => {
    const third = await insertUser({ role: "admin" });
    await change(by(adminId), userId, "admin");
    const [one, other] = await Promise.allSettled([
      change(by(adminId), userId, "user"),
      change(by(userId), adminId, "user"),
    ]);
    expect([one.status, other.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await db().$count(users, and(eq(users.role, "admin"), eq(users.status, "active")))).toBe(2);
    expect((await rowOf(third.id))?.role).toBe("admin");
  });

  test("makes nobody an admin who has no password to be asked for", async () => {
    const { id: bare } = await insertUser();
    expect(await change(by(adminId), bare, "admin")).toEqual({ ok: false, reason: "password_missing" });
    expect(await rowOf(bare)).toMatchObject({ role: "user" });
    expect(await linesOf(bare, "users.change-role")).toEqual([]);
    expect(await change(by(adminId), bare, "auditor")).toEqual({ ok: true });
  });

  test("is refused to an auditor and for closed accounts", async () => {
    await expect(change(auditor(), userId, "admin")).rejects.toMatchObject({ status: 403 });
    const gone = await insertUser({ status: "deleted" });
    expect(await change(by(adminId), gone.id, "admin")).toEqual({ ok: false, reason: "account_closed" });
    await expect(change(by(adminId), newId("user"), "admin")).rejects.toMatchObject({ status: 404 });
  });
});

describe("suspending", () => {
  const message = "请联系客服。";
  const suspend = (ctx: Ctx = by(adminId), id = userId, words = message) =>
    suspendAccount({ ctx, input: { userId: id, message: words, reason } });

  test("ends every session and refuses keys until the person is let in again, who is told why", async () => {
    const passwordHash = await hashPassword("a long password");
    const email = `${newId("user")}@example.test`;
    await db().update(users).set({ passwordHash, email }).where(eq(users.id, userId));
    const { sessionId } = await signIn(userId);
    const key = `xk_${newId("request").slice(4)}${newId("request").slice(4, 10)}`;
    await db()
      .insert(apiKeys)
      .values({
        ...{ id: newId("apiKey"), userId, name: "key", keyHash: sha256Hex(key), lastFour: key.slice(-4) },
        scopes: ["read"],
      });
    expect(await findKeyHolder(by(adminId), key)).toMatchObject({ userId });

    expect(await suspend()).toEqual({ ok: true });
    expect(await findSessionUser(by(adminId), userId, sessionId)).toBeNull();
    expect(await findKeyHolder(by(adminId), key)).toBeNull();
    const [session] = await db().select().from(userSessions).where(eq(userSessions.id, sessionId));
    expect(session?.endedAt).not.toBeNull();
    const attempt = { ctx: by(adminId), input: { login: email, password: "a long password" } };
    expect(await signInWithPassword(attempt)).toEqual({ ok: false, reason: "account_suspended", message });
    const guess = { ...attempt, input: { login: email, password: "a wild guess" } };
    expect(await signInWithPassword(guess)).toEqual({ ok: false, reason: "wrong_credentials" });

    expect(await restoreAccount({ ctx: by(adminId), input: { userId, reason } })).toEqual({ ok: true });
    expect(await signInWithPassword(attempt)).toMatchObject({ ok: true, sessionVersion: 2 });
    expect(await findKeyHolder(by(adminId), key)).toMatchObject({ userId });
  });

  test("stands in the log with before and after, once however often it is repeated", async () => {
    await suspend();
    await suspend();
    await suspend(by(adminId), userId, "other words");
    await restoreAccount({ ctx: by(adminId), input: { userId, reason } });
    await restoreAccount({ ctx: by(adminId), input: { userId, reason } });
    const suspended = (words: string | null) => ({ status: "suspended", message: words });
    expect(await linesOf(userId, "users.suspend")).toEqual([
      { before: { status: "active", message: null }, after: suspended(message), reason, by: adminId },
      { before: suspended(message), after: suspended("other words"), reason, by: adminId },
    ]);
    expect(await linesOf(userId, "users.restore")).toEqual([
      {
        ...{ before: suspended("other words"), after: { status: "active", message: null } },
        ...{ reason, by: adminId },
      },
    ]);
  });

  test("does not reach oneself, the last admin, closed accounts, nor come from an auditor", async () => {
    expect(await suspend(by(adminId), adminId)).toEqual({ ok: false, reason: "last_admin" });
    await insertUser({ role: "admin" });
    expect(await suspend(by(adminId), adminId)).toEqual({ ok: false, reason: "own_account" });
    const gone = await insertUser({ status: "deleted" });
    expect(await suspend(by(adminId), gone.id)).toEqual({ ok: false, reason: "account_closed" });
    await expect(suspend(auditor())).rejects.toMatchObject({ status: 403 });
    await expect(restoreAccount({ ctx: auditor(), input: { userId, reason } })).rejects.toMatchObject({
      status: 403,
    });
    expect((await rowOf(userId))?.status).toBe("active");
  });

  test("of two admins who suspend each other at once one stays", async () => {
    const other = await insertUser({ role: "admin" });
    await Promise.allSettled([suspend(by(adminId), other.id), suspend(by(other.id), adminId)]);
    expect(await db().$count(users, and(eq(users.role, "admin"), eq(users.status, "active")))).toBe(1);
  });
});

describe("signing somebody out", () => {
  test("ends all their sessions and is logged with the version before and after", async () => {
    const { sessionId } = await signIn(userId);
    expect(await signOutUser({ ctx: by(adminId), input: { userId, reason } })).toEqual({ ok: true });
    const user = await findSessionUser(by(adminId), userId, sessionId);
    expect(user).toMatchObject({ sessionVersion: 2, session: { endedAt: expect.any(Date) } });
    expect(await linesOf(userId, "users.sign-out")).toEqual([
      { before: { sessionVersion: 1 }, after: { sessionVersion: 2 }, reason, by: adminId },
    ]);
    await expect(signOutUser({ ctx: auditor(), input: { userId, reason } })).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe("deleting somebody", () => {
  test("wants their username, leaves nothing personal, also not in the log, and repeats safely", async () => {
    const { username = "" } = (await rowOf(userId)) ?? {};
    const remove = (confirm: string) =>
      removeAccount({ ctx: by(adminId), input: { userId, confirm, reason } });
    expect(await remove("somebody")).toEqual({ ok: false, reason: "confirmation_wrong" });
    expect((await rowOf(userId))?.status).toBe("active");
    expect(await remove(username)).toEqual({ ok: true });
    expect(await remove(username)).toEqual({ ok: true });
    expect(await rowOf(userId)).toMatchObject({
      status: "deleted",
      username: `deleted_${userId}`,
      role: "user",
    });
    const lines = await linesOf(userId, "users.delete");
    expect(lines).toEqual([
      {
        before: { status: "active", role: "user", plan: "free" },
        after: { status: "deleted", role: "user" },
        ...{ reason, by: adminId },
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain(username);
  });

  test("is refused for the last admin, for oneself and to an auditor", async () => {
    const remove = (ctx: Ctx, id: string) =>
      removeAccount({ ctx, input: { userId: id, confirm: "x", reason } });
    expect(await remove(by(adminId), adminId)).toEqual({ ok: false, reason: "last_admin" });
    await insertUser({ role: "admin" });
    expect(await remove(by(adminId), adminId)).toEqual({ ok: false, reason: "own_account" });
    await expect(remove(auditor(), userId)).rejects.toMatchObject({ status: 403 });
  });
});

describe("the list of people", () => {
  const list = (input: Parameters<typeof listUsers>[0]["input"], ctx = auditor()) =>
    listUsers({ ctx, input });
  const idsOf = async (input: Parameters<typeof listUsers>[0]["input"]) =>
    (await list(input)).items.map((user) => user.id);

  test("goes by days of signing up, of visits and of closing, and by storage, each with its pages", async () => {
    // The first second of a day in Shanghai, and the last one of the same day.
    const first = new Date("2001-04-30T16:00:00.000Z");
    const last = new Date("2001-05-01T15:59:59.999Z");
    const one = await insertUser({ createdAt: first });
    const two = await insertUser({ createdAt: last, plan: "pro" });
    const gone = await insertUser({ status: "deleted", deletedAt: first });
    const day = { from: "2001-05-01", to: "2001-05-01" };
    const span = { from: "2001-04-30", to: "2001-05-02" };
    expect(await idsOf(day)).toEqual([two.id, one.id]);
    expect(await idsOf({ plan: "pro", ...day })).toEqual([two.id]);
    expect(await idsOf({ by: "closed", ...day })).toEqual([gone.id]);
    expect(await idsOf({ by: "closed", status: "open", ...day })).toEqual([]);
    expect(await idsOf({ q: two.id, by: "closed", ...day })).toEqual([]);

    const here = (at: string, ...ids: string[]) =>
      db()
        .insert(userDays)
        .values(ids.map((id) => ({ day: at, userId: id })));
    await here("2001-04-30", one.id, gone.id);
    await here("2001-05-01", one.id, two.id);
    await here("2001-05-03", two.id);
    // Everybody once, who was here last first.
    const visitors = [...[one.id, two.id].toSorted().toReversed(), gone.id];
    expect(await idsOf({ by: "active", ...span })).toEqual(visitors);
    expect(await idsOf({ by: "active", ...day })).toEqual(visitors.slice(0, 2));
    expect(await idsOf({ by: "active", plan: "pro", ...span })).toEqual([two.id]);
    expect(await idsOf({ by: "active", status: "open", ...span })).toEqual(visitors.slice(0, 2));
    expect(await idsOf({ by: "active", q: gone.id, ...span })).toEqual([gone.id]);
    const page = await list({ by: "active", limit: 1, ...span });
    expect(await idsOf({ by: "active", ...span, cursor: page.nextCursor ?? "" })).toEqual(visitors.slice(1));

    await db()
      .insert(storageUsage)
      .values([
        { userId: one.id, bytes: 2_000_000_000_001, images: 1 },
        { userId: two.id, bytes: 2_000_000_000_002, images: 1 },
      ]);
    const largest = await list({ sort: "storage", limit: 1 });
    expect(largest.items).toMatchObject([{ id: two.id, storageBytes: 2_000_000_000_002 }]);
    expect((await idsOf({ sort: "storage", cursor: largest.nextCursor ?? "" }))[0]).toBe(one.id);
  });

  test("goes by storage with no filter beside it, and a cursor of one order is none of another", async () => {
    for (const [name, value] of [
      ...[
        ["q", "who"],
        ["plan", "pro"],
        ["role", "admin"],
        ["status", "open"],
      ],
      ...[
        ["by", "active"],
        ["from", "2001-05-01"],
        ["to", "2001-05-01"],
      ],
    ] as const)
      await expect(list({ sort: "storage", [name]: value }), name).rejects.toMatchObject({
        issues: [{ path: ["sort"] }],
      });
    const { id } = await insertUser();
    await db().insert(storageUsage).values({ userId: id, bytes: 1, images: 1 });
    const cursor = (await list({ limit: 1 })).nextCursor ?? "";
    expect(await list({ cursor })).toBeDefined();
    for (const other of [{ sort: "storage" }, { by: "active" }, { by: "closed" }] as const)
      await expect(list({ ...other, cursor })).rejects.toMatchObject({ status: 400 });
  });

  test("finds somebody by id, address, name, display name and openid, in any case", async () => {
    const mark = newId("user").slice(-8);
    const found = await insertUser({
      email: `find.${mark}@example.test`,
      username: `Finder_${mark}`,
      displayName: `柳如是${mark}`,
    });
    const openid = `o${newId("user").slice(4)}A`;
    await db()
      .insert(wechatIdentities)
      .values({ id: newId("wechatIdentity"), appid: "wx1", openid, userId: found.id });
    for (const q of [found.id, `find.${mark}@`, `FINDER_${mark}`, `如是${mark}`, openid, `  ${mark}  `])
      expect(await idsOf({ q }), q).toEqual([found.id]);
    expect(await idsOf({ q: openid.slice(0, 24) })).toEqual([]);
    expect(await idsOf({ q: `柳如` })).toEqual([found.id]);
    expect(await idsOf({ q: `100%_${mark}` })).toEqual([]);
  });

  test("goes on by cursor, newest first, with each filter and with several", async () => {
    const suspended: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      const createdAt = new Date(Date.now() + i);
      const plan = i % 2 === 0 ? "enterprise" : "pro";
      suspended.unshift((await insertUser({ status: "suspended", plan, createdAt })).id);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ status: "suspended", limit: 2, cursor });
      seen.push(...page.items.map((user) => user.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.slice(0, 5)).toEqual(suspended);
    const paying = await idsOf({ status: "suspended", plan: "enterprise" });
    expect(paying.slice(0, 3)).toEqual(suspended.filter((_, i) => i % 2 === 0));
    expect(await idsOf({ role: "admin" })).toEqual([adminId]);
    expect(await idsOf({ role: "admin", status: "active", plan: "free" })).toEqual([adminId]);
    expect(await idsOf({ role: "admin", status: "suspended" })).toEqual([]);
  });

  test("is for who may see the panel", async () => {
    await expect(list({}, testContext(userActor(userId)))).rejects.toMatchObject({ status: 403 });
  });
});
