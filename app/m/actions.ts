"use server";

import { headers } from "next/headers";
import { unbindDevice } from "@/lib/bindings/devices/unbind";
import { bindingIdInput, deviceIdInput, signPageInput } from "@/lib/bindings/schema";
import { confirmBinding } from "@/lib/bindings/sessions/confirm";
import { refuseBinding } from "@/lib/bindings/sessions/refuse";
import { signPage } from "@/lib/bindings/sign-page";
import { userAction } from "@/lib/entry/action";
import { checkOrder } from "@/lib/orders/check";
import { closeOrder } from "@/lib/orders/close";
import { createOrder } from "@/lib/orders/create";
import { payOrder } from "@/lib/orders/pay";
import { isShopOpenTo } from "@/lib/orders/read";
import { openOwnRefundRequest } from "@/lib/orders/refunds/requests/open-own";
import { createOrderInput, openOwnRefundRequestInput, orderIdInput } from "@/lib/orders/schema";

const userAgent = async () => (await headers()).get("user-agent") ?? "";

/** The idempotency key comes with the page, so that a second press pays the first order. */
export const buyAction = userAction(
  { name: "buy", input: createOrderInput, limit: "order" },
  async ({ ctx, input }) => {
    const order = await createOrder({ ctx, input, userAgent: await userAgent() });
    return "ok" in order ? order : payOrder({ ctx, input: { id: order.id } });
  },
);

/** An order of another phone may be open here, where it must not be paid. */
export const payOrderAction = userAction(
  { name: "payOrder", input: orderIdInput, limit: "order" },
  async (call) => {
    if (!(await isShopOpenTo(call.ctx, await userAgent())))
      return { ok: false as const, reason: "ios_purchase_off" as const };
    return payOrder(call);
  },
);

export const checkOrderAction = userAction(
  { name: "checkOrder", input: orderIdInput, limit: "checkOrder" },
  checkOrder,
);

export const closeOrderAction = userAction(
  { name: "closeOrder", input: orderIdInput, limit: "order" },
  closeOrder,
);

export const askForRefundAction = userAction(
  { name: "askForRefund", input: openOwnRefundRequestInput, limit: "write" },
  openOwnRefundRequest,
);

export const unbindDeviceAction = userAction(
  { name: "unbindDevice", input: deviceIdInput, limit: "write" },
  unbindDevice,
);

export const confirmBindingAction = userAction(
  { name: "confirmBinding", input: bindingIdInput, limit: "write" },
  confirmBinding,
);

export const refuseBindingAction = userAction(
  { name: "refuseBinding", input: bindingIdInput, limit: "write" },
  refuseBinding,
);

export const signPageAction = userAction({ name: "signPage", input: signPageInput, limit: "read" }, signPage);
