import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { userSessions, users } from "@/db/schema";
import { anonymousActor, jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { changePassword } from "@/lib/accounts/change-password";
import { endSession } from "@/lib/accounts/sessions/end";
import { openSession } from "@/lib/accounts/sessions/open";
import { signOutEverywhere } from "@/lib/accounts/sessions/sign-out-everywhere";
import { signUp } from "@/lib/accounts/sign-up";
import { newId } from "@/lib/platform/ids";
import { resolveSession } from "./resolve";
import { readSession, sessionCookie, signSession } from "./token";

const PASSWORD = "a long password";
const ADDRESS = "192.0.2.7";
let userId = "";

beforeEach(async () => {
  const username = newId("user").slice(4);
  const input = { email: `${username}@example.com`, username, password: PASSWORD };
  const made = await signUp({ ctx: testContext(anonymousActor()), input });
  if (!made.ok) throw new Error(made.reason);
  userId = made.userId;
});

const resolve = (headers: Record<string, string>) =>
  resolveSession(new Headers({ "x-forwarded-for": `203.0.113.9, ${ADDRESS}`, ...headers }), newId("request"));
const byCookie = (token: string) => resolve({ cookie: `theme=dark; ${sessionCookie().name}=${token}; a=b` });
const byBearer = (token: string) => resolve({ authorization: `Bearer ${token}` });
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const anonymous = { actor: { kind: "anonymous", address: ADDRESS }, byCookie: false };

test("a cookie and a bearer token name the user; only the cookie is marked as one", async () => {
  const token = await signSession({ userId, version: 1 });
  const actor = { kind: "user", userId, plan: "free", role: "user", address: ADDRESS };
  expect(await byCookie(token)).toEqual({ actor, byCookie: true, rotate: undefined });
  expect(await byBearer(token)).toEqual({ actor, byCookie: false, rotate: undefined });
});

test("without a token, and with a forged one, the caller is anonymous", async () => {
  expect(await resolve({})).toEqual(anonymous);
  expect(await byCookie("x.y.z")).toEqual(anonymous);
  expect(await byBearer("x.y.z")).toEqual(anonymous);
});

test("a raised version revokes every earlier token and no later one", async () => {
  const stolen = await signSession({ userId, version: 1 });
  const { sessionVersion } = await signOutEverywhere({ ctx: testContext(userActor(userId)) });
  expect(await byCookie(stolen)).toEqual(anonymous);
  expect(await byBearer(stolen)).toEqual(anonymous);
  expect(await byCookie(await signSession({ userId, version: sessionVersion }))).toMatchObject({
    actor: { kind: "user", userId },
  });
});

test("a password change revokes tokens, and the version it answers opens a new session", async () => {
  const stolen = await signSession({ userId, version: 1 });
  const input = { currentPassword: PASSWORD, newPassword: "the new password" };
  const changed = await changePassword({ ctx: testContext(userActor(userId)), input });
  if (!changed.ok) throw new Error(changed.reason);
  expect(await byCookie(stolen)).toEqual(anonymous);
  const fresh = await signSession({ userId, version: changed.sessionVersion });
  expect(await byCookie(fresh)).toMatchObject({ actor: { kind: "user" } });
});

test("a suspended, a deleted and an unknown user have no session", async () => {
  const token = await signSession({ userId, version: 1 });
  for (const status of ["suspended", "deleted"] as const) {
    await db().update(users).set({ status }).where(eq(users.id, userId));
    expect(await byCookie(token)).toEqual(anonymous);
  }
  expect(await byCookie(await signSession({ userId: newId("user"), version: 1 }))).toEqual(anonymous);
});

test("a cookie older than a day is answered with a fresh token of the same version; a bearer token is not", async () => {
  const old = await signSession({ userId, version: 1 }, daysAgo(2));
  const { rotate, actor } = await byCookie(old);
  expect(actor).toMatchObject({ kind: "user", userId });
  expect(rotate).toMatch(/; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/);
  const fresh = await readSession(/^xintu\.session=([^;]+)/.exec(rotate ?? "")?.[1] ?? "");
  expect(fresh).toMatchObject({ userId, version: 1 });
  expect((fresh?.issuedAtS ?? 0) * 1000).toBeGreaterThan(daysAgo(1).getTime());
  expect((await byBearer(old)).rotate).toBeUndefined();
});

test("a plan changed by an admin counts from the next request on", async () => {
  const token = await signSession({ userId, version: 1 });
  await db().update(users).set({ plan: "pro", role: "admin" }).where(eq(users.id, userId));
  expect(await byCookie(token)).toMatchObject({ actor: { plan: "pro", role: "admin" } });
});

const open = async (now?: Date, owner = userId) => {
  const input = { userId: owner, version: 1, method: "password", userAgent: "old", address: "old" } as const;
  return (await openSession({ ctx: testContext(jobActor(), now), input })).sessionId;
};
const rows = () => db().select().from(userSessions).where(eq(userSessions.userId, userId));
const tokenIn = (setCookie: string | undefined) => /^xintu\.session=([^;]+)/.exec(setCookie ?? "")?.[1] ?? "";

test("a token that names a session says which, and ends with it, by cookie and by bearer", async () => {
  const sessionId = await open();
  const other = await signSession({ userId, version: 1, sessionId: await open() });
  const token = await signSession({ userId, version: 1, sessionId });
  expect(await byCookie(token)).toMatchObject({ actor: { kind: "user", userId, sessionId } });
  await endSession({ ctx: testContext(userActor(userId)), input: { id: sessionId } });
  expect(await byCookie(token)).toEqual(anonymous);
  expect(await byBearer(token)).toEqual(anonymous);
  expect(await byCookie(other)).toMatchObject({ actor: { kind: "user" } });
});

test("a token that names a session that is gone or somebody else's is nobody's", async () => {
  const foreign = (await insertUser()).id;
  for (const sessionId of [newId("session"), await open(undefined, foreign)])
    expect(await byCookie(await signSession({ userId, version: 1, sessionId }))).toEqual(anonymous);
});

test("a visit after five minutes is noted with where it came from, an earlier one is not", async () => {
  const sessionId = await open(new Date(Date.now() - 6 * 60_000));
  const token = await signSession({ userId, version: 1, sessionId });
  const seen = () => resolve({ authorization: `Bearer ${token}`, "user-agent": "new" });
  await seen();
  const [first] = await rows();
  expect(first).toMatchObject({ userAgent: "new", address: ADDRESS });
  await seen();
  expect(await rows()).toEqual([first]);
});

test("a fresh token is one of the same session", async () => {
  const sessionId = await open(daysAgo(2));
  const old = await signSession({ userId, version: 1, sessionId }, daysAgo(2));
  const fresh = await readSession(tokenIn((await byCookie(old)).rotate));
  expect(fresh).toMatchObject({ userId, version: 1, sessionId, isNamed: true });
  expect(await rows()).toHaveLength(1);
});

test("a token from before sessions had rows works until it is replaced, and then has one, however many asked", async () => {
  const young = await signSession({ userId, version: 1 });
  const { actor } = await byCookie(young);
  expect(actor).toMatchObject({ kind: "user", userId });
  expect(actor).not.toHaveProperty("sessionId");
  expect(await rows()).toEqual([]);
  const since = daysAgo(2);
  const old = await signSession({ userId, version: 1 }, since);
  const answers = await Promise.all([byCookie(old), byCookie(old), byCookie(old)]);
  const [row, ...more] = await rows();
  expect(more).toEqual([]);
  expect(row).toMatchObject({ method: "password", address: ADDRESS });
  // Signing in was then, not now.
  expect(row?.createdAt.getTime()).toBe(Math.floor(since.getTime() / 1000) * 1000);
  for (const answer of answers)
    expect(await readSession(tokenIn(answer.rotate))).toMatchObject({ sessionId: row?.id, isNamed: true });
  await endSession({ ctx: testContext(userActor(userId)), input: { id: row?.id ?? "" } });
  expect(await byCookie(old)).toEqual(anonymous);
  expect(await byCookie(tokenIn(answers[0]?.rotate))).toEqual(anonymous);
});
