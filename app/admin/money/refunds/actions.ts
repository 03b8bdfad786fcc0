"use server";

import { revalidatePath } from "next/cache";
import { adminAction, dangerousAdminAction } from "@/lib/entry/action";
import { abandonAbnormalRefund } from "@/lib/orders/admin/abandon";
import { approveRefundRequest } from "@/lib/orders/refunds/requests/approve";
import { declineRefundRequest } from "@/lib/orders/refunds/requests/decline";
import {
  abandonRefundInput,
  approveRefundRequestInput,
  declineRefundRequestInput,
} from "@/lib/orders/schema";

/** Lets money go back, so the password is asked for. */
export const approveRefundRequestAction = dangerousAdminAction(
  { name: "approveRefundRequest", input: approveRefundRequestInput, limit: "adminWrite" },
  async (call) => {
    const approved = await approveRefundRequest(call);
    revalidatePath("/admin/money", "layout");
    return approved;
  },
);

/** Says no to a request. */
export const declineRefundRequestAction = adminAction(
  { name: "declineRefundRequest", input: declineRefundRequestInput, limit: "adminWrite" },
  async (call) => {
    const declined = await declineRefundRequest(call);
    revalidatePath("/admin/money", "layout");
    return declined;
  },
);

/** Gives up a refund that WeChat Pay refuses; the person gets back what it took. */
export const abandonRefundAction = dangerousAdminAction(
  { name: "abandonRefund", input: abandonRefundInput, limit: "adminWrite" },
  async (call) => {
    const abandoned = await abandonAbnormalRefund(call);
    revalidatePath("/admin/money", "layout");
    return abandoned;
  },
);
