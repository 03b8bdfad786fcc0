import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, users } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { csvAnswer } from "@/lib/platform/http/csv-answer";
import { newId } from "@/lib/platform/ids";
import { businessDay } from "@/lib/platform/time";
import { requestLedgerCheck } from "../checks/request";
import { runLedgerCheck } from "../checks/run";
import { grantCredits } from "../grant";
import { reserveCredits } from "../reserve";
import { settleCredits } from "../settle";
import { exportLedger } from "./export";
import { listAllEntries, listEntriesAbout, listLedgerChecks } from "./ledger";

let adminId: string;
let auditorId: string;
const subjectId = newId("generation");
let userId: string;
const forbidden = { code: "forbidden" };
const asAdmin = (now?: Date) => testContext(adminActor(adminId), now);
const asAuditor = () => testContext(userActor(auditorId, "free", "auditor"));

beforeAll(async () => {
  adminId = (await insertUser({ role: "admin" })).id;
  auditorId = (await insertUser({ role: "auditor" })).id;
  userId = (await insertUser()).id;
  const grant = { userId, amount: 100, source: "purchase", expiresAt: null } as const;
  await grantCredits({ ctx: testContext(), input: { ...grant, businessKey: `test:${userId}` } });
  const ctx = testContext(userActor(userId));
  await reserveCredits({ ctx, input: { userId, subjectId, amount: 10 } });
  await settleCredits({ ctx: testContext(), input: { subjectId, charge: 4 } });
});

test("the ledger is found by id, person, kind, subject and business key, each movement with lines that sum to zero", async () => {
  const list = async (input: Parameters<typeof listAllEntries>[0]["input"]) =>
    (await listAllEntries({ ctx: asAuditor(), input })).items;
  const own = await list({ userId });
  expect(own.map(({ kind }) => kind)).toEqual(["settle", "reserve", "grant"]);
  for (const { lines } of own) {
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
  }
  expect((await list({ subjectId })).map(({ kind }) => kind)).toEqual(["settle", "reserve"]);
  expect(await list({ businessKey: `test:${userId}` })).toEqual([own[2]]);
  expect(await list({ id: own[1]?.id })).toEqual([own[1]]);
  expect((await list({ userId, kind: "reserve" })).map(({ id }) => id)).toEqual([own[1]?.id]);
  const about = await listEntriesAbout({
    ctx: asAuditor(),
    input: { subjectId, businessKeys: [`test:${userId}`] },
  });
  expect(about.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
  await expect(
    listAllEntries({ ctx: testContext(userActor(userId)), input: { userId } }),
  ).rejects.toMatchObject(forbidden);
});

test("a charge keeps the plan that its person had then, and is found by it", async () => {
  const asked = { userId, kind: "settle" } as const;
  const charges = async (plan: "free" | "pro") =>
    (await listAllEntries({ ctx: asAuditor(), input: { ...asked, plan } })).items;
  await db().update(users).set({ plan: "pro" }).where(eq(users.id, userId));
  const [first, ...more] = await charges("free");
  expect([first?.subjectId, first?.plan, more]).toEqual([subjectId, "free", []]);
  expect(await charges("pro")).toEqual([]);
  const again = newId("generation");
  await reserveCredits({
    ctx: testContext(userActor(userId)),
    input: { userId, subjectId: again, amount: 3 },
  });
  await settleCredits({ ctx: testContext(), input: { subjectId: again, charge: 3 } });
  expect(await charges("pro")).toMatchObject([{ subjectId: again, plan: "pro" }]);
  expect((await charges("free")).map(({ id }) => id)).toEqual([first?.id]);
  const others = await listAllEntries({ ctx: asAuditor(), input: { userId } });
  for (const { kind, plan } of others.items) if (kind !== "settle") expect(plan).toBeNull();
});

test("a check of the whole ledger is asked for once at a time, by admins only, and its result is shown", async () => {
  const reason = "月底核对";
  await expect(requestLedgerCheck({ ctx: asAuditor(), input: { reason } })).rejects.toMatchObject(forbidden);
  const asked = await Promise.all(
    [0, 1, 2].map(() => requestLedgerCheck({ ctx: asAdmin(), input: { reason } })),
  );
  expect(asked.filter((one) => !("ok" in one))).toHaveLength(1);
  expect(await listLedgerChecks({ ctx: asAuditor() })).toEqual({ isRunning: true, items: [] });
  const [line, ...more] = await db()
    .select()
    .from(auditLog)
    .where(eq(auditLog.action, "credits.check-ledger"));
  expect(more).toEqual([]);
  expect(line).toMatchObject({ before: { isRunning: false }, after: { isRunning: true }, reason });

  const { entries } = await runLedgerCheck({
    ctx: testContext(),
    input: { requestId: line?.requestId ?? "" },
  });
  expect(await listLedgerChecks({ ctx: asAuditor() })).toMatchObject({
    isRunning: false,
    items: [{ entries, differences: 0, first: [] }],
  });
  const later = new Date(Date.now() + 1_000);
  expect(await requestLedgerCheck({ ctx: asAdmin(later), input: { reason } })).toHaveProperty("requestId");
  await expect(runLedgerCheck({ ctx: asAdmin(), input: {} })).rejects.toMatchObject(forbidden);
});

test("the file of the ledger holds each line once and is for those who see the panel", async () => {
  const today = businessDay(new Date());
  const days = { from: today, to: today };
  const text = await csvAnswer(await exportLedger({ ctx: asAuditor(), input: days })).text();
  const lines = text.split("\r\n").filter((line) => line.includes(subjectId));
  expect(lines).toHaveLength(5);
  expect(text).toMatch(/# end,\d+,complete\r\n$/);
  const person = testContext(userActor(userId));
  await expect(exportLedger({ ctx: person, input: days })).rejects.toMatchObject(forbidden);
});
