import { globSync, readFileSync } from "node:fs";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, generations, paymentDifferences, refunds } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { adjustCredits } from "@/lib/credits/adjust";
import { requestLedgerCheck } from "@/lib/credits/checks/request";
import { grantCredits } from "@/lib/credits/grant";
import { settleCredits } from "@/lib/credits/settle";
import { cancelAnyGeneration } from "@/lib/generations/admin/cancel";
import { refundGeneration } from "@/lib/generations/admin/refund";
import { retryGeneration } from "@/lib/generations/admin/retry";
import { createGeneration } from "@/lib/generations/create";
import { changePlan } from "@/lib/membership/admin/change-plan";
import { abandonAbnormalRefund } from "@/lib/orders/admin/abandon";
import { checkAnyOrder } from "@/lib/orders/admin/check";
import { closeAnyOrder } from "@/lib/orders/admin/close";
import { resolveDifference } from "@/lib/orders/bill/resolve-difference";
import { createProduct } from "@/lib/orders/products/create";
import { saveProduct } from "@/lib/orders/products/save";
import { approveRefundRequest } from "@/lib/orders/refunds/requests/approve";
import { declineRefundRequest } from "@/lib/orders/refunds/requests/decline";
import { openRefundRequest } from "@/lib/orders/refunds/requests/open";
import { bought } from "@/lib/orders/scenarios/bought.fixture";
import { job, openShop, type Shop } from "@/lib/orders/scenarios/shop.fixture";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";

/** Verbs behind a door of the panel that move money or credits, decide about them, or set what things cost. */
const isMoney = (verb: string) =>
  /^lib\/(orders|credits|membership)\//.test(verb) || /^lib\/generations\/admin\//.test(verb);
/** What a person finds out about an attempt moves nothing; its own test has its line. */
const ofNoMoney = ["lib/generations/admin/resolve"];

const imported = globSync("app/admin/**/actions.ts").flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(/from "@\/(lib\/[\w/-]+)"/g)].map(([, verb = ""]) => verb),
);
const verbs = [...new Set(imported)]
  .filter((verb) => isMoney(verb) && !/\/(schema|rules|client)$/.test(verb) && !ofNoMoney.includes(verb))
  .sort();

const PACK = ["credits-100", 690] as const;
const reason = "looked at by hand";
let shop: Shop;
let adminId: string;
beforeAll(async () => {
  shop = await openShop();
  adminId = (await insertUser({ role: "admin" })).id;
});
afterAll(() => shop.close());

const asAdmin = (now?: Date) => testContext(adminActor(adminId), now);
const key = () => newId("request");

async function openRequest(orderId: string): Promise<string> {
  const input = { orderId, amountFen: 100, payerReason: reason, idempotencyKey: key() };
  const made = await openRefundRequest({ ctx: asAdmin(), input });
  if ("ok" in made) throw new Error(made.reason);
  return made.id;
}

/** A generation that waits, of somebody who has credits. */
async function ordered(): Promise<string> {
  const { id: userId } = await insertUser({ plan: "pro" });
  const grant = { userId, amount: 20, source: "purchase" as const, expiresAt: null };
  await grantCredits({ ctx: job(), input: { ...grant, businessKey: `start:${userId}` } });
  const order = { prompt: "a quiet lake", model: "sketch-1", count: 1, quality: "draft" as const };
  const made = await createGeneration({
    ctx: testContext(userActor(userId, "pro")),
    input: { ...order, idempotencyKey: key() },
  });
  if ("ok" in made) throw new Error(made.reason);
  return made.id;
}

async function charged(): Promise<string> {
  const id = await ordered();
  await settleCredits({ ctx: job(), input: { subjectId: id, charge: 1 } });
  await db()
    .update(generations)
    .set({ status: "succeeded", creditsUsed: 1, finishedAt: new Date() })
    .where(eq(generations.id, id));
  return id;
}

interface Case {
  /** The lines that it must leave, oldest first. */
  lines: string[];
  act: (ctx: Ctx) => Promise<unknown>;
  /** How long from now it acts. */
  laterMs?: number;
}

const cases: Record<string, Case> = {
  "lib/credits/adjust": {
    lines: ["credits.adjust"],
    act: async (ctx) => {
      const { id: userId } = await insertUser();
      return adjustCredits({ ctx, input: { userId, amount: 5, reason, idempotencyKey: key() } });
    },
  },
  "lib/credits/checks/request": {
    lines: ["credits.check-ledger"],
    act: (ctx) => requestLedgerCheck({ ctx, input: { reason } }),
  },
  "lib/generations/admin/cancel": {
    lines: ["generations.cancel"],
    act: async (ctx) => cancelAnyGeneration({ ctx, input: { id: await ordered(), reason } }),
  },
  "lib/generations/admin/refund": {
    lines: ["generations.refund"],
    act: async (ctx) =>
      refundGeneration({ ctx, input: { id: await charged(), amount: 1, reason, idempotencyKey: key() } }),
  },
  "lib/generations/admin/retry": {
    lines: ["generations.retry"],
    act: async (ctx) => {
      const id = await ordered();
      await cancelAnyGeneration({ ctx: asAdmin(), input: { id, reason } });
      return retryGeneration({ ctx, input: { id, reason } });
    },
  },
  "lib/membership/admin/change-plan": {
    lines: ["users.change-plan"],
    act: async (ctx) => {
      const { id: userId } = await insertUser();
      return changePlan({ ctx, input: { userId, plan: "pro", reason } });
    },
  },
  "lib/orders/admin/abandon": {
    lines: ["refunds.abandon-asked", "refunds.abandon"],
    laterMs: 120_000,
    act: async (ctx) => {
      const id = await openRequest(await bought(await shop.person(), ...PACK));
      const approved = await approveRefundRequest({ ctx: asAdmin(), input: { id, reason } });
      const refundId = ("refund" in approved && approved.refund?.id) || "";
      await db().update(refunds).set({ status: "abnormal" }).where(eq(refunds.id, refundId));
      return abandonAbnormalRefund({ ctx, input: { refundId, reason } });
    },
  },
  "lib/orders/admin/check": {
    lines: ["orders.check-asked", "orders.check"],
    laterMs: 5_000,
    act: async (ctx) => {
      const person = await shop.person();
      shop.answerCallbacks(false);
      const payment = await person.prepay(...PACK);
      await person.confirm(payment);
      const checked = await checkAnyOrder({ ctx, input: { id: payment.order.id, reason } });
      shop.answerCallbacks(true);
      return checked;
    },
  },
  "lib/orders/admin/close": {
    lines: ["orders.close-asked", "orders.close"],
    act: async (ctx) => {
      const { order } = await (await shop.person()).prepay(...PACK);
      return closeAnyOrder({ ctx, input: { id: order.id, reason } });
    },
  },
  "lib/orders/bill/resolve-difference": {
    lines: ["payment-differences.resolve"],
    act: async (ctx) => {
      const id = newId("paymentDifference");
      const difference = {
        kind: "unknown_order",
        outTradeNo: newId("order"),
        reference: "1",
        source: "bill",
      };
      await db()
        .insert(paymentDifferences)
        .values({ id, ...difference, expected: {}, found: {} });
      return resolveDifference({ ctx, input: { id, reason } });
    },
  },
  "lib/orders/products/create": {
    lines: ["products.create"],
    act: (ctx) => {
      const input = { kind: "credits" as const, sku: "credits-77", priceFen: 590, credits: 77, reason };
      return createProduct({ ctx, input });
    },
  },
  "lib/orders/products/save": {
    lines: ["products.save"],
    act: (ctx) => {
      const input = { sku: "credits-2000", priceFen: 10_990, active: true, position: 3, reason };
      return saveProduct({ ctx, input });
    },
  },
  "lib/orders/refunds/requests/approve": {
    lines: ["orders.request-refund", "refund-requests.approve"],
    act: async (ctx) => {
      const id = await openRequest(await bought(await shop.person(), "pro-month", 2_900));
      return approveRefundRequest({ ctx, input: { id, reason } });
    },
  },
  "lib/orders/refunds/requests/decline": {
    lines: ["refund-requests.decline"],
    act: async (ctx) => {
      const id = await openRequest(await bought(await shop.person(), ...PACK));
      return declineRefundRequest({ ctx, input: { id, reason } });
    },
  },
  "lib/orders/refunds/requests/open": {
    lines: ["refund-requests.open"],
    act: async (ctx) => {
      const orderId = await bought(await shop.person(), ...PACK);
      const asked = { orderId, amountFen: 100, payerReason: reason, idempotencyKey: key() };
      return openRefundRequest({ ctx, input: asked });
    },
  },
};

test("every verb about money behind a door of the panel is tried here", () => {
  expect(Object.keys(cases).sort()).toEqual(verbs);
});

describe.each(Object.entries(cases))("%s", (_, { lines, act, laterMs = 0 }) => {
  test("leaves its lines in the audit log, with who, why, before and after", async () => {
    const ctx = asAdmin(new Date(Date.now() + laterMs));
    expect(await act(ctx)).not.toMatchObject({ ok: false });
    const written = await db()
      .select()
      .from(auditLog)
      .where(eq(auditLog.requestId, ctx.requestId))
      .orderBy(asc(auditLog.createdAt), asc(auditLog.id));
    expect(written.map(({ action }) => action).sort()).toEqual(expect.arrayContaining(lines));
    for (const line of written) {
      expect(line).toMatchObject({ actorKind: "admin", actorId: adminId });
      expect(line.before, line.action).not.toBeNull();
      expect(line.after, line.action).not.toBeNull();
      expect(line.after, line.action).not.toEqual(line.before);
      if (lines.includes(line.action)) expect(line.reason, line.action).toBe(reason);
    }
  });
});
