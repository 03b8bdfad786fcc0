import { desc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { z } from "zod";
import { db } from "@/db/client";
import { apiConfigs, auditLog, channels, channelUses } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { forget } from "@/lib/platform/process/singleton";
import { listPlatformConfigs } from "../admin/configs";
import { ensurePlatformConfigs } from "../ensure-platform";
import { openConnection } from "../open";
import type { createPlatformConfigInput, PlatformConfigView } from "../schema";
import { startTestVendor } from "../testing-vendor.fixture";
import { createPlatformConfig } from "./create";
import { deletePlatformConfig } from "./delete";
import { replacePlatformKey } from "./replace-key";
import { setPlatformConfigEnabled } from "./set-enabled";
import { testPlatformConfig } from "./test";
import { updatePlatformConfig } from "./update";

vi.hoisted(() => {
  process.env.OUTBOUND_ALLOW = "127.0.0.1:*";
});

const KEY = "ok-panel-0123456789abcdef";
let vendor: Awaited<ReturnType<typeof startTestVendor>>;
let adminId: string;
let auditor: ReturnType<typeof testContext<ReturnType<typeof userActor>>>;
const admin = () => testContext(adminActor(adminId));
const reason = "a test of ours";

function startWith(settings: Record<string, string>): void {
  for (const name of ["OPENAI_API_KEY", "OPENAI_BASE_URL"]) delete process.env[name];
  Object.assign(process.env, settings);
  forget("env");
}

beforeAll(async () => {
  vendor = await startTestVendor();
  adminId = (await insertUser({ role: "admin" })).id;
  auditor = testContext(userActor((await insertUser({ role: "auditor" })).id, "free", "auditor"));
});
afterAll(() => vendor.close());
beforeEach(async () => {
  await db().delete(apiConfigs);
  await db().delete(auditLog);
});
afterEach(() => startWith({}));

async function create(
  changes: Partial<z.input<typeof createPlatformConfigInput>> = {},
): Promise<PlatformConfigView> {
  const input = {
    name: "备用网关",
    provider: "openai" as const,
    baseUrl: vendor.baseUrl,
    apiKey: KEY,
    reason,
  };
  const made = await createPlatformConfig({ ctx: admin(), input: { ...input, ...changes } });
  if ("reason" in made) throw new Error(made.reason);
  return made;
}
const lines = (id: string) =>
  db().select().from(auditLog).where(eq(auditLog.subjectId, id)).orderBy(desc(auditLog.id));
const channelsOf = (id: string) => db().select().from(channels).where(eq(channels.apiConfigId, id));
const fromEnvironment = async () => {
  startWith({ OPENAI_API_KEY: "sk-env-0123456789abcd", OPENAI_BASE_URL: vendor.baseUrl });
  await ensurePlatformConfigs({ ctx: testContext() });
  const found = (await listPlatformConfigs({ ctx: auditor })).find(({ source }) => source === "environment");
  if (!found) throw new Error("there is no config of the environment");
  return found;
};

describe("createPlatformConfig", () => {
  test("makes a config with a channel to each model of its vendor, and its key is told to nobody", async () => {
    const made = await create({ options: "dialect=gpt-image", position: 3 });
    expect(made).toMatchObject({ source: "panel", isEnabled: true, apiKeyLast4: "cdef", openCircuits: 0 });
    const ways = await channelsOf(made.id);
    expect(ways.map(({ model }) => model)).toContain("gpt-image-2");
    expect(new Set(ways.map(({ position }) => position))).toEqual(new Set([3]));
    expect((await openConnection(testContext(), made.id))?.connection.apiKey).toBe(KEY);
    const [line] = await lines(made.id);
    expect(line).toMatchObject({
      action: "api-configs.panel-create",
      after: { keyEndsWith: "cdef" },
      reason,
    });
    expect(JSON.stringify([made, line])).not.toContain("panel-0123");
  });

  test("refuses a model that the vendor's adapter does not know, and settings that cannot be right", async () => {
    const input = { name: "x", provider: "replicate" as const, apiKey: KEY, reason };
    expect(await createPlatformConfig({ ctx: admin(), input: { ...input, model: "nothing" } })).toEqual({
      ok: false,
      reason: "model_not_supported",
    });
    await expect(create({ options: "colour=red" })).rejects.toMatchObject({ status: 400 });
    await expect(create({ apiKey: "" })).rejects.toMatchObject({ status: 400 });
  });
});

describe("the start of a server", () => {
  test("leaves the panel's configs alone, and what was set about the channels of the environment's", async () => {
    const made = await create();
    const config = await fromEnvironment();
    const [way] = await channelsOf(config.id);
    await db()
      .update(channels)
      .set({ position: 7, weight: 5, maxConcurrent: 2, maxPerMinute: 9, isEnabled: false })
      .where(eq(channels.id, way?.id ?? ""));
    const before = [await channelsOf(config.id), await db().select().from(apiConfigs)];
    expect(await ensurePlatformConfigs({ ctx: testContext() })).toEqual({
      ...{ created: 0, changed: 0, disabled: 0, channels: 0 },
    });
    expect([await channelsOf(config.id), await db().select().from(apiConfigs)]).toEqual(before);
    startWith({});
    expect(await ensurePlatformConfigs({ ctx: testContext() })).toMatchObject({ disabled: 1 });
    const states = (await listPlatformConfigs({ ctx: auditor })).map(({ id, isEnabled }) => [id, isEnabled]);
    expect(states).toEqual([
      [config.id, false],
      [made.id, true],
    ]);
  });
});

describe("changes of a config of the panel", () => {
  test("name, path and model, with before and after in the audit log; repeated they change nothing", async () => {
    const { id, model } = await create();
    const input = {
      ...{ id, name: "新名字", baseUrl: `${vendor.baseUrl}/x`, model, options: "", reason },
    };
    for (let n = 0; n < 2; n += 1)
      expect(await updatePlatformConfig({ ctx: admin(), input })).toMatchObject({ name: "新名字" });
    expect((await lines(id)).map(({ action }) => action)).toEqual([
      "api-configs.panel-update",
      "api-configs.panel-create",
    ]);
    expect((await lines(id))[0]).toMatchObject({
      ...{ before: { name: "备用网关", baseUrl: vendor.baseUrl }, reason },
      after: { name: "新名字", baseUrl: `${vendor.baseUrl}/x` },
    });
  });

  test("its key does not follow it to another server", async () => {
    const { id, name, model } = await create();
    const input = { id, name, model, baseUrl: "http://127.0.0.1:9/v1", reason };
    await expect(updatePlatformConfig({ ctx: admin(), input })).rejects.toMatchObject({ status: 400 });
  });

  test("switching it off and on, and another key, of which only the end is told", async () => {
    const { id } = await create();
    await db()
      .update(channels)
      .set({ circuit: "open", circuitReason: "auth" })
      .where(eq(channels.apiConfigId, id));
    const turn = (isEnabled: boolean) =>
      setPlatformConfigEnabled({ ctx: admin(), input: { id, isEnabled, reason } });
    expect(await turn(false)).toMatchObject({ isEnabled: false });
    expect(await turn(false)).toMatchObject({ isEnabled: false });
    const another = { id, apiKey: "ok-other-0123456789wxyz", reason };
    for (let n = 0; n < 2; n += 1)
      expect(await replacePlatformKey({ ctx: admin(), input: another })).toMatchObject({
        ...{ apiKeyLast4: "wxyz", openCircuits: 0 },
      });
    const all = await lines(id);
    expect(all.map(({ action }) => action)).toEqual([
      "api-configs.panel-replace-key",
      "api-configs.panel-disable",
      "api-configs.panel-create",
    ]);
    expect(all[0]).toMatchObject({ before: { keyEndsWith: "cdef" }, after: { keyEndsWith: "wxyz" } });
    expect(JSON.stringify(all)).not.toMatch(/ok-other|ok-panel/);
    expect((await openConnection(testContext(), id))?.connection.apiKey).toBe(another.apiKey);
  });

  test("deleting it takes its channels along, and is refused while a job uses it", async () => {
    const { id } = await create();
    const [way] = await channelsOf(id);
    const use = newId("attempt");
    await db()
      .insert(channelUses)
      .values({
        ...{ id: use, channelId: way?.id ?? "", generationId: newId("generation") },
        startedAt: new Date(),
      });
    const remove = () => deletePlatformConfig({ ctx: admin(), input: { id, reason } });
    expect(await remove()).toEqual({ ok: false, reason: "config_in_use" });
    await db().update(channelUses).set({ endedAt: new Date() }).where(eq(channelUses.id, use));
    expect(await remove()).toEqual({ deleted: id });
    expect(await channelsOf(id)).toEqual([]);
    await expect(remove()).rejects.toMatchObject({ status: 404 });
    expect((await lines(id))[0]).toMatchObject({ action: "api-configs.panel-delete", reason });
  });
});

describe("who may not", () => {
  test("the panel changes nothing of the environment's configs but tests them", async () => {
    const { id, name, baseUrl, model } = await fromEnvironment();
    const refused = { ok: false, reason: "config_from_environment" };
    const ctx = admin();
    expect(await updatePlatformConfig({ ctx, input: { id, name: "x", baseUrl, model, reason } })).toEqual(
      refused,
    );
    expect(await setPlatformConfigEnabled({ ctx, input: { id, isEnabled: false, reason } })).toEqual(refused);
    expect(await replacePlatformKey({ ctx, input: { id, apiKey: KEY, reason } })).toEqual(refused);
    expect(await deletePlatformConfig({ ctx, input: { id, reason } })).toEqual(refused);
    expect(await testPlatformConfig({ ctx, input: { id } })).toMatchObject({
      ...{ works: false, errorClass: "auth" },
    });
    const [shown] = await listPlatformConfigs({ ctx: auditor });
    expect(shown).toMatchObject({ name, test: { ok: false, errorClass: "auth" } });
  });

  test("an auditor writes nothing, and a person's own config is not the platform's", async () => {
    const { id, name, baseUrl, model } = await create();
    const refused = { status: 403 };
    const ctx = auditor;
    const input = { name, provider: "openai" as const, apiKey: KEY, reason };
    await expect(createPlatformConfig({ ctx, input })).rejects.toMatchObject(refused);
    await expect(
      updatePlatformConfig({ ctx, input: { id, name, baseUrl, model, reason } }),
    ).rejects.toMatchObject(refused);
    await expect(
      setPlatformConfigEnabled({ ctx, input: { id, isEnabled: false, reason } }),
    ).rejects.toMatchObject(refused);
    await expect(replacePlatformKey({ ctx, input: { id, apiKey: KEY, reason } })).rejects.toMatchObject(
      refused,
    );
    await expect(deletePlatformConfig({ ctx, input: { id, reason } })).rejects.toMatchObject(refused);
    await expect(testPlatformConfig({ ctx, input: { id } })).rejects.toMatchObject(refused);
    const owner = await insertUser();
    await db().update(apiConfigs).set({ userId: owner.id, slot: null }).where(eq(apiConfigs.id, id));
    expect(await listPlatformConfigs({ ctx: auditor })).toEqual([]);
    await expect(deletePlatformConfig({ ctx: admin(), input: { id, reason } })).rejects.toMatchObject({
      status: 404,
    });
  });

  test("a test that goes well is kept, closes what a wrong key had opened and stands in the audit log", async () => {
    const { id } = await create();
    await db()
      .update(channels)
      .set({ circuit: "open", circuitReason: "auth" })
      .where(eq(channels.apiConfigId, id));
    expect(await testPlatformConfig({ ctx: admin(), input: { id } })).toMatchObject({ works: true });
    expect((await listPlatformConfigs({ ctx: auditor }))[0]).toMatchObject({
      ...{ openCircuits: 0, test: { ok: true } },
    });
    expect((await lines(id))[0]).toMatchObject({
      ...{ action: "api-configs.panel-test", before: { errorClass: "untested" } },
      after: { works: true, errorClass: null },
    });
    const found = (await lines(id))[0]?.after;
    await testPlatformConfig({ ctx: admin(), input: { id } });
    expect((await lines(id))[0]).toMatchObject({ action: "api-configs.panel-test", before: found });
  });
});
