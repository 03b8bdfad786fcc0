import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { userSessions, users } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { endSession } from "@/lib/accounts/sessions/end";
import { signOutEverywhere } from "@/lib/accounts/sessions/sign-out-everywhere";
import { signUp } from "@/lib/accounts/sign-up";
import { newId } from "@/lib/platform/ids";
import { authRoute, keepSession, leaveSession, signInByPassword, startSession } from "./auth";
import { rateLimits, takeRateLimit } from "./limits/rate-limits";
import { readSession, signSession } from "./session/token";

const request = { headers: new Headers(), jar: new Map<string, { value: string; options: object }>() };

vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({
    get: (name: string) => request.jar.get(name),
    set: (name: string, value: string, options: object) => request.jar.set(name, { value, options }),
  }),
}));

const COOKIE = "xintu.session";
const PASSWORD = "a long password";
let userId = "";
let address = 1;

beforeAll(async () => {
  const input = { email: "person@example.com", username: "person", password: PASSWORD };
  const made = await signUp({ ctx: testContext(anonymousActor()), input });
  if (!made.ok) throw new Error(made.reason);
  userId = made.userId;
});
beforeEach(() => {
  address += 1;
  request.jar.clear();
  fromAddress(`192.0.2.${address}`);
});

const fromAddress = (from: string, cookie = "") => {
  request.headers = new Headers({
    host: "localhost:3000",
    "x-forwarded-proto": "http",
    "x-forwarded-for": from,
    cookie,
  });
};
const call = (path: string, init?: RequestInit) =>
  authRoute(
    new Request(`http://localhost:3000/api/auth${path}`, {
      ...init,
      headers: { ...Object.fromEntries(request.headers), ...Object.fromEntries(new Headers(init?.headers)) },
    }),
  );
const claimsOf = async (token: string) => {
  const claims = await readSession(token);
  if (!claims?.isNamed) throw new Error("no token of a session");
  return claims;
};
const rowOf = async (id: string) =>
  (await db().select().from(userSessions).where(eq(userSessions.id, id)))[0];
/** How many questions to this database wait for a lock. */
const waiting = async () =>
  (
    await db().execute(
      sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  ).length;
const cookieOf = (response: Response, name: string) =>
  response.headers
    .getSetCookie()
    .find((line) => line.startsWith(`${name}=`))
    ?.slice(name.length + 1)
    .split(";")[0];

test("signing in stores a token that the frames read, in an HttpOnly cookie", async () => {
  expect(await signInByPassword({ login: "person", password: PASSWORD })).toEqual({ signedIn: true });
  const stored = request.jar.get(COOKIE);
  expect(await readSession(stored?.value ?? "")).toMatchObject({ userId, version: 1 });
  expect(stored?.options).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/", secure: false });
});

test("a wrong password and an unknown name are refused alike and store nothing", async () => {
  const wrong = { ok: false, reason: "wrong_credentials" };
  expect(await signInByPassword({ login: "person", password: "a wild guess" })).toEqual(wrong);
  expect(await signInByPassword({ login: "nobody at all", password: "a wild guess" })).toEqual(wrong);
  expect(request.jar.has(COOKIE)).toBe(false);
});

test("guessing at one account ends after its limit, from any address, known or unknown", async () => {
  const { max } = rateLimits.signInAccount;
  for (const login of ["guessed@example.com", "victim"]) {
    const input = { email: `${login}@known.example.com`, username: "victim", password: PASSWORD };
    if (login === "victim") await signUp({ ctx: testContext(anonymousActor()), input });
    for (let i = 0; i < max; i += 1) {
      fromAddress(`198.51.100.${i}`);
      const answer = await signInByPassword({ login, password: `guess number ${i}` });
      expect(answer).toEqual({ ok: false, reason: "wrong_credentials" });
    }
    fromAddress("203.0.113.1");
    const refused = signInByPassword({ login: login.toUpperCase(), password: PASSWORD });
    await expect(refused).rejects.toMatchObject({ status: 429, code: "rate_limited" });
  }
  expect(await signInByPassword({ login: "person", password: PASSWORD })).toEqual({ signedIn: true });
});

test("trying many accounts from one address ends after its limit", async () => {
  fromAddress("203.0.113.99");
  for (let i = 1; i < rateLimits.signInAddress.max; i += 1)
    await takeRateLimit("signInAddress", "203.0.113.99");
  const last = await signInByPassword({ login: "one more account", password: "password1" });
  expect(last).toEqual({ ok: false, reason: "wrong_credentials" });
  const refused = signInByPassword({ login: "person", password: PASSWORD });
  await expect(refused).rejects.toMatchObject({ status: 429 });
  fromAddress("203.0.113.100");
  expect(await signInByPassword({ login: "person", password: PASSWORD })).toEqual({ signedIn: true });
});

test("a session can be started without a password and ended in this browser", async () => {
  await startSession({ userId, version: 1, method: "wechat" });
  const token = request.jar.get(COOKIE)?.value ?? "";
  const { sessionId } = await claimsOf(token);
  expect(await rowOf(sessionId)).toMatchObject({ userId, method: "wechat", endedAt: null });
  fromAddress("192.0.2.200", `${COOKIE}=${token}`);
  await leaveSession();
  expect(request.jar.get(COOKIE)).toMatchObject({ value: "", options: { maxAge: 0 } });
  expect((await rowOf(sessionId))?.endedAt).toBeInstanceOf(Date);
});

test("signing in makes one row, and signing in again in the same browser ends the one before", async () => {
  await signInByPassword({ login: "person", password: PASSWORD });
  const token = request.jar.get(COOKIE)?.value ?? "";
  const first = (await claimsOf(token)).sessionId;
  expect(await rowOf(first)).toMatchObject({ userId, method: "password", endedAt: null });
  expect((await rowOf(first))?.address).toMatch(/^192\.0\.2\./);
  fromAddress(`192.0.2.${address}`, `${COOKIE}=${token}`);
  await signInByPassword({ login: "person", password: PASSWORD });
  const second = (await claimsOf(request.jar.get(COOKIE)?.value ?? "")).sessionId;
  expect(second).not.toBe(first);
  expect((await rowOf(first))?.endedAt).toBeInstanceOf(Date);
  expect((await rowOf(second))?.endedAt).toBeNull();
});

test("a session that ended cannot be renewed, and a kept one goes on under the new version", async () => {
  await startSession({ userId, version: 1, method: "password" });
  const token = request.jar.get(COOKIE)?.value ?? "";
  const { sessionId } = await claimsOf(token);
  const renewed = await call("/session", { headers: { cookie: `${COOKIE}=${token}` } });
  expect((await claimsOf(cookieOf(renewed, COOKIE) ?? "")).sessionId).toBe(sessionId);
  await keepSession({ userId, version: 7, sessionId });
  expect(await claimsOf(request.jar.get(COOKIE)?.value ?? "")).toMatchObject({ version: 7, sessionId });
  await endSession({ ctx: testContext(userActor(userId)), input: { id: sessionId } });
  const refused = await call("/session", { headers: { cookie: `${COOKIE}=${token}` } });
  expect(await refused.json()).toBeNull();
});

test("next-auth's own form signs in only with its CSRF token", async () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const body = `login=person&password=${encodeURIComponent(PASSWORD)}`;
  const bare = await call("/callback/credentials", { method: "POST", headers: form, body });
  expect(bare.headers.get("location")).toContain("/sign-in?error=MissingCSRF");
  expect(cookieOf(bare, COOKIE)).toBeUndefined();
  const asked = await call("/csrf");
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const headers = { ...form, cookie: `xintu.csrf=${cookieOf(asked, "xintu.csrf")}` };
  const signed = await call("/callback/credentials", {
    method: "POST",
    headers,
    body: `${body}&csrfToken=${csrfToken}`,
  });
  expect(signed.status).toBe(302);
  expect(await readSession(cookieOf(signed, COOKIE) ?? "")).toMatchObject({ userId });
  const wrong = await call("/callback/credentials", {
    method: "POST",
    headers,
    body: `login=person&password=guess&csrfToken=${csrfToken}`,
  });
  expect(wrong.headers.get("location")).toContain("error=CredentialsSignin&code=wrong_credentials");
});

test("next-auth's session address renews a living session and forgets a revoked one", async () => {
  const token = await signSession({ userId, version: 1 }, new Date(Date.now() - 5 * 86_400_000));
  const living = await call("/session", { headers: { cookie: `${COOKIE}=${token}` } });
  expect(await living.json()).toMatchObject({ user: { id: userId } });
  expect(await readSession(cookieOf(living, COOKIE) ?? "")).toMatchObject({ userId, version: 1 });
  await signOutEverywhere({ ctx: testContext(userActor(userId)) });
  const revoked = await call("/session", { headers: { cookie: `${COOKIE}=${token}` } });
  expect(await revoked.json()).toBeNull();
  expect(cookieOf(revoked, COOKIE)).toBe("");
});

test("a token from before sessions had rows is renewed as one that is seen and can be ended", async () => {
  const version = (await db().select().from(users).where(eq(users.id, userId)))[0]?.sessionVersion ?? 0;
  const old = await signSession({ userId, version }, new Date(Date.now() - 5 * 86_400_000));
  const ask = (token: string) => call("/session", { headers: { cookie: `${COOKIE}=${token}` } });
  const renewed = cookieOf(await ask(old), COOKIE) ?? "";
  const { sessionId } = await claimsOf(renewed);
  expect(await rowOf(sessionId)).toMatchObject({ userId, endedAt: null });
  // However often and from whatever copy, it stays one session.
  for (const token of [old, renewed])
    expect(await claimsOf(cookieOf(await ask(token), COOKIE) ?? "")).toMatchObject({ sessionId });
  await endSession({ ctx: testContext(userActor(userId)), input: { id: sessionId } });
  for (const token of [old, renewed]) expect(await (await ask(token)).json()).toBeNull();
});

test("a kept session without a row gets one", async () => {
  const version = (await db().select().from(users).where(eq(users.id, userId)))[0]?.sessionVersion ?? 0;
  await keepSession({ userId, version });
  const { sessionId } = await claimsOf(request.jar.get(COOKIE)?.value ?? "");
  expect(await rowOf(sessionId)).toMatchObject({ userId, method: "password", endedAt: null });
});

test("a sign-in whose password is changed meanwhile is refused and stores nothing", async () => {
  // The change is under way when the password is compared, and done before the session is opened.
  let signingIn: ReturnType<typeof signInByPassword> | undefined;
  await db().transaction(async (tx) => {
    await tx
      .update(users)
      .set({ sessionVersion: sql`${users.sessionVersion} + 1` })
      .where(eq(users.id, userId));
    signingIn = signInByPassword({ login: "person", password: PASSWORD });
    const isHeldUp = async () => expect(await waiting()).toBeGreaterThan(0);
    await vi.waitFor(isHeldUp, { timeout: 10_000, interval: 20 });
  });
  expect(await signingIn).toEqual({ ok: false, reason: "wrong_credentials" });
  expect(request.jar.has(COOKIE)).toBe(false);
});

test("malformed requests get a problem, never a 500", async () => {
  const json = { "content-type": "application/json" };
  const answers = [
    await call("/nonsense"),
    await call("/csrf?callbackUrl=:::"),
    await call("/csrf", { headers: { cookie: "xintu.callback-url=:::" } }),
    await call("/callback/credentials", { method: "POST", headers: json, body: "{" }),
    await call("/callback/credentials", { method: "POST", headers: json, body: "x".repeat(20_000) }),
    await call("/signout", { method: "POST", headers: json, body: "[1,2]" }),
    await call("/session", { method: "POST", headers: json, body: '{"data":{"sub":"usr_2"}}' }),
  ];
  for (const answer of answers) {
    expect(answer.status).toBeLessThan(500);
    if (answer.status >= 400) expect(answer.headers.get("content-type")).toBe("application/problem+json");
  }
  const requestId = answers[0]?.headers.get("x-request-id") ?? newId("user");
  expect(requestId).toMatch(/^req_/);
});
