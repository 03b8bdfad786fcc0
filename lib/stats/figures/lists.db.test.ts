import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db, transact } from "@/db/client";
import { orders, platformFigures, refunds } from "@/db/schema";
import { jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { exportLedger } from "@/lib/credits/admin/export";
import { listAllEntries } from "@/lib/credits/admin/ledger";
import { grantCredits } from "@/lib/credits/grant";
import { reserveCredits } from "@/lib/credits/reserve";
import { settleCredits } from "@/lib/credits/settle";
import { exportOrders, exportRefunds } from "@/lib/orders/admin/export";
import { listAllOrders } from "@/lib/orders/admin/list";
import { listAllRefunds } from "@/lib/orders/admin/refunds";
import { type CsvFile, csvAnswer } from "@/lib/platform/http/csv-answer";
import { newId } from "@/lib/platform/ids";
import { computeDay } from "./compute";
import type { FigureName } from "./names";

const days = { from: "2026-03-10", to: "2026-03-11" };
/** The first and the last moment of these days in Shanghai, and those beside them. */
const [before, first, last, after] = [
  "2026-03-09T15:59:59.999Z",
  "2026-03-09T16:00:00.000Z",
  "2026-03-11T15:59:59.999Z",
  "2026-03-11T16:00:00.000Z",
].map((text) => new Date(text)) as [Date, Date, Date, Date];
const reader = testContext(userActor("usr_auditor", "free", "auditor"));
let userId: string;

interface Bought {
  status: "paid" | "fulfilled" | "partly_refunded" | "refunded" | "expired";
  amountFen: number;
  createdAt: Date;
  paidAt?: Date;
}
async function insertOrder({ status, amountFen, createdAt, paidAt }: Bought): Promise<string> {
  const id = newId("order");
  const sku = `pack-${amountFen}`;
  const pack = { kind: "credits", plan: null, months: null, credits: 100, priceFen: amountFen } as const;
  await db()
    .insert(orders)
    .values({
      ...{ id, userId, status, amountFen, createdAt, expiresAt: createdAt, product: { sku, ...pack } },
      ...{ tradeType: "native", appid: "wx", mchid: "mch", inputHash: "x", requestId: newId("request") },
      ...{ idempotencyKey: id, transactionId: paidAt && `4200-${id}`, paidAt: paidAt ?? null },
    });
  return id;
}

interface Returned {
  orderId: string;
  amountFen: number;
  status: "processing" | "succeeded";
  createdAt: Date;
  succeededAt?: Date;
}
async function insertRefund({ succeededAt, ...row }: Returned): Promise<string> {
  const id = newId("refund");
  const take = { credits: 0, membershipMs: 0, forgivenCredits: 0 };
  const rest = { reason: "退款", idempotencyKey: id, requestedBy: "sweep-payments", refundId: `5030-${id}` };
  await db()
    .insert(refunds)
    .values({ id, ...row, take, ...rest, succeededAt: succeededAt ?? null });
  return id;
}

const figure = async (name: FigureName): Promise<number> => {
  const rows = await db().select().from(platformFigures).where(eq(platformFigures.figure, name));
  return rows.reduce((sum, { value }) => sum + Number(value), 0);
};

/** Every row of a list, two at a time. */
async function all<T>(
  read: (cursor: string | undefined) => Promise<{ items: T[]; nextCursor: string | null }>,
): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}
const idsIn = async (file: Promise<CsvFile>, prefix: string): Promise<string[]> =>
  [...(await csvAnswer(await file).text()).matchAll(new RegExp(`^${prefix}_\\w+`, "gm"))].map(([id]) => id);
const sum = (rows: readonly { amountFen: number }[]) =>
  rows.reduce((total, { amountFen }) => total + amountFen, 0);

const paid: string[] = [];
const arrived: string[] = [];

async function spend(now: Date, amount: number): Promise<void> {
  const subjectId = newId("generation");
  await reserveCredits({
    ctx: testContext(userActor(userId), now),
    input: { userId, subjectId, amount: amount + 1 },
  });
  await settleCredits({ ctx: testContext(jobActor(), now), input: { subjectId, charge: amount } });
}

beforeAll(async () => {
  userId = (await insertUser()).id;
  paid.push(
    await insertOrder({ status: "fulfilled", amountFen: 2_990, createdAt: before, paidAt: first }),
    await insertOrder({ status: "partly_refunded", amountFen: 690, createdAt: first, paidAt: first }),
    await insertOrder({ status: "paid", amountFen: 10, createdAt: first, paidAt: first }),
    await insertOrder({ status: "refunded", amountFen: 10_990, createdAt: last, paidAt: last }),
  );
  const early = await insertOrder({ status: "refunded", amountFen: 5, createdAt: before, paidAt: before });
  await insertOrder({ status: "fulfilled", amountFen: 7, createdAt: last, paidAt: after });
  await insertOrder({ status: "expired", amountFen: 9, createdAt: first });
  const [orderId = ""] = paid;
  const done = { orderId, status: "succeeded" as const };
  arrived.push(
    await insertRefund({ ...done, amountFen: 300, createdAt: before, succeededAt: first }),
    await insertRefund({ ...done, orderId: early, amountFen: 5, createdAt: first, succeededAt: first }),
    await insertRefund({ ...done, amountFen: 40, createdAt: first, succeededAt: last }),
  );
  await insertRefund({ ...done, amountFen: 100, createdAt: before, succeededAt: before });
  await insertRefund({ ...done, amountFen: 1_000, createdAt: last, succeededAt: after });
  await insertRefund({ orderId, status: "processing", amountFen: 10_000, createdAt: first });
  const grant = { userId, amount: 500, source: "purchase", expiresAt: null } as const;
  await grantCredits({
    ctx: testContext(jobActor(), before),
    input: { ...grant, businessKey: "test:lists" },
  });
  for (const [now, amount] of [
    [before, 1],
    [first, 20],
    [last, 300],
    [after, 2],
  ] as const)
    await spend(now, amount);
  for (const day of [days.from, days.to])
    await transact(testContext(jobActor()), (inner, tx) => computeDay(inner, tx, day, false));
});

test("orders with status=paid of a range are exactly those that the figures count, in the list and in its file", async () => {
  const input = { status: "paid", ...days } as const;
  const found = await all((cursor) => listAllOrders({ ctx: reader, input: { ...input, limit: 2, cursor } }));
  expect(found.map(({ id }) => id).sort()).toEqual([...paid].sort());
  expect(found.map(({ paidAt }) => paidAt)).toEqual(
    found
      .map(({ paidAt }) => paidAt)
      .sort()
      .reverse(),
  );
  expect(found).toHaveLength(await figure("orders.paid"));
  expect(sum(found)).toBe(await figure("revenue.fen"));
  const own = await listAllOrders({ ctx: reader, input: { ...input, user: userId } });
  expect(own.items.map(({ id }) => id)).toEqual(found.map(({ id }) => id));
  expect(await idsIn(exportOrders({ ctx: reader, input }), "ord")).toEqual(found.map(({ id }) => id));
  expect(await idsIn(exportOrders({ ctx: reader, input: { ...input, user: "nobody" } }), "ord")).toEqual([]);
});

test("orders of any other state are cut into days by when they were made", async () => {
  const list = async (status?: "undelivered" | "refunded" | "expired") =>
    (await listAllOrders({ ctx: reader, input: { ...days, status } })).items;
  expect((await list()).map(({ amountFen }) => amountFen).sort()).toEqual([690, 10, 10_990, 7, 9].sort());
  expect((await list("undelivered")).map(({ id }) => id)).toEqual([paid[2]]);
  expect((await list("refunded")).map(({ id }) => id)).toEqual([paid[3]]);
  expect((await list("expired")).map(({ amountFen }) => amountFen)).toEqual([9]);
});

test("refunds that arrived in a range sum up to its figure, whoever let them go", async () => {
  const input = { status: "succeeded", ...days } as const;
  const found = await all((cursor) => listAllRefunds({ ctx: reader, input: { ...input, limit: 2, cursor } }));
  expect(found.map(({ id }) => id).sort()).toEqual([...arrived].sort());
  expect(found).toHaveLength(await figure("refunds.count"));
  expect(sum(found)).toBe(await figure("refunds.fen"));
  expect(await idsIn(exportRefunds({ ctx: reader, input }), "rfd")).toEqual(found.map(({ id }) => id));
  const everything = await all((cursor) => listAllRefunds({ ctx: reader, input: { limit: 2, cursor } }));
  expect(new Set(everything.map(({ id }) => id)).size).toBe(await db().$count(refunds));
  const waiting = await listAllRefunds({ ctx: reader, input: { ...days, status: "processing" } });
  expect(waiting.items.map(({ amountFen }) => amountFen)).toEqual([10_000]);
  const person = testContext(userActor(userId));
  await expect(listAllRefunds({ ctx: person, input: {} })).rejects.toMatchObject({ code: "forbidden" });
});

test("settlements of a range bring the platform what the figure of consumed credits says", async () => {
  const input = { kind: "settle", ...days } as const;
  const found = await all((cursor) => listAllEntries({ ctx: reader, input: { ...input, limit: 1, cursor } }));
  const brought = found
    .flatMap(({ lines }) => lines)
    .filter(({ account }) => account === "system:revenue")
    .map(({ amount }) => amount);
  expect(brought).toEqual([300, 20]);
  expect(await figure("credits.consumed")).toBe(320);
  const file = await idsIn(exportLedger({ ctx: reader, input }), "led");
  expect([...new Set(file)]).toEqual(found.map(({ id }) => id));
  const other = { ...input, userId: newId("user") };
  expect(await idsIn(exportLedger({ ctx: reader, input: other }), "led")).toEqual([]);
});
