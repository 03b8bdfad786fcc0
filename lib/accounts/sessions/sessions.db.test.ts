import { and, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, passwordRecoveries, userSessions, users } from "@/db/schema";
import { anonymousActor, jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { randomToken, sha256Hex } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { hashPassword } from "@/lib/platform/passwords/hash";
import { sleep } from "@/lib/platform/time";
import { changePassword } from "../change-password";
import { deleteAccount } from "../delete";
import { removeMember } from "../members/remove";
import { findSessionUser } from "../read";
import { recoverPassword } from "../recover";
import { MAX_LISTED_SESSIONS } from "../rules";
import { endSession } from "./end";
import { endOtherSessions } from "./end-others";
import { openSession } from "./open";
import { pruneSessions } from "./prune";
import { listSessions } from "./read";
import { signOutEverywhere } from "./sign-out-everywhere";
import { touchSession } from "./touch";

const PASSWORD = "a long password";
const passwordHash = await hashPassword(PASSWORD);
const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
let userId = "";
beforeEach(async () => {
  ({ id: userId } = await insertUser({ passwordHash }));
});

const minutes = (count: number, from = Date.now()) => new Date(from + count * 60_000);
const days = (count: number) => minutes(count * 24 * 60);
const own = (sessionId?: string, now?: Date) =>
  testContext({ ...userActor(userId), ...(sessionId ? { sessionId } : {}) }, now);
const versionOf = async (id: string) =>
  (await db().select({ version: users.sessionVersion }).from(users).where(eq(users.id, id)))[0]?.version ?? 0;
const open = async (parts: Partial<Parameters<typeof openSession>[0]["input"]> = {}, now?: Date) => {
  const version = await versionOf(parts.userId ?? userId);
  const seen = { userAgent: CHROME, address: "203.0.113.7" };
  const input = { userId, version, method: "password" as const, ...seen, ...parts };
  return (await openSession({ ctx: testContext(jobActor(), now), input })).sessionId;
};
const rowOf = async (id: string) =>
  (await db().select().from(userSessions).where(eq(userSessions.id, id)))[0];
const living = async () => {
  const mine = and(eq(userSessions.userId, userId), isNull(userSessions.endedAt));
  return (await db().select({ id: userSessions.id }).from(userSessions).where(mine)).map(({ id }) => id);
};

describe("opening", () => {
  test("keeps who, how and from where, and is the platform's own", async () => {
    const id = await open({ method: "wechat", userAgent: `\u0001${"x".repeat(900)}` });
    expect(id).toMatch(/^ses_/);
    expect(await rowOf(id)).toMatchObject({
      userId,
      method: "wechat",
      userAgent: "x".repeat(400),
      address: "203.0.113.7",
      endedAt: null,
    });
    const input = { userId, version: 1, method: "password", userAgent: "", address: "" } as const;
    await expect(openSession({ ctx: own(), input })).rejects.toMatchObject({ status: 403 });
  });

  test("under one id makes one row, however often, and does not revive an ended one", async () => {
    const id = newId("session");
    await Promise.all([open({ id }), open({ id }), open({ id })]);
    expect(await living()).toEqual([id]);
    await endSession({ ctx: own(), input: { id } });
    await open({ id });
    expect(await living()).toEqual([]);
  });

  test("is refused when the sessions have ended since, and leaves the one of that browser alone", async () => {
    const before = await open();
    await endOtherSessions({ ctx: own(before) });
    const late = open({ version: 1, replaces: { id: before, userId } });
    await expect(late).rejects.toMatchObject({ status: 401 });
    await db().update(users).set({ status: "suspended" }).where(eq(users.id, userId));
    await expect(open({ version: 2 })).rejects.toMatchObject({ status: 401 });
    expect(await living()).toEqual([before]);
  });

  test("that races with the end of all sessions is either ended with them or refused", async () => {
    for (let round = 1; round <= 10; round += 1) {
      const version = await versionOf(userId);
      const opened = Array.from({ length: 4 }, () => open({ version }));
      const [all] = await Promise.allSettled([signOutEverywhere({ ctx: own() }), ...opened]);
      expect(all.status).toBe("fulfilled");
      expect(await living()).toEqual([]);
    }
  });

  test("waits for an end of all sessions that has begun, and then sees it", async () => {
    let opened: Promise<string> | undefined;
    await db().transaction(async (tx) => {
      await tx.update(users).set({ sessionVersion: 2 }).where(eq(users.id, userId));
      opened = open({ version: 1 });
      opened.catch(() => undefined);
      await sleep(50);
    });
    await expect(opened).rejects.toMatchObject({ status: 401 });
    expect(await living()).toEqual([]);
  });

  test("ends the session that the browser had before, of its own person only", async () => {
    const before = await open();
    const other = (await insertUser()).id;
    const next = await open({ replaces: { id: before, userId: other } });
    expect((await living()).sort()).toEqual([before, next].sort());
    const last = await open({ replaces: { id: before, userId } });
    expect((await living()).sort()).toEqual([next, last].sort());
  });
});

describe("the list", () => {
  test("shows the own living sessions, last seen first, and marks the one that asks", async () => {
    const first = await open({}, minutes(-60));
    const ended = await open({}, minutes(-50));
    const phone = await open({ method: "wechat", userAgent: "" }, minutes(-40));
    await endSession({ ctx: own(), input: { id: ended } });
    await touchSession({
      ctx: testContext(),
      input: { sessionId: first, userAgent: CHROME, address: "198.51.100.1" },
    });
    const { items } = await listSessions({ ctx: own(phone) });
    expect(items).toMatchObject([
      { id: first, browser: "Chrome", system: "Windows", address: "198.51.100.1", isCurrent: false },
      { id: phone, browser: null, system: null, method: "wechat", isCurrent: true },
    ]);
    expect((await listSessions({ ctx: testContext(userActor((await insertUser()).id)) })).items).toEqual([]);
  });

  test("holds fifty, and none that no token can name any more", async () => {
    await open({}, days(-32));
    for (let made = 0; made < MAX_LISTED_SESSIONS; made += 1) await open({}, minutes(-made));
    const { items } = await listSessions({ ctx: own() });
    expect(items).toHaveLength(MAX_LISTED_SESSIONS);
    expect(items.every(({ seenAt }) => Date.parse(seenAt) > days(-31).getTime())).toBe(true);
  });

  test("is for people in a browser", async () => {
    const key = { kind: "key", keyId: "k", userId, plan: "pro", scopes: ["read"], address: "" } as const;
    await expect(listSessions({ ctx: testContext(key) })).rejects.toMatchObject({ status: 403 });
    await expect(listSessions({ ctx: testContext(anonymousActor()) })).rejects.toMatchObject({ status: 401 });
  });
});

test("a visit is noted at most once in five minutes, and never on an ended session", async () => {
  const start = Date.UTC(2031, 0, 1);
  const sessionId = await open({}, new Date(start));
  const visit = (minute: number) =>
    touchSession({
      ctx: testContext(jobActor(), minutes(minute, start)),
      input: { sessionId, userAgent: "later", address: `${minute}` },
    });
  await visit(4);
  expect(await rowOf(sessionId)).toMatchObject({ seenAt: new Date(start), userAgent: CHROME });
  await visit(6);
  expect(await rowOf(sessionId)).toMatchObject({
    seenAt: minutes(6, start),
    userAgent: "later",
    address: "6",
  });
  await endSession({ ctx: own(), input: { id: sessionId } });
  await visit(60);
  expect(await rowOf(sessionId)).toMatchObject({ seenAt: minutes(6, start) });
});

describe("ending", () => {
  test("one session is its person's right only, repeatedly without harm", async () => {
    const id = await open();
    const stranger = testContext(userActor((await insertUser()).id));
    await expect(endSession({ ctx: stranger, input: { id } })).rejects.toMatchObject({ status: 404 });
    expect(await living()).toEqual([id]);
    for (let round = 0; round < 2; round += 1)
      expect(await endSession({ ctx: own(), input: { id } })).toEqual({ ok: true });
    expect(await living()).toEqual([]);
    const audits = await db().select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(audits.map(({ action }) => action)).toEqual(["accounts.end-session"]);
  });

  test("the others raises the version and keeps this one", async () => {
    const [here] = [await open(), await open(), await open()];
    expect(await endOtherSessions({ ctx: own(here) })).toEqual({ sessionVersion: 2 });
    expect(await living()).toEqual([here]);
    expect(await endOtherSessions({ ctx: own() })).toEqual({ sessionVersion: 3 });
    expect(await living()).toEqual([]);
  });

  test("happens with sign-out everywhere, a password change and a recovery, to nobody else", async () => {
    const bystander = await open({ userId: (await insertUser()).id });
    const token = randomToken();
    const recover = async () => {
      const expiresAt = days(1);
      await db()
        .insert(passwordRecoveries)
        .values({ id: newId("recovery"), userId, tokenHash: sha256Hex(token), expiresAt });
      return recoverPassword({ ctx: testContext(anonymousActor()), input: { token, newPassword: PASSWORD } });
    };
    const ways = [
      () => signOutEverywhere({ ctx: own() }),
      () => changePassword({ ctx: own(), input: { currentPassword: PASSWORD, newPassword: PASSWORD } }),
      recover,
    ];
    for (const way of ways) {
      await open();
      await way();
      expect(await living()).toEqual([]);
    }
    expect((await rowOf(bystander))?.endedAt).toBeNull();
  });

  test("leaves nothing of who leaves", async () => {
    const id = await open();
    await deleteAccount({ ctx: own(), input: { password: PASSWORD, confirm: "DELETE" } });
    expect(await rowOf(id)).toBeUndefined();
    const member = (await insertUser({ email: null })).id;
    const theirs = await open({ userId: member });
    await removeMember({ ctx: testContext(), input: { userId: member } });
    expect(await rowOf(theirs)).toBeUndefined();
  });
});

test("what a session needs is read in one question, with its row only where it is theirs", async () => {
  const id = await open();
  expect(await findSessionUser(testContext(), userId, id)).toMatchObject({
    id: userId,
    hasPassword: true,
    session: { id, endedAt: null },
  });
  const other = (await insertUser()).id;
  expect(await findSessionUser(testContext(), other, id)).toMatchObject({
    hasPassword: false,
    session: null,
  });
});

test("a session is forgotten when nobody has seen it for 31 days; an ended one stays as long", async () => {
  const gone = await open({}, days(-32));
  const seen = await open({}, days(-30));
  const ended = await open();
  await endSession({ ctx: own(), input: { id: ended } });
  await expect(pruneSessions({ ctx: own() })).rejects.toMatchObject({ status: 403 });
  expect((await pruneSessions({ ctx: testContext() })).sessions).toBeGreaterThan(0);
  const rows = await Promise.all([gone, seen, ended].map(rowOf));
  expect(rows.map(Boolean)).toEqual([false, true, true]);
});
