"use server";

import { revalidatePath } from "next/cache";
import { createPlatformConfig } from "@/lib/api-configs/platform/create";
import { deletePlatformConfig } from "@/lib/api-configs/platform/delete";
import { replacePlatformKey } from "@/lib/api-configs/platform/replace-key";
import { setPlatformConfigEnabled } from "@/lib/api-configs/platform/set-enabled";
import { testPlatformConfig } from "@/lib/api-configs/platform/test";
import { updatePlatformConfig } from "@/lib/api-configs/platform/update";
import {
  apiConfigIdInput,
  createPlatformConfigInput,
  deletePlatformConfigInput,
  replacePlatformKeyInput,
  setPlatformConfigEnabledInput,
  updatePlatformConfigInput,
} from "@/lib/api-configs/schema";
import { resetCircuit } from "@/lib/channels/reset-circuit";
import { resetCircuitInput, updateChannelInput } from "@/lib/channels/schema";
import { updateChannel } from "@/lib/channels/update";
import { adminAction, dangerousAdminAction } from "@/lib/entry/action";

const enabledInput = setPlatformConfigEnabledInput.omit({ isEnabled: true });

/** Orders of people go there at once, wherever its address leads, so the password is asked for. */
export const createConfigAction = dangerousAdminAction(
  { name: "createConfig", input: createPlatformConfigInput, limit: "adminWrite" },
  async (call) => shown(await createPlatformConfig(call)),
);

export const updateConfigAction = adminAction(
  { name: "updateConfig", input: updatePlatformConfigInput, limit: "adminWrite" },
  async (call) => shown(await updatePlatformConfig(call)),
);

export const enableConfigAction = adminAction(
  { name: "enableConfig", input: enabledInput, limit: "adminWrite" },
  async ({ ctx, input }) =>
    shown(await setPlatformConfigEnabled({ ctx, input: { ...input, isEnabled: true } })),
);

/** No order goes there any more, so the password is asked for. */
export const disableConfigAction = dangerousAdminAction(
  { name: "disableConfig", input: enabledInput, limit: "adminWrite" },
  async ({ ctx, input }) =>
    shown(await setPlatformConfigEnabled({ ctx, input: { ...input, isEnabled: false } })),
);

export const replaceKeyAction = dangerousAdminAction(
  { name: "replaceKey", input: replacePlatformKeyInput, limit: "adminWrite" },
  async (call) => shown(await replacePlatformKey(call)),
);

export const deleteConfigAction = dangerousAdminAction(
  { name: "deleteConfig", input: deletePlatformConfigInput, limit: "adminWrite" },
  async (call) => shown(await deletePlatformConfig(call)),
);

export const testConfigAction = adminAction(
  { name: "testConfig", input: apiConfigIdInput, limit: "testConnection" },
  async (call) => shown(await testPlatformConfig(call)),
);

/** It may switch the channel off, so the password is asked for. */
export const updateChannelAction = dangerousAdminAction(
  { name: "updateChannel", input: updateChannelInput, limit: "adminWrite" },
  async (call) => shown(await updateChannel(call)),
);

export const resetCircuitAction = adminAction(
  { name: "resetCircuit", input: resetCircuitInput, limit: "adminWrite" },
  async (call) => shown(await resetCircuit(call)),
);

/** The pages of the vendors are read anew. */
function shown<T>(done: T): T {
  revalidatePath("/admin/vendors", "layout");
  return done;
}
