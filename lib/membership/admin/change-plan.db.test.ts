import { and, asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, users } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { at, Buyer, DAY_MS, keepAll } from "../member.fixture";
import { changePlan } from "./change-plan";

const admin = await insertUser({ role: "admin" });
const reason = "a partner of ours";
const change = (buyer: Buyer, plan: "free" | "pro" | "enterprise", now: Date) =>
  changePlan({
    ctx: testContext(adminActor(admin.id), now),
    input: { userId: buyer.userId, plan, reason },
  });
const later = (days: number) => new Date(at("2031-03-01").getTime() + days * DAY_MS);
const linesOf = (userId: string) =>
  db()
    .select({ before: auditLog.before, after: auditLog.after, reason: auditLog.reason })
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, userId), eq(auditLog.action, "users.change-plan")))
    .orderBy(asc(auditLog.createdAt));

test("a plan that was given stays through every round of keeping, without credits, until it is taken", async () => {
  const person = await Buyer.make();
  expect(await change(person, "pro", later(0))).toEqual({ ok: true });
  expect(await change(person, "pro", later(0))).toEqual({ ok: true });
  await keepAll(later(40));
  expect(await person.plan()).toBe("pro");
  expect(await person.credits(later(40))).toBe(0);
  expect(await change(person, "free", later(41))).toEqual({ ok: true });
  expect(await person.plan()).toBe("free");
  expect(await linesOf(person.userId)).toEqual([
    { before: { plan: "free", bought: "free" }, after: { plan: "pro", bought: "free" }, reason },
    { before: { plan: "pro", bought: "free" }, after: { plan: "free", bought: "free" }, reason },
  ]);
});

test("a higher plan given on top of a bought one outlives it", async () => {
  const person = await Buyer.make();
  await person.buy(later(0));
  expect(await change(person, "enterprise", later(1))).toEqual({ ok: true });
  await keepAll(later(60));
  expect(await person.plan()).toBe("enterprise");
});

test("what was bought is not taken away: that is refused and changes nothing", async () => {
  const person = await Buyer.make();
  await person.buy(later(0), { plan: "enterprise" });
  expect(await change(person, "pro", later(1))).toEqual({ ok: false, reason: "plan_was_bought" });
  expect(await change(person, "free", later(1))).toEqual({ ok: false, reason: "plan_was_bought" });
  expect(await person.plan()).toBe("enterprise");
  expect(await linesOf(person.userId)).toEqual([]);
});

test("a plan given in the moment after a purchase has run out is not lost when its end is noted", async () => {
  const person = await Buyer.make();
  await person.buy(later(0));
  expect(await change(person, "pro", later(45))).toEqual({ ok: true });
  await keepAll(later(46));
  expect(await person.plan()).toBe("pro");
});

test("is refused to an auditor and for a closed account", async () => {
  const person = await Buyer.make();
  const ctx = testContext(userActor(admin.id, "free", "auditor"));
  const input = { userId: person.userId, plan: "pro", reason } as const;
  await expect(changePlan({ ctx, input })).rejects.toMatchObject({ status: 403 });
  await db().update(users).set({ status: "deleted" }).where(eq(users.id, person.userId));
  expect(await change(person, "pro", later(0))).toEqual({ ok: false, reason: "account_closed" });
});
