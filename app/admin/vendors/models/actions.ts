"use server";

import { revalidatePath } from "next/cache";
import { updateModelTermsInput } from "@/lib/channels/schema";
import { updateModelTerms } from "@/lib/channels/terms/update";
import { dangerousAdminAction } from "@/lib/entry/action";

/** Prices and whether people can order at all, so the password is asked for. */
export const updateModelTermsAction = dangerousAdminAction(
  { name: "updateModelTerms", input: updateModelTermsInput, limit: "adminWrite" },
  async (call) => {
    const set = await updateModelTerms(call);
    revalidatePath("/admin/vendors/models");
    return set;
  },
);
