import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, ledgerEntries } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { adjustCredits } from "../adjust";
import { grantCredits } from "../grant";
import { getBalance } from "../read";
import { reconcileLedger } from "../reconcile";
import { reserveCredits } from "../reserve";
import { settleCredits } from "../settle";
import { refundCredits } from "./refund";

let userId = "";
let subjectId = "";
const admin = () => testContext(adminActor(userId));
const own = () => testContext(userActor(userId));
const available = async () => (await getBalance({ ctx: own() })).available;
const refund = (amount: number, key = newId("request"), ctx: Ctx = admin()) =>
  refundCredits({ ctx, input: { subjectId, amount, reason: "they saw nothing", idempotencyKey: key } });

/** A person with 10 credits, of which a job was charged 6. */
beforeEach(async () => {
  ({ id: userId } = await insertUser());
  subjectId = newId("generation");
  const businessKey = `start:${userId}`;
  const grant = { userId, amount: 10, source: "purchase", expiresAt: null, businessKey } as const;
  await grantCredits({ ctx: testContext(), input: grant });
  await reserveCredits({ ctx: own(), input: { userId, subjectId, amount: 8 } });
  await settleCredits({ ctx: testContext(), input: { subjectId, charge: 6 } });
});

test("parts of a charge come back, under the job's key, and the ledger stays exact", async () => {
  expect(await refund(2)).toMatchObject({
    ok: true,
    repeated: false,
    before: { refunded: 0, available: 4 },
    after: { refunded: 2, available: 6 },
  });
  expect(await refund(4)).toMatchObject({ ok: true, after: { refunded: 6, available: 10 } });
  expect(await available()).toBe(10);
  const entries = await db().select().from(ledgerEntries).where(eq(ledgerEntries.subjectId, subjectId));
  expect(entries.filter((entry) => entry.businessKey.startsWith(`refund:${subjectId}:`))).toHaveLength(2);
  expect((await reconcileLedger({ ctx: testContext() })).differences).toEqual([]);
});

test("never more than was charged comes back, however it is divided and however many ask at once", async () => {
  expect(await refund(7)).toEqual({ ok: false, reason: "refund_exceeds_charge", left: 6 });
  const all = await Promise.all(Array.from({ length: 5 }, () => refund(4)));
  expect(all.filter((one) => one.ok)).toHaveLength(1);
  expect(await refund(3)).toEqual({ ok: false, reason: "refund_exceeds_charge", left: 2 });
  expect(await available()).toBe(8);
});

test("one key gives once, also when it is pressed twice at once", async () => {
  const key = newId("request");
  const both = await Promise.all([refund(6, key), refund(6, key)]);
  expect(both.map((one) => one.ok && one.repeated).toSorted()).toEqual([false, true]);
  expect(await available()).toBe(10);
  await expect(refund(5, key)).rejects.toMatchObject({ status: 409 });
});

test("what is still held, what was never held and who is no admin are refused", async () => {
  const open = newId("generation");
  await reserveCredits({ ctx: own(), input: { userId, subjectId: open, amount: 1 } });
  const input = { subjectId: open, amount: 1, reason: "too early", idempotencyKey: newId("request") };
  expect(await refundCredits({ ctx: admin(), input })).toEqual({ ok: false, reason: "generation_open" });
  const unknown = { ...input, subjectId: newId("generation") };
  await expect(refundCredits({ ctx: admin(), input: unknown })).rejects.toMatchObject({ status: 404 });
  const auditor = testContext(userActor(userId, "free", "auditor"));
  await expect(refund(1, newId("request"), auditor)).rejects.toMatchObject({ status: 403 });
  expect(await available()).toBe(3);
});

test("what an admin gives or takes stands in the log with the balance before and after", async () => {
  const adjust = (amount: number) =>
    adjustCredits({
      ctx: admin(),
      input: { userId, amount, reason: "as agreed", idempotencyKey: `key of ${amount}` },
    });
  await adjust(5);
  await adjust(5);
  await adjust(-3);
  const lines = await db().select().from(auditLog).where(eq(auditLog.subjectId, userId));
  const told = lines.filter((line) => line.action === "credits.adjust");
  expect(told.map(({ before, after, reason }) => ({ before, after, reason }))).toEqual(
    expect.arrayContaining([
      {
        before: { available: 4 },
        after: { available: 9, amount: 5, entryId: expect.stringMatching(/^led_/) },
        reason: "as agreed",
      },
      {
        before: { available: 9 },
        after: { available: 6, amount: -3, entryId: expect.stringMatching(/^led_/) },
        reason: "as agreed",
      },
    ]),
  );
  expect(told).toHaveLength(2);
});
