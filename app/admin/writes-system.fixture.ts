import { eq } from "drizzle-orm";
import { db, sql } from "@/db/client";
import { channels, notificationDeliveries, notifications } from "@/db/schema";
import { insertUser } from "@/db/testing-users";
import { createPlatformConfig } from "@/lib/api-configs/platform/create";
import { setPlatformConfigEnabled } from "@/lib/api-configs/platform/set-enabled";
import type { PlatformConfigView } from "@/lib/api-configs/schema";
import { newId } from "@/lib/platform/ids";
import { createAnnouncement } from "@/lib/settings/announcements/create";
import { updateSetting } from "@/lib/settings/update";
import { asAdmin, done, reason, type WriteCase, type WriteWorld } from "./write-case.fixture";

const KEY = "ok-panel-0123456789abcdef";
const OTHER_KEY = "ok-panel-fedcba9876543210";
const aConfig = ({ vendorUrl }: WriteWorld) => ({
  ...{ name: "备用网关", provider: "openai" as const, baseUrl: vendorUrl, apiKey: KEY, reason },
});
const config = async (world: WriteWorld): Promise<PlatformConfigView> =>
  done(await createPlatformConfig({ ctx: asAdmin(), input: aConfig(world) }));
const ofConfig = async (world: WriteWorld) => ({ id: (await config(world)).id, reason });

async function disabled(world: WriteWorld) {
  const given = await ofConfig(world);
  done(await setPlatformConfigEnabled({ ctx: asAdmin(), input: { ...given, isEnabled: false } }));
  return given;
}

async function channel(world: WriteWorld, set: Partial<typeof channels.$inferInsert> = {}) {
  const { id: configId } = await config(world);
  const [way] = await db()
    .update(channels)
    .set({ position: 9, ...set })
    .where(eq(channels.apiConfigId, configId))
    .returning({ id: channels.id });
  if (!way) throw new Error("a config has no channel");
  return { id: way.id, reason };
}

const said = { level: "info", textZh: "今晚升级", textEn: "An upgrade tonight", reason } as const;
const announcement = async () => done(await createAnnouncement({ ctx: asAdmin(), input: said })).id;

async function job(): Promise<string> {
  const id = "prune-sessions";
  const config = JSON.stringify({ crons: ["40 3 * * *"] });
  await sql()`insert into engine_functions (id, app_id, events, config)
    values (${`xintu-${id}`}, 'xintu', '{}', ${config}::text::json)`;
  return id;
}

async function failedDelivery(): Promise<string> {
  const { id: userId } = await insertUser();
  const [notificationId, id] = [newId("notification"), newId("delivery")];
  const data = { status: "succeeded", delivered: 1 };
  await db()
    .insert(notifications)
    .values({ id: notificationId, userId, kind: "generation_ended", businessKey: id, data });
  const tried = { channel: "email", state: "failed", error: "mail_failed", attempts: 5 } as const;
  await db()
    .insert(notificationDeliveries)
    .values({ id, notificationId, userId, ...tried });
  return id;
}

export const vendorWrites: WriteCase[] = [
  {
    door: "createConfigAction",
    kind: "makes",
    lines: ["api-configs.panel-create"],
    ask: aConfig,
    secret: KEY,
  },
  {
    door: "updateConfigAction",
    kind: "changes",
    lines: ["api-configs.panel-update"],
    ask: async (world) => {
      const { id, baseUrl, model } = await config(world);
      return { ...{ id, baseUrl, model, reason }, name: "主网关" };
    },
    secret: KEY,
  },
  {
    door: "enableConfigAction",
    kind: "changes",
    lines: ["api-configs.panel-enable"],
    ask: disabled,
    secret: KEY,
  },
  {
    door: "disableConfigAction",
    kind: "changes",
    lines: ["api-configs.panel-disable"],
    ask: ofConfig,
    secret: KEY,
  },
  {
    door: "replaceKeyAction",
    kind: "changes",
    lines: ["api-configs.panel-replace-key"],
    ask: async (world) => ({ ...(await ofConfig(world)), apiKey: OTHER_KEY }),
    secret: OTHER_KEY,
  },
  {
    door: "deleteConfigAction",
    kind: "removes",
    lines: ["api-configs.panel-delete"],
    ask: ofConfig,
    secret: KEY,
  },
  {
    door: "testConfigAction",
    kind: "changes",
    lines: ["api-configs.panel-test"],
    ask: async (world) => ({ id: (await config(world)).id }),
    secret: KEY,
  },
  {
    door: "updateChannelAction",
    kind: "changes",
    lines: ["channels.update"],
    ask: async (world) => ({
      ...(await channel(world)),
      ...{ position: 0, weight: 1, maxConcurrent: 1, maxPerMinute: 1, isEnabled: true },
    }),
  },
  {
    door: "resetCircuitAction",
    kind: "changes",
    lines: ["channels.reset-circuit"],
    ask: (world) => channel(world, { circuit: "open", circuitReason: "auth" }),
  },
  {
    door: "updateModelTermsAction",
    kind: "changes",
    lines: ["channels.model-terms"],
    ask: () => ({ model: "gpt-image-2", isOffered: true, costMicroYuan: 5_000, reason }),
  },
];

export const systemWrites: WriteCase[] = [
  {
    door: "openSwitchAction",
    kind: "changes",
    lines: ["settings.update"],
    ask: async () => {
      await updateSetting({ ctx: asAdmin(), input: { key: "sign_up_open", value: false, reason } });
      return { key: "sign_up_open", reason };
    },
  },
  {
    door: "closeSwitchAction",
    kind: "changes",
    lines: ["settings.update"],
    ask: async () => {
      await updateSetting({ ctx: asAdmin(), input: { key: "ios_purchase_enabled", value: true, reason } });
      return { key: "ios_purchase_enabled", reason };
    },
  },
  {
    door: "setMaintenanceAction",
    kind: "changes",
    lines: ["settings.update"],
    ask: () => ({ on: true, textZh: "维护中", textEn: "Maintenance", reason }),
  },
  { door: "createAnnouncementAction", kind: "makes", lines: ["announcements.create"], ask: () => said },
  {
    door: "updateAnnouncementAction",
    kind: "changes",
    lines: ["announcements.update"],
    ask: async () => ({ id: await announcement(), ...said, level: "warning" }),
  },
  {
    door: "endAnnouncementAction",
    kind: "changes",
    lines: ["announcements.end"],
    ask: async () => ({ id: await announcement(), reason }),
  },
  { door: "runJobAction", kind: "changes", lines: ["jobs.run-now"], ask: async () => ({ id: await job() }) },
  {
    door: "sendDeliveryAgainAction",
    kind: "changes",
    lines: ["notifications.send-again"],
    ask: async () => ({ id: await failedDelivery() }),
  },
];
