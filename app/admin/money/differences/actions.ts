"use server";

import { revalidatePath } from "next/cache";
import { adminAction } from "@/lib/entry/action";
import { resolveDifference } from "@/lib/orders/bill/resolve-difference";
import { BILL_JOB } from "@/lib/orders/rules";
import { checkTradeBillsInput, resolveDifferenceInput } from "@/lib/orders/schema";
import { requestJob } from "@/lib/stats/jobs/request";

/** Has the days compared now that are not compared yet, as the job of the clock does; it stands under that job. */
export const checkTradeBillsAction = adminAction(
  { name: "checkTradeBills", input: checkTradeBillsInput, limit: "adminWrite" },
  async ({ ctx }) => {
    const asked = await requestJob({ ctx, input: { id: BILL_JOB } });
    revalidatePath("/admin/money/differences");
    return asked;
  },
);

/** Closes a difference with what was found. */
export const resolveDifferenceAction = adminAction(
  { name: "resolveDifference", input: resolveDifferenceInput, limit: "adminWrite" },
  async (call) => {
    const resolved = await resolveDifference(call);
    revalidatePath("/admin/money", "layout");
    return resolved;
  },
);
