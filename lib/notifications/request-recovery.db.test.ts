import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { auditLog, notificationDeliveries, notifications, passwordRecoveries, users } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { env } from "@/lib/platform/env";
import { sendMail } from "@/lib/providers/mail/client";
import { listAllDeliveries } from "./admin/deliveries";
import { claimDelivery } from "./deliveries/claim";
import { sendDeliveryAgain } from "./deliveries/send-again";
import { sweepDeliveries } from "./deliveries/sweep";
import { listNotifications } from "./read";
import { requestRecovery } from "./request-recovery";

vi.mock("@/lib/providers/mail/client", async (original) => ({
  ...(await original<typeof import("@/lib/providers/mail/client")>()),
  sendMail: vi.fn(),
}));

const given = { ...env() };
const START = new Date("2026-03-01T08:00:00Z");
const MINUTE = 60_000;
const later = (ms: number) => new Date(START.getTime() + ms);
let person: Awaited<ReturnType<typeof insertUser>>;
let email = "";

beforeEach(async () => {
  env().SMTP_URL = "smtp://mail.example.com";
  vi.mocked(sendMail).mockReset().mockResolvedValue(undefined);
  await db().delete(notificationDeliveries);
  person = await insertUser({ locale: "en" });
  email = person.email ?? "";
});
afterEach(() => void Object.assign(env(), given));

const request = (address = email) =>
  requestRecovery({ ctx: testContext(anonymousActor(), START), input: { email: address } });
const job = (now: Date) => testContext({ kind: "job", name: "test" }, now);
const ports = {
  speak: () => ({ title: "t", body: "b", open: "o", because: "w", settings: "s" }),
  sendWechat: null,
};
const sweep = (now = START) => sweepDeliveries({ ctx: job(now), ports });
const rows = () =>
  db().select().from(notificationDeliveries).where(eq(notificationDeliveries.userId, person.id));
const sent = () => vi.mocked(sendMail).mock.calls.map(([mail]) => mail);
const tokensSent = () => sent().map(({ text }) => /\/reset\?token=([\w-]+)/.exec(text)?.[1]);
const recoveries = () => db().$count(passwordRecoveries, eq(passwordRecoveries.userId, person.id));

test("is a delivery that the panel lists, whose link stands in the mail alone", async () => {
  expect(await request()).toEqual({ accepted: true });
  expect(await recoveries()).toBe(0);
  await sweep();
  expect(sent()).toMatchObject([{ to: email, subject: "Set a new password for Xintu" }]);
  const [token] = tokensSent();
  expect(token).toMatch(/^[\w-]{40,}$/);
  expect(await recoveries()).toBe(1);
  const admin = testContext({ ...userActor((await insertUser()).id), role: "auditor" }, START);
  const { items } = await listAllDeliveries({ ctx: admin, input: { user: email } });
  expect(items).toMatchObject([
    { kind: "account.recovery", channel: "email", state: "delivered", attempts: 1, userId: person.id },
  ]);
  const kept = [
    await rows(),
    await db().select().from(notifications).where(eq(notifications.userId, person.id)),
    await db().select().from(auditLog).where(eq(auditLog.subjectId, person.id)),
  ];
  expect(JSON.stringify(kept)).not.toContain(token);
  expect(kept[2]).toMatchObject([{ action: "accounts.request-recovery" }]);
});

test("stands in no centre, as nothing that anybody reads", async () => {
  await request();
  const own = testContext(userActor(person.id), START);
  expect((await listNotifications({ ctx: own, input: {} })).items).toEqual([]);
  const [notice] = await db().select().from(notifications).where(eq(notifications.userId, person.id));
  expect(notice).toMatchObject({ kind: "account.recovery", data: { sessionVersion: 1 }, readAt: START });
});

test("unknown and inactive accounts get the same answer and no mail", async () => {
  const known = await request();
  expect(await request("nobody@example.com")).toEqual(known);
  await db().update(users).set({ status: "suspended" }).where(eq(users.id, person.id));
  expect(await request()).toEqual(known);
  expect(await rows()).toHaveLength(1);
  // Suspended between the asking and the sending.
  await sweep();
  expect(await rows()).toMatchObject([{ state: "dropped", error: "account_closed" }]);
  expect(sent()).toEqual([]);
});

test("a mail that no server takes is tried three times within minutes, each with a link of its own", async () => {
  vi.mocked(sendMail).mockRejectedValue(new Error("421 try later"));
  await request();
  await sweep();
  await sweep(later(2 * MINUTE));
  expect(await rows()).toMatchObject([{ state: "waiting", attempts: 2, error: "mail_failed" }]);
  await sweep(later(10 * MINUTE));
  expect(await rows()).toMatchObject([{ state: "failed", attempts: 3, nextAt: null }]);
  expect(new Set(tokensSent()).size).toBe(3);
  expect(new Set(sent().map(({ messageId }) => messageId)).size).toBe(3);
});

test("a link that comes after the password was changed, or half an hour late, is not sent", async () => {
  vi.mocked(sendMail).mockRejectedValueOnce(new Error("the answer was lost"));
  await request();
  await sweep();
  // The mail had arrived all the same, and its link was used.
  await db().update(users).set({ sessionVersion: 2 }).where(eq(users.id, person.id));
  await sweep(later(2 * MINUTE));
  expect(await rows()).toMatchObject([{ state: "dropped", error: "expired", attempts: 2 }]);
  expect(await recoveries()).toBe(1);

  await db().delete(notificationDeliveries);
  await request();
  await sweep(later(30 * MINUTE));
  expect(await rows()).toMatchObject([{ state: "dropped", error: "expired", attempts: 1 }]);
  expect(sent()).toHaveLength(1);
});

test("one that was being sent when its process died is sent by the sweep", async () => {
  await request();
  const [row] = await rows();
  expect(await claimDelivery(job(START), row?.id ?? "")).not.toBeNull();
  await sweep(later(MINUTE));
  expect(sent()).toEqual([]);
  await sweep(later(3 * MINUTE));
  expect(await rows()).toMatchObject([{ state: "delivered", attempts: 2 }]);
  expect(sent()).toHaveLength(1);
});

test("an admin can have a failed one sent again, with a new link", async () => {
  await request();
  const [asked] = await rows();
  const id = asked?.id ?? "";
  env().SMTP_URL = undefined;
  await sweep();
  expect(await rows()).toMatchObject([{ state: "dropped", error: "no_mail" }]);
  env().SMTP_URL = "smtp://mail.example.com";
  const admin = testContext({ ...userActor((await insertUser()).id), role: "admin" }, START);
  expect(await sendDeliveryAgain({ ctx: admin, input: { id } })).toEqual({ id });
  await sweep(later(1));
  expect(await rows()).toMatchObject([{ state: "delivered", attempts: 1 }]);
  expect(await recoveries()).toBe(1);
});

test("where no mail can be sent it says so and asks for none", async () => {
  env().SMTP_URL = undefined;
  expect(await request()).toEqual({ ok: false, reason: "recovery_off" });
  expect(await rows()).toEqual([]);
});
