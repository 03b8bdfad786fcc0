"use server";

import { revalidatePath } from "next/cache";
import { requestLedgerCheck } from "@/lib/credits/checks/request";
import { requestLedgerCheckInput } from "@/lib/credits/schema";
import { adminAction } from "@/lib/entry/action";

/** Has the whole ledger recomputed now. */
export const requestLedgerCheckAction = adminAction(
  { name: "requestLedgerCheck", input: requestLedgerCheckInput, limit: "adminWrite" },
  async (call) => {
    const requested = await requestLedgerCheck(call);
    revalidatePath("/admin/money/ledger");
    return requested;
  },
);
