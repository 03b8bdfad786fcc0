import { jobContext, requestContext } from "@/lib/entry/context";
import { newId } from "@/lib/platform/ids";

/** One thing that a process does to money before it may die, by name; the subject is JSON. */
export const paymentActs: Record<string, (userId: string, subject: string) => Promise<unknown>> = {
  order: async (userId, subject) => {
    const { createOrder } = await import("@/lib/orders/create");
    return createOrder({ ctx: own(userId), input: JSON.parse(subject), userAgent: "" });
  },
  pay: async (userId, subject) => {
    const { payOrder } = await import("@/lib/orders/pay");
    return payOrder({ ctx: own(userId), input: JSON.parse(subject) });
  },
  close: async (userId, subject) => {
    const { closeOrder } = await import("@/lib/orders/close");
    return closeOrder({ ctx: own(userId), input: JSON.parse(subject) });
  },
  /** Takes a callback as it came: its headers, and its bytes in base64. */
  accept: async (_, subject) => {
    const { readPayNotice } = await import("@/lib/orders/callbacks/read-notice");
    const { acceptPayNotice } = await import("@/lib/orders/callbacks/accept-notice");
    const { headers: pairs, raw: text } = JSON.parse(subject) as { headers: [string, string][]; raw: string };
    const call = { ctx: jobContext("chaos"), headers: new Headers(pairs), raw: Buffer.from(text, "base64") };
    const notice = await readPayNotice(call);
    if (!notice) throw new Error("the notice is not genuine");
    await acceptPayNotice({ ...call, notice });
  },
  refund: async (_, subject) => {
    const { requestRefund } = await import("@/lib/orders/refunds/request");
    return requestRefund({ ctx: jobContext("chaos"), input: JSON.parse(subject) });
  },
  /** An admin lets the money of a request go back. */
  approve: async (userId, subject) => {
    const { approveRefundRequest } = await import("@/lib/orders/refunds/requests/approve");
    return approveRefundRequest({ ctx: asAdmin(userId), input: JSON.parse(subject) });
  },
  /** An admin asks WeChat Pay about somebody's order. */
  "admin-check": async (userId, subject) => {
    const { checkAnyOrder } = await import("@/lib/orders/admin/check");
    return checkAnyOrder({ ctx: asAdmin(userId), input: JSON.parse(subject) });
  },
  /** An admin closes somebody's order. */
  "admin-close": async (userId, subject) => {
    const { closeAnyOrder } = await import("@/lib/orders/admin/close");
    return closeAnyOrder({ ctx: asAdmin(userId), input: JSON.parse(subject) });
  },
  bill: async (_, subject) => {
    const { reconcileTradeBill } = await import("@/lib/orders/bill/reconcile");
    return reconcileTradeBill({ ctx: jobContext("chaos"), input: JSON.parse(subject) });
  },
};

const own = (userId: string) =>
  requestContext(
    { kind: "user", userId, plan: "free", role: "user", address: "192.0.2.1" },
    newId("request"),
  );

const asAdmin = (userId: string) =>
  requestContext({ kind: "admin", userId, address: "192.0.2.1" }, newId("request"));
