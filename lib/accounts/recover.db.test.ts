import { eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { auditLog, passwordRecoveries, users } from "@/db/schema";
import { anonymousActor, testContext } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import { type Mail, mailDelivery, sendMail } from "@/lib/providers/mail/client";
import { isRecoveryOpen } from "./read";
import { recoverPassword } from "./recover";
import { requestRecovery } from "./request-recovery";
import { signInWithPassword } from "./sign-in";
import { signUp } from "./sign-up";

vi.mock("@/lib/providers/mail/client", () => ({ mailDelivery: vi.fn(), sendMail: vi.fn() }));

const START = new Date("2026-03-01T08:00:00Z");
const minutesLater = (minutes: number) => new Date(START.getTime() + minutes * 60_000);
const at = (now = START) => testContext(anonymousActor(), now);
const NEW = "remembered now";
let userId = "";
let email = "";
let sent: Mail[] = [];

beforeEach(async () => {
  sent = [];
  vi.mocked(mailDelivery).mockReturnValue("smtp");
  vi.mocked(sendMail).mockImplementation(async (mail) => {
    sent.push(mail);
  });
  const username = newId("user").slice(4);
  email = `${username}@example.com`;
  const made = await signUp({
    ctx: at(),
    input: { email, username, password: "forgotten one", locale: "en" },
  });
  if (!made.ok) throw new Error(made.reason);
  userId = made.userId;
});

const request = (address = email, now = START) =>
  requestRecovery({ ctx: at(now), input: { email: address } });
const tokenOf = (mail: Mail | undefined) => /token=([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? "no token";
const recover = (token: string, now = minutesLater(5)) =>
  recoverPassword({ ctx: at(now), input: { token, newPassword: NEW } });
const signIn = (password: string) => signInWithPassword({ ctx: at(), input: { login: email, password } });
const invalid = { ok: false, reason: "recovery_link_invalid" };

test("the mailed link sets a password once, ends all sessions and stands in the audit log", async () => {
  expect(await request()).toEqual({ accepted: true });
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ to: email, subject: "Set a new password for Xintu" });
  expect(sent[0]?.text).toContain("http://localhost:3000/reset?token=");
  const token = tokenOf(sent[0]);
  expect(await recover(token)).toEqual({ ok: true });
  expect(await signIn(NEW)).toEqual({ ok: true, userId, sessionVersion: 2 });
  expect(await signIn("forgotten one")).toMatchObject({ ok: false });
  expect(await recover(token)).toEqual(invalid);
  const lines = await db().select().from(auditLog).where(eq(auditLog.subjectId, userId));
  expect(lines.map((line) => line.action)).toEqual(
    expect.arrayContaining(["accounts.request-recovery", "accounts.recover-password"]),
  );
});

test("an unknown or inactive account gets the same answer and no mail", async () => {
  const known = await request();
  expect(await request("nobody@example.com")).toEqual(known);
  await db().update(users).set({ status: "suspended" }).where(eq(users.id, userId));
  expect(await request()).toEqual(known);
  expect(sent).toHaveLength(1);
});

test("the database does not hold the token", async () => {
  await request();
  const rows = await db().select().from(passwordRecoveries).where(eq(passwordRecoveries.userId, userId));
  expect(JSON.stringify(rows)).not.toContain(tokenOf(sent[0]));
});

test("a link is over after half an hour, and its page knows", async () => {
  await request();
  const token = tokenOf(sent[0]);
  expect(await isRecoveryOpen({ ctx: at(minutesLater(29)), token })).toBe(true);
  expect(await isRecoveryOpen({ ctx: at(minutesLater(30)), token })).toBe(false);
  expect(await recover(token, minutesLater(30))).toEqual(invalid);
  expect(await signIn(NEW)).toMatchObject({ ok: false });
});

test("of two uses at once one wins", async () => {
  await request();
  const token = tokenOf(sent[0]);
  const results = await Promise.all([recover(token), recover(token), recover(token)]);
  expect(results.filter((result) => result.ok)).toHaveLength(1);
});

test("using one link closes the other links of that person and nobody else's", async () => {
  const other = { email: `x${email}`, username: newId("user").slice(4), password: "of the other" };
  await signUp({ ctx: at(), input: other });
  await request();
  await request();
  await request(other.email);
  expect(await recover(tokenOf(sent[0]))).toEqual({ ok: true });
  expect(await recover(tokenOf(sent[1]))).toEqual(invalid);
  expect(await recover(tokenOf(sent[2]))).toEqual({ ok: true });
});

test("a suspension after the mail closes the link", async () => {
  await request();
  await db().update(users).set({ status: "suspended" }).where(eq(users.id, userId));
  expect(await recover(tokenOf(sent[0]))).toEqual(invalid);
});

test("where no mail can be sent it says so and opens nothing", async () => {
  vi.mocked(mailDelivery).mockReturnValue("off");
  expect(await request()).toEqual({ ok: false, reason: "recovery_off" });
  expect(await db().$count(passwordRecoveries, eq(passwordRecoveries.userId, userId))).toBe(0);
});
