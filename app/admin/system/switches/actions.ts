"use server";

import { revalidatePath } from "next/cache";
import { adminAction, dangerousAdminAction } from "@/lib/entry/action";
import { setMaintenanceInput, turnSwitchInput } from "@/lib/settings/schema";
import { updateSetting } from "@/lib/settings/update";

/** Opens what a switch had closed. */
export const openSwitchAction = adminAction(
  { name: "openSwitch", input: turnSwitchInput, limit: "adminWrite" },
  async ({ ctx, input: { key, reason } }) => {
    const set = await updateSetting({ ctx, input: { key, value: true, reason } });
    revalidatePath("/admin/system/switches");
    return set;
  },
);

/** Closes it for everybody, so the password is asked for. */
export const closeSwitchAction = dangerousAdminAction(
  { name: "closeSwitch", input: turnSwitchInput, limit: "adminWrite" },
  async ({ ctx, input: { key, reason } }) => {
    const set = await updateSetting({ ctx, input: { key, value: false, reason } });
    revalidatePath("/admin/system/switches");
    return set;
  },
);

/** The line above every page, or none. */
export const setMaintenanceAction = adminAction(
  { name: "setMaintenance", input: setMaintenanceInput, limit: "adminWrite" },
  async ({ ctx, input: { reason, ...value } }) => {
    const set = await updateSetting({ ctx, input: { key: "maintenance", value, reason } });
    revalidatePath("/", "layout");
    return set;
  },
);
