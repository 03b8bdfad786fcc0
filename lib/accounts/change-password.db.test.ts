import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, passwordRecoveries, users } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import { changePassword } from "./change-password";
import { signOutEverywhere } from "./sessions/sign-out-everywhere";
import { signInWithPassword } from "./sign-in";
import { signUp } from "./sign-up";

const OLD = "the old password";
const NEW = "the new password";
let userId = "";
let login = "";

beforeEach(async () => {
  login = newId("user").slice(4);
  const input = { email: `${login}@example.com`, username: login, password: OLD };
  const made = await signUp({ ctx: testContext(anonymousActor()), input });
  if (!made.ok) throw new Error(made.reason);
  userId = made.userId;
});

const own = () => testContext(userActor(userId));
const change = (currentPassword: string, newPassword: string) =>
  changePassword({ ctx: own(), input: { currentPassword, newPassword } });
const signIn = (password: string) => signInWithPassword({ ctx: own(), input: { login, password } });
const actions = async () =>
  (await db().select().from(auditLog).where(eq(auditLog.subjectId, userId))).map((line) => line.action);

test("the new password works, the old one does not, every session ends and the audit log tells", async () => {
  expect(await change(OLD, NEW)).toEqual({ ok: true, sessionVersion: 2 });
  expect(await signIn(NEW)).toEqual({ ok: true, userId, sessionVersion: 2 });
  expect(await signIn(OLD)).toEqual({ ok: false, reason: "wrong_credentials" });
  expect(await actions()).toContain("accounts.change-password");
});

test("a wrong current password changes nothing", async () => {
  expect(await change("a wild guess", NEW)).toEqual({ ok: false, reason: "wrong_password" });
  expect(await signIn(OLD)).toEqual({ ok: true, userId, sessionVersion: 1 });
  expect(await actions()).not.toContain("accounts.change-password");
});

test("repeating a change is refused, because the current password is another one by then", async () => {
  await change(OLD, NEW);
  expect(await change(OLD, NEW)).toEqual({ ok: false, reason: "wrong_password" });
  expect(await signIn(NEW)).toEqual({ ok: true, userId, sessionVersion: 2 });
});

test("of two changes at once one wins", async () => {
  const results = await Promise.all([change(OLD, NEW), change(OLD, "yet another password")]);
  expect(results.map((result) => result.ok).sort()).toEqual([false, true]);
});

test("one person cannot change another's password: whoever acts changes their own", async () => {
  const input = { email: "other@example.com", username: "other", password: "of the other" };
  const other = await signUp({ ctx: testContext(anonymousActor()), input });
  if (!other.ok) throw new Error(other.reason);
  const stranger = testContext(userActor(other.userId));
  const refused = await changePassword({ ctx: stranger, input: { currentPassword: OLD, newPassword: NEW } });
  expect(refused).toEqual({ ok: false, reason: "wrong_password" });
  expect(await signIn(OLD)).toMatchObject({ ok: true });
  const nobody = testContext(anonymousActor());
  const input2 = { currentPassword: OLD, newPassword: NEW };
  await expect(changePassword({ ctx: nobody, input: input2 })).rejects.toMatchObject({ status: 401 });
});

test("open recovery links close with a password change", async () => {
  const expiresAt = new Date(Date.now() + 60_000);
  await db()
    .insert(passwordRecoveries)
    .values({ id: newId("recovery"), userId, tokenHash: userId, expiresAt });
  await change(OLD, NEW);
  expect(await db().$count(passwordRecoveries, eq(passwordRecoveries.userId, userId))).toBe(0);
});

test("signing out everywhere raises the version each time, for the own account only", async () => {
  expect(await signOutEverywhere({ ctx: own() })).toEqual({ sessionVersion: 2 });
  expect(await signOutEverywhere({ ctx: own() })).toEqual({ sessionVersion: 3 });
  expect(await actions()).toContain("accounts.sign-out-everywhere");
  await expect(signOutEverywhere({ ctx: testContext(anonymousActor()) })).rejects.toMatchObject({
    status: 401,
  });
  await db().update(users).set({ status: "deleted" }).where(eq(users.id, userId));
  await expect(signOutEverywhere({ ctx: own() })).rejects.toMatchObject({ status: 404 });
});
