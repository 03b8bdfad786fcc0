import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, passwordRecoveries, users } from "@/db/schema";
import { anonymousActor, testContext } from "@/db/testing";
import { withHeldUser } from "@/db/testing-locks";
import { newId } from "@/lib/platform/ids";
import { openRecovery } from "./open-recovery";
import { isRecoveryOpen } from "./read";
import { recoverPassword } from "./recover";
import { signInWithPassword } from "./sign-in";
import { signUp } from "./sign-up";

const START = new Date("2026-03-01T08:00:00Z");
const minutesLater = (minutes: number) => new Date(START.getTime() + minutes * 60_000);
const at = (now = START) => testContext(anonymousActor(), now);
const NEW = "remembered now";
let userId = "";
let email = "";

beforeEach(async () => {
  const username = newId("user").slice(4);
  email = `${username}@example.com`;
  const made = await signUp({
    ctx: at(),
    input: { email, username, password: "forgotten one", locale: "en" },
  });
  if (!made.ok) throw new Error(made.reason);
  userId = made.userId;
});

/** What the sender of mails does for somebody who asked. */
const open = (id = userId, sessionVersion = 1) =>
  openRecovery({
    ctx: testContext({ kind: "job", name: "test" }, START),
    input: { userId: id, sessionVersion },
  });
const openToken = async (id = userId) => {
  const mail = await open(id);
  return /token=([\w-]+)/.exec(typeof mail === "string" ? "" : mail.text)?.[1] ?? "no token";
};
const recover = (token: string, now = minutesLater(5)) =>
  recoverPassword({ ctx: at(now), input: { token, newPassword: NEW } });
const signIn = (password: string) => signInWithPassword({ ctx: at(), input: { login: email, password } });
const invalid = { ok: false, reason: "recovery_link_invalid" };

test("the mailed link sets a password once, ends all sessions and stands in the audit log", async () => {
  expect(await open()).toMatchObject({
    to: email,
    subject: "Set a new password for Xintu",
    text: expect.stringContaining("http://localhost:3000/reset?token="),
  });
  const token = await openToken();
  expect(await recover(token)).toEqual({ ok: true });
  expect(await signIn(NEW)).toEqual({ ok: true, userId, sessionVersion: 2 });
  expect(await signIn("forgotten one")).toMatchObject({ ok: false });
  expect(await recover(token)).toEqual(invalid);
  const lines = await db().select().from(auditLog).where(eq(auditLog.subjectId, userId));
  expect(lines.map((line) => line.action)).toContain("accounts.recover-password");
});

test("nothing is opened for an account that is not active or has no address, nor by anybody but a job", async () => {
  await db().update(users).set({ status: "suspended" }).where(eq(users.id, userId));
  expect(await open()).toBe("account_closed");
  await db().update(users).set({ status: "active", email: null }).where(eq(users.id, userId));
  expect(await open()).toBe("account_closed");
  expect(await db().$count(passwordRecoveries, eq(passwordRecoveries.userId, userId))).toBe(0);
  expect(() => openRecovery({ ctx: at(), input: { userId, sessionVersion: 1 } })).toThrow(
    expect.objectContaining({ code: "unauthenticated" }),
  );
});

test("whoever has set a new password meanwhile gets no link that was asked for before", async () => {
  expect(await recover(await openToken())).toEqual({ ok: true });
  expect(await open(userId, 1)).toBe("expired");
  expect(await db().$count(passwordRecoveries, eq(passwordRecoveries.userId, userId))).toBe(0);
  expect(await open(userId, 2)).toMatchObject({ to: email });
});

test("a link that is being made while the password changes waits for the change, and is then none", async () => {
  const opened = await withHeldUser(
    userId,
    () => open(userId, 1),
    (tx) => tx.update(users).set({ sessionVersion: 2 }).where(eq(users.id, userId)),
  );
  expect(opened).toEqual({ status: "fulfilled", value: "expired" });
});

test("the database does not hold the token", async () => {
  const token = await openToken();
  const rows = await db().select().from(passwordRecoveries).where(eq(passwordRecoveries.userId, userId));
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test("a link is over after half an hour, and its page knows", async () => {
  const token = await openToken();
  expect(await isRecoveryOpen({ ctx: at(minutesLater(29)), token })).toBe(true);
  expect(await isRecoveryOpen({ ctx: at(minutesLater(30)), token })).toBe(false);
  expect(await recover(token, minutesLater(30))).toEqual(invalid);
  expect(await signIn(NEW)).toMatchObject({ ok: false });
});

test("of two uses at once one wins", async () => {
  const token = await openToken();
  const results = await Promise.all([recover(token), recover(token), recover(token)]);
  expect(results.filter((result) => result.ok)).toHaveLength(1);
});

test("using one link closes the other links of that person and nobody else's", async () => {
  const other = await signUp({
    ctx: at(),
    input: { email: `x${email}`, username: newId("user").slice(4), password: "of the other" },
  });
  if (!other.ok) throw new Error(other.reason);
  const [first, second, theirs] = [await openToken(), await openToken(), await openToken(other.userId)];
  expect(await recover(first)).toEqual({ ok: true });
  expect(await recover(second)).toEqual(invalid);
  expect(await recover(theirs)).toEqual({ ok: true });
});

test("a suspension after the mail closes the link", async () => {
  const token = await openToken();
  await db().update(users).set({ status: "suspended" }).where(eq(users.id, userId));
  expect(await recover(token)).toEqual(invalid);
});
