import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { engineFunctions, paymentDifferences, refunds } from "@/db/schema";
import { approveRefundRequest } from "@/lib/orders/refunds/requests/approve";
import { openRefundRequest } from "@/lib/orders/refunds/requests/open";
import { BILL_JOB } from "@/lib/orders/rules";
import { bought } from "@/lib/orders/scenarios/bought.fixture";
import { newId } from "@/lib/platform/ids";
import { asAdmin, done, key, reason, type WriteCase, type WriteWorld } from "./write-case.fixture";

const PACK = ["credits-100", 690] as const;
const asked = (orderId: string) => ({
  ...{ orderId, amountFen: 100, payerReason: reason, idempotencyKey: key() },
});

async function openRequest(orderId: string): Promise<string> {
  return done(await openRefundRequest({ ctx: asAdmin(), input: asked(orderId) })).id;
}

/** Paid at WeChat Pay, which has not told us. */
async function paidInSilence({ shop }: WriteWorld): Promise<string> {
  const person = await shop.person();
  shop.answerCallbacks(false);
  const payment = await person.prepay(...PACK);
  await person.confirm(payment);
  return payment.order.id;
}

async function abnormalRefund({ shop }: WriteWorld): Promise<string> {
  const id = await openRequest(await bought(await shop.person(), ...PACK));
  const { refund } = done(await approveRefundRequest({ ctx: asAdmin(), input: { id, reason } }));
  if (!refund) throw new Error("an approved request has no refund");
  // It has rested long enough for nobody to be sending it.
  const updatedAt = new Date(Date.now() - 600_000);
  await db().update(refunds).set({ status: "abnormal", updatedAt }).where(eq(refunds.id, refund.id));
  return refund.id;
}

async function difference(): Promise<string> {
  const id = newId("paymentDifference");
  const row = { kind: "unknown_order", outTradeNo: newId("order"), reference: "1", source: "bill" };
  await db()
    .insert(paymentDifferences)
    .values({ id, ...row, expected: {}, found: {} });
  return id;
}

/** The job that compares the bills, as a start of the product registers it. */
async function billJob(): Promise<void> {
  await db()
    .insert(engineFunctions)
    .values({
      ...{ id: `xintu-${BILL_JOB}`, appId: "xintu", events: [] },
      config: { crons: ["TZ=Asia/Shanghai 15 10-23 * * *"] },
    })
    .onConflictDoNothing();
}

export const moneyWrites: WriteCase[] = [
  {
    door: "checkAnyOrderAction",
    kind: "changes",
    lines: ["orders.check-asked", "orders.check"],
    ask: async (world) => ({ id: await paidInSilence(world), reason }),
    done: ({ shop }) => shop.answerCallbacks(true),
  },
  {
    door: "closeAnyOrderAction",
    kind: "changes",
    lines: ["orders.close-asked", "orders.close"],
    ask: async ({ shop }) => ({ id: (await (await shop.person()).prepay(...PACK)).order.id, reason }),
  },
  {
    door: "openRefundRequestAction",
    kind: "makes",
    lines: ["refund-requests.open"],
    ask: async ({ shop }) => asked(await bought(await shop.person(), ...PACK)),
  },
  {
    door: "approveRefundRequestAction",
    kind: "changes",
    lines: ["orders.request-refund", "refund-requests.approve"],
    ask: async ({ shop }) => ({
      id: await openRequest(await bought(await shop.person(), "pro-month", 2_900)),
      reason,
    }),
  },
  {
    door: "declineRefundRequestAction",
    kind: "changes",
    lines: ["refund-requests.decline"],
    ask: async ({ shop }) => ({ id: await openRequest(await bought(await shop.person(), ...PACK)), reason }),
  },
  {
    door: "abandonRefundAction",
    kind: "changes",
    lines: ["refunds.abandon-asked", "refunds.abandon"],
    ask: async (world) => ({ refundId: await abnormalRefund(world), reason }),
  },
  {
    door: "saveProductAction",
    kind: "changes",
    lines: ["products.save"],
    ask: () => ({ sku: "credits-2000", priceFen: 10_990, active: true, position: 3, reason }),
  },
  {
    door: "createPackAction",
    kind: "makes",
    lines: ["products.create"],
    ask: () => ({ kind: "credits", sku: "credits-77", priceFen: 590, credits: 77, reason }),
  },
  {
    door: "createMembershipAction",
    kind: "makes",
    lines: ["products.create"],
    ask: () => ({ kind: "membership", sku: "pro-half", priceFen: 15_900, plan: "pro", months: 6, reason }),
  },
  {
    door: "checkTradeBillsAction",
    kind: "changes",
    lines: ["jobs.run-now"],
    ask: async () => {
      await billJob();
      return {};
    },
  },
  {
    door: "resolveDifferenceAction",
    kind: "changes",
    lines: ["payment-differences.resolve"],
    ask: async () => ({ id: await difference(), reason }),
  },
  {
    door: "requestLedgerCheckAction",
    kind: "changes",
    lines: ["credits.check-ledger"],
    ask: () => ({ reason }),
  },
];
