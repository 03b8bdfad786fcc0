"use server";

import { revalidatePath } from "next/cache";
import { adminAction } from "@/lib/entry/action";
import { sendDeliveryAgain } from "@/lib/notifications/deliveries/send-again";
import { deliveryIdInput } from "@/lib/notifications/schema";

/** Puts a delivery that failed back into the queue. */
export const sendDeliveryAgainAction = adminAction(
  { name: "sendDeliveryAgain", input: deliveryIdInput, limit: "adminWrite" },
  async (call) => {
    const queued = await sendDeliveryAgain(call);
    revalidatePath("/admin/system/deliveries");
    return queued;
  },
);
