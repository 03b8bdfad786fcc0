"use server";

import { revalidatePath } from "next/cache";
import { adminAction } from "@/lib/entry/action";
import { resolveDifference } from "@/lib/orders/bill/resolve-difference";
import { resolveDifferenceInput } from "@/lib/orders/schema";

/** Closes a difference with what was found. */
export const resolveDifferenceAction = adminAction(
  { name: "resolveDifference", input: resolveDifferenceInput, limit: "adminWrite" },
  async (call) => {
    const resolved = await resolveDifference(call);
    revalidatePath("/admin/money", "layout");
    return resolved;
  },
);
