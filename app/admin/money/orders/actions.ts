"use server";

import { revalidatePath } from "next/cache";
import { adminAction } from "@/lib/entry/action";
import { checkAnyOrder } from "@/lib/orders/admin/check";
import { closeAnyOrder } from "@/lib/orders/admin/close";
import { openRefundRequest } from "@/lib/orders/refunds/requests/open";
import { adminOrderIdInput, openRefundRequestInput } from "@/lib/orders/schema";

/** Asks WeChat Pay how an order stands. */
export const checkAnyOrderAction = adminAction(
  { name: "checkAnyOrder", input: adminOrderIdInput, limit: "adminWrite" },
  async (call) => {
    const checked = await checkAnyOrder(call);
    revalidatePath("/admin/money", "layout");
    return checked;
  },
);

/** Closes an order that was not paid. */
export const closeAnyOrderAction = adminAction(
  { name: "closeAnyOrder", input: adminOrderIdInput, limit: "adminWrite" },
  async (call) => {
    const closed = await closeAnyOrder(call);
    revalidatePath("/admin/money", "layout");
    return closed;
  },
);

/** Asks for money to go back; another step decides. */
export const openRefundRequestAction = adminAction(
  { name: "openRefundRequest", input: openRefundRequestInput, limit: "adminWrite" },
  async (call) => {
    const opened = await openRefundRequest(call);
    revalidatePath("/admin/money", "layout");
    return opened;
  },
);
