"use server";

import { revalidatePath } from "next/cache";
import { changeRole } from "@/lib/accounts/admin/change-role";
import { signOutUser } from "@/lib/accounts/admin/sign-out";
import {
  changeRoleInput,
  reasonedUserInput,
  removeAccountInput,
  suspendAccountInput,
} from "@/lib/accounts/schema";
import { restoreAccount } from "@/lib/accounts/status/restore";
import { adjustCredits } from "@/lib/credits/adjust";
import { creditAmountInput } from "@/lib/credits/schema";
import { adminAction, dangerousAdminAction } from "@/lib/entry/action";
import { changePlan } from "@/lib/membership/admin/change-plan";
import { changePlanInput } from "@/lib/membership/schema";
import { closeUser } from "@/lib/registration/admin/close";
import { suspendUser } from "@/lib/registration/admin/suspend";

async function shown<T>(done: Promise<T>): Promise<T> {
  const answer = await done;
  revalidatePath("/admin/users", "layout");
  return answer;
}

export const giveCreditsAction = dangerousAdminAction(
  { name: "giveCredits", input: creditAmountInput, limit: "adminWrite" },
  ({ ctx, input }) => shown(adjustCredits({ ctx, input })),
);

export const takeCreditsAction = dangerousAdminAction(
  { name: "takeCredits", input: creditAmountInput, limit: "adminWrite" },
  ({ ctx, input }) => shown(adjustCredits({ ctx, input: { ...input, amount: -input.amount } })),
);

export const changePlanAction = dangerousAdminAction(
  { name: "changePlan", input: changePlanInput, limit: "adminWrite" },
  (call) => shown(changePlan(call)),
);

export const changeRoleAction = dangerousAdminAction(
  { name: "changeRole", input: changeRoleInput, limit: "adminWrite" },
  (call) => shown(changeRole(call)),
);

export const suspendUserAction = dangerousAdminAction(
  { name: "suspendUser", input: suspendAccountInput, limit: "adminWrite" },
  (call) => shown(suspendUser(call)),
);

export const restoreUserAction = adminAction(
  { name: "restoreUser", input: reasonedUserInput, limit: "adminWrite" },
  (call) => shown(restoreAccount(call)),
);

export const signOutUserAction = dangerousAdminAction(
  { name: "signOutUser", input: reasonedUserInput, limit: "adminWrite" },
  (call) => shown(signOutUser(call)),
);

export const closeUserAction = dangerousAdminAction(
  { name: "closeUser", input: removeAccountInput, limit: "adminWrite" },
  (call) => shown(closeUser(call)),
);
