import { and, eq, isNull } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { apiConfigs, channels } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { forget } from "@/lib/platform/process/singleton";
import { ensurePlatformConfigs } from "./ensure-platform";
import { openConnection } from "./open";

const names = [
  "OPENAI_API_KEY",
  "OPENAI_BASE_URL",
  "OPENAI_BACKUP_API_KEY",
  "A1111_BASE_URL",
  "CHAT_API_KEY",
  "SIMULATED_VENDORS",
];

/** As a process that was started with these settings. */
function startWith(settings: Record<string, string>): void {
  for (const name of names) delete process.env[name];
  Object.assign(process.env, settings);
  forget("env");
}
const ensure = () => ensurePlatformConfigs({ ctx: testContext() });
const bySlot = async (slot: string) =>
  (
    await db()
      .select()
      .from(apiConfigs)
      .where(and(eq(apiConfigs.slot, slot), isNull(apiConfigs.userId)))
  )[0];
const channelsOf = async (slot: string) =>
  db()
    .select()
    .from(channels)
    .where(eq(channels.apiConfigId, (await bySlot(slot))?.id ?? ""));

const both = { OPENAI_API_KEY: "sk-main-0123456789ab", OPENAI_BACKUP_API_KEY: "sk-backup-0123456789" };

beforeEach(async () => {
  await db().delete(apiConfigs);
});
afterEach(() => startWith({}));

describe("ensurePlatformConfigs", () => {
  test("makes one config for every key of the environment and a channel for every model, the backup behind", async () => {
    startWith({ ...both, A1111_BASE_URL: "http://10.0.0.9:7860/", CHAT_API_KEY: "sk-chat-0123456789ab" });
    const counts = await ensure();
    expect(counts).toMatchObject({ created: 4, changed: 0, disabled: 0 });
    const [main, backup] = [await channelsOf("openai"), await channelsOf("openai-backup")];
    expect(main.map(({ model }) => model)).toContain("gpt-image-2");
    expect(backup.map(({ model }) => model).sort()).toEqual(main.map(({ model }) => model).sort());
    expect(new Set(main.map(({ position }) => position))).toEqual(new Set([0]));
    expect(new Set(backup.map(({ position }) => position))).toEqual(new Set([1]));
    expect(counts.channels).toBe(main.length * 2 + 1);
    expect(await channelsOf("a1111")).toMatchObject([{ vendorModel: "a1111-default", maxConcurrent: 1 }]);
    expect(await channelsOf("chat")).toEqual([]);
    const chat = await bySlot("chat");
    expect(chat).toMatchObject({ type: "chat", userId: null, options: { dialect: "compatible" } });
    expect(await openConnection(testContext(), chat?.id ?? "")).toMatchObject({
      connection: { apiKey: "sk-chat-0123456789ab" },
      userId: null,
    });
  });

  test("changes nothing when it runs again, and many processes that start at once make each thing once", async () => {
    startWith(both);
    const all = await Promise.all(Array.from({ length: 6 }, ensure));
    expect(all.reduce((sum, { created }) => sum + created, 0)).toBe(2);
    const before = await db().select().from(apiConfigs).orderBy(apiConfigs.id);
    expect(await ensure()).toEqual({ created: 0, changed: 0, disabled: 0, channels: 0 });
    expect(await db().select().from(apiConfigs).orderBy(apiConfigs.id)).toEqual(before);
  });

  test("follows a new key, closes the circuits that the old one had opened and leaves limits alone", async () => {
    startWith(both);
    await ensure();
    const id = (await bySlot("openai"))?.id ?? "";
    await db()
      .update(channels)
      .set({ circuit: "open", circuitReason: "auth", weight: 7, maxPerMinute: 3 })
      .where(eq(channels.apiConfigId, id));
    startWith({ ...both, OPENAI_API_KEY: "sk-newer-0123456789a" });
    expect(await ensure()).toMatchObject({ created: 0, changed: 1, channels: 0 });
    expect((await openConnection(testContext(), id))?.connection.apiKey).toBe("sk-newer-0123456789a");
    for (const channel of await channelsOf("openai"))
      expect(channel).toMatchObject({ circuit: "closed", circuitReason: null, weight: 7, maxPerMinute: 3 });
  });

  test("disables what the environment no longer names, keeps it for its jobs, and takes it back", async () => {
    startWith(both);
    await ensure();
    startWith({ OPENAI_API_KEY: both.OPENAI_API_KEY });
    expect(await ensure()).toMatchObject({ created: 0, changed: 0, disabled: 1 });
    const backup = await bySlot("openai-backup");
    expect(backup?.isEnabled).toBe(false);
    expect((await openConnection(testContext(), backup?.id ?? ""))?.connection.apiKey).toBe(
      both.OPENAI_BACKUP_API_KEY,
    );
    startWith(both);
    expect(await ensure()).toMatchObject({ changed: 1, disabled: 0 });
    expect((await bySlot("openai-backup"))?.isEnabled).toBe(true);
  });

  test("marks only simulators on this machine as simulated, in a demonstration", async () => {
    startWith({ ...both, SIMULATED_VENDORS: "1", OPENAI_BASE_URL: "http://127.0.0.1:4101/v1" });
    await ensure();
    expect((await bySlot("openai"))?.isSimulated).toBe(true);
    expect((await bySlot("openai-backup"))?.isSimulated).toBe(false);
    startWith({ ...both, OPENAI_BASE_URL: "http://127.0.0.1:4101/v1" });
    await ensure();
    expect((await bySlot("openai"))?.isSimulated).toBe(false);
  });

  test("never touches the configs of people, and is for jobs only", async () => {
    const user = await insertUser();
    startWith(both);
    await ensure();
    const main = await bySlot("openai");
    if (main)
      await db()
        .insert(apiConfigs)
        .values({ ...main, id: `cfg_${"0".repeat(26)}`, userId: user.id, slot: null });
    startWith({});
    expect(await ensure()).toMatchObject({ disabled: 2 });
    const [own] = await db().select().from(apiConfigs).where(eq(apiConfigs.userId, user.id));
    expect(own?.isEnabled).toBe(true);
    const ctx = testContext(userActor(user.id, "enterprise", "admin"));
    await expect(ensurePlatformConfigs({ ctx })).rejects.toMatchObject({ status: 403 });
  });
});
