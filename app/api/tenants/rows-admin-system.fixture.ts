import { adminActor, testContext } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import { createAnnouncement } from "@/lib/settings/announcements/create";
import { type ActionRows, admins, dangerous } from "./action-row.fixture";

const reason = "looked at by hand";
const said = { level: "info" as const, textZh: "今晚升级", textEn: "An upgrade tonight", reason };

async function announcement(): Promise<string> {
  const made = await createAnnouncement({ ctx: testContext(adminActor(newId("user"))), input: said });
  if ("ok" in made) throw new Error(made.reason);
  return made.id;
}
const config = () => ({ id: newId("apiConfig"), reason });
const channel = () => ({ id: newId("channel"), reason });

export const adminSystemActions: ActionRows = {
  openSwitchAction: admins(() => ({ key: "sign_up_open", reason })),
  closeSwitchAction: dangerous(() => ({ key: "ios_purchase_enabled", reason })),
  setMaintenanceAction: admins(() => ({ on: false, textZh: "", textEn: "", reason })),
  createAnnouncementAction: admins(() => said),
  updateAnnouncementAction: admins(async () => ({ id: await announcement(), ...said })),
  endAnnouncementAction: admins(async () => ({ id: await announcement(), reason })),
  runJobAction: admins(() => ({ id: "no-such-job" }), "not_found"),
  sendDeliveryAgainAction: admins(() => ({ id: newId("delivery") }), "not_found"),
  createConfigAction: dangerous(
    () => ({ name: "x", provider: "openai", apiKey: "", reason }),
    "invalid_input",
  ),
  updateConfigAction: admins(
    () => ({ ...config(), name: "x", baseUrl: "https://api.openai.com/v1", model: "gpt-image-2" }),
    "not_found",
  ),
  enableConfigAction: admins(config, "not_found"),
  disableConfigAction: dangerous(config, "not_found"),
  replaceKeyAction: dangerous(() => ({ ...config(), apiKey: "sk-0123456789abcdef" }), "not_found"),
  deleteConfigAction: dangerous(config, "not_found"),
  testConfigAction: admins(() => ({ id: newId("apiConfig") }), "not_found"),
  updateChannelAction: dangerous(
    () => ({ ...channel(), position: 0, weight: 1, maxConcurrent: 1, maxPerMinute: 1, isEnabled: true }),
    "not_found",
  ),
  resetCircuitAction: admins(channel, "not_found"),
  updateModelTermsAction: dangerous(() => ({ model: "no-such-model", isOffered: true, reason }), "not_found"),
};
