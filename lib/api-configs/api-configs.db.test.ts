import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { z } from "zod";
import { db } from "@/db/client";
import { apiConfigs, auditLog, channels, channelUses } from "@/db/schema";
import { adminActor, anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { createApiConfig } from "./create";
import { deleteApiConfig } from "./delete";
import { openConnection } from "./open";
import { getApiConfig, listApiConfigs } from "./read";
import { type ApiConfigView, type createApiConfigInput, MAX_API_CONFIGS } from "./schema";
import { testApiConfig } from "./test";
import { startTestVendor } from "./testing-vendor.fixture";
import { updateApiConfig } from "./update";

vi.hoisted(() => {
  process.env.OUTBOUND_ALLOW = "127.0.0.1:*";
});

let vendor: Awaited<ReturnType<typeof startTestVendor>>;
/** The address of a server that is gone. */
const closedUrl = startTestVendor().then(async ({ baseUrl, close }) => {
  await close();
  return baseUrl;
});
let userId = "";
let otherId = "";
const own = () => testContext(userActor(userId, "pro"));
const other = () => testContext(userActor(otherId, "enterprise"));
const job = () => testContext();

beforeAll(async () => {
  vendor = await startTestVendor();
});
afterAll(() => vendor.close());
beforeEach(async () => {
  userId = (await insertUser()).id;
  otherId = (await insertUser()).id;
});

type Input = z.input<typeof createApiConfigInput>;
const input = (changes: Partial<Input> = {}): Input => ({
  name: "我的 OpenAI",
  provider: "openai",
  baseUrl: `${vendor.baseUrl}/`,
  apiKey: "ok-0123456789abcdef",
  model: "gpt-image-2",
  ...changes,
});
async function create(changes: Partial<Input> = {}): Promise<ApiConfigView> {
  const made = await createApiConfig({ ctx: own(), input: input(changes) });
  if ("reason" in made) throw new Error(made.reason);
  return made;
}
const rowOf = async (id: string) => (await db().select().from(apiConfigs).where(eq(apiConfigs.id, id)))[0];
const channelsOf = (id: string) => db().select().from(channels).where(eq(channels.apiConfigId, id));

/** As a job does while it calls the vendor. */
async function useChannelOf(id: string): Promise<string> {
  const [channel] = await channelsOf(id);
  const useId = newId("attempt");
  await db()
    .insert(channelUses)
    .values({
      id: useId,
      channelId: channel?.id ?? "",
      generationId: newId("generation"),
      startedAt: new Date(),
    });
  return useId;
}
const endUse = (id: string) =>
  db().update(channelUses).set({ endedAt: new Date(), outcome: "delivered" }).where(eq(channelUses.id, id));

describe("create", () => {
  test("keeps a sealed key, shows its last four and makes the config a model of its own", async () => {
    const made = await create({ options: { dialect: "compatible" } });
    expect(made).toMatchObject({
      name: "我的 OpenAI",
      type: "image",
      provider: "openai",
      baseUrl: vendor.baseUrl,
      apiKeyLast4: "cdef",
      model: "gpt-image-2",
      options: { dialect: "compatible" },
      test: null,
    });
    expect((await rowOf(made.id))?.apiKey.toString("latin1")).not.toContain("0123456789");
    expect(await channelsOf(made.id)).toMatchObject([
      {
        model: made.id,
        provider: "openai",
        vendorModel: "gpt-image-2",
        apiConfigId: made.id,
        isEnabled: true,
      },
    ]);
    expect(await openConnection(job(), made.id)).toMatchObject({
      connection: { id: made.id, baseUrl: vendor.baseUrl, apiKey: "ok-0123456789abcdef" },
      providerId: "openai",
      model: "gpt-image-2",
      userId,
    });
  });

  test("connects to nothing", async () => {
    const before = vendor.requests();
    await create();
    expect(vendor.requests()).toBe(before);
  });

  test("makes no channel for a chat model", async () => {
    const made = await create({ type: "chat", model: "qwen-plus" });
    expect(await channelsOf(made.id)).toEqual([]);
  });

  test("refuses the twenty-first, also when many arrive at once", async () => {
    const results = await Promise.all(
      Array.from({ length: MAX_API_CONFIGS + 5 }, () => createApiConfig({ ctx: own(), input: input() })),
    );
    const refused = results.filter((result) => "reason" in result);
    expect(refused).toEqual(Array(5).fill({ ok: false, reason: "too_many_api_configs" }));
    expect((await listApiConfigs({ ctx: own() })).items).toHaveLength(MAX_API_CONFIGS);
    expect(await createApiConfig({ ctx: other(), input: input() })).toHaveProperty("id");
  });

  test.each([
    [{ apiKey: "" }, "apiKey"],
    [{ baseUrl: "https://api.example.org/v1?key=x" }, "baseUrl"],
    [{ baseUrl: "https://api.example.org/v1#x" }, "baseUrl"],
    [{ options: { dialect: "unheard" } }, "options.dialect"],
    [{ options: { constructor: "x" } }, "options.constructor"],
    [{ type: "chat" as const, provider: "stability" as const }, "provider"],
  ])("refuses %j and names the field", async (changes, field) => {
    await expect(create(changes)).rejects.toMatchObject({
      code: "invalid_input",
      extra: { fields: { [field]: expect.any(String) } },
    });
  });

  test.each([
    "https://127.0.0.2/",
    "https://169.254.169.254/latest",
    "https://[::1]/",
    "https://localhost/",
    "http://api.openai.com/v1",
    "https://user:pass@api.openai.com/v1",
    "https://api.openai.com:22/v1",
  ])("refuses the address %s for its field", async (baseUrl) => {
    await expect(create({ baseUrl })).rejects.toMatchObject({
      code: "address_not_allowed",
      status: 400,
      extra: { fields: { baseUrl: expect.any(String) } },
    });
  });

  test("refuses a model that its vendor does not have", async () => {
    const made = createApiConfig({
      ctx: own(),
      input: input({ provider: "stability", baseUrl: "https://api.stability.ai", model: "no-such-model" }),
    });
    expect(await made).toEqual({ ok: false, reason: "model_not_supported" });
  });
});

describe("who may", () => {
  test("nobody without the permission, whatever the verb", async () => {
    const { id } = await create();
    const free = testContext(userActor(userId, "free"));
    const nobody = testContext(anonymousActor());
    for (const [ctx, status] of [
      [free, 403],
      [nobody, 401],
    ] as const)
      for (const attempt of [
        () => createApiConfig({ ctx, input: input() }),
        () => listApiConfigs({ ctx }),
        () => getApiConfig({ ctx, input: { id } }),
        () => updateApiConfig({ ctx, input: { id, name: "x" } }),
        () => deleteApiConfig({ ctx, input: { id } }),
        () => testApiConfig({ ctx, input: { id } }),
      ])
        await expect(attempt()).rejects.toMatchObject({ status });
  });

  test("another person's config and the platform's are not found", async () => {
    const { id } = await create();
    const platformId = newId("apiConfig");
    const [row] = await db().select().from(apiConfigs).where(eq(apiConfigs.id, id));
    if (row)
      await db()
        .insert(apiConfigs)
        .values({ ...row, id: platformId, userId: null, slot: platformId });
    for (const target of [id, platformId, newId("apiConfig")])
      for (const attempt of [
        () => getApiConfig({ ctx: other(), input: { id: target } }),
        () => updateApiConfig({ ctx: other(), input: { id: target, name: "x" } }),
        () => deleteApiConfig({ ctx: other(), input: { id: target } }),
        () => testApiConfig({ ctx: other(), input: { id: target } }),
      ])
        await expect(attempt()).rejects.toMatchObject({ status: 404 });
    expect((await listApiConfigs({ ctx: other() })).items).toEqual([]);
    expect((await rowOf(id))?.name).toBe("我的 OpenAI");
  });

  test("only jobs open a connection: not its owner, not an admin", async () => {
    const { id } = await create();
    for (const ctx of [own(), testContext(adminActor(userId)), testContext(anonymousActor())])
      await expect(openConnection(ctx, id)).rejects.toMatchObject({ status: expect.any(Number) });
    expect(await openConnection(job(), newId("apiConfig"))).toBeNull();
  });
});

describe("update", () => {
  test("keeps the key when none or an empty one is given, and changes nothing by repeating", async () => {
    const { id } = await create();
    const changes = { id, name: "renamed", apiKey: "" };
    const first = await updateApiConfig({ ctx: own(), input: changes });
    expect(first).toMatchObject({ name: "renamed", apiKeyLast4: "cdef" });
    expect(await updateApiConfig({ ctx: own(), input: changes })).toEqual(first);
    expect((await openConnection(job(), id))?.connection.apiKey).toBe("ok-0123456789abcdef");
  });

  test("replaces the key, forgets the last test and closes the circuit", async () => {
    const { id } = await create({ apiKey: "bad-0123456789abcdef" });
    await testApiConfig({ ctx: own(), input: { id } });
    await db()
      .update(channels)
      .set({ circuit: "open", circuitReason: "auth", circuitUntil: new Date(), circuitOpens: 3 })
      .where(eq(channels.apiConfigId, id));
    const changed = await updateApiConfig({ ctx: own(), input: { id, apiKey: "ok-fedcba9876543210" } });
    expect(changed).toMatchObject({ apiKeyLast4: "3210", test: null });
    expect((await openConnection(job(), id))?.connection.apiKey).toBe("ok-fedcba9876543210");
    expect(await channelsOf(id)).toMatchObject([{ circuit: "closed", circuitReason: null, circuitOpens: 0 }]);
  });

  test("leads the channel to the new model", async () => {
    const { id } = await create();
    await updateApiConfig({ ctx: own(), input: { id, model: "gpt-image-1.5" } });
    expect(await channelsOf(id)).toMatchObject([{ model: id, vendorModel: "gpt-image-1.5" }]);
  });

  test("does not send a kept key to another server", async () => {
    const { id } = await create();
    for (const baseUrl of ["https://api.example.org/v1", vendor.baseUrl.replace(/:\d+/, ":1")])
      await expect(updateApiConfig({ ctx: own(), input: { id, baseUrl } })).rejects.toMatchObject({
        code: "invalid_input",
        extra: { fields: { apiKey: expect.any(String) } },
      });
    const path = `${vendor.baseUrl}/gateway`;
    expect(await updateApiConfig({ ctx: own(), input: { id, baseUrl: path } })).toMatchObject({
      baseUrl: path,
    });
    const input = { id, baseUrl: "https://api.example.org/v1", apiKey: "ok-another-key-0001" };
    expect(await updateApiConfig({ ctx: own(), input })).toMatchObject({ apiKeyLast4: "0001" });
  });

  test("leaves address, model and options alone while a job uses it, but not its name and key", async () => {
    const { id } = await create();
    const useId = await useChannelOf(id);
    const refused = { ok: false, reason: "config_in_use" };
    for (const changes of [
      { model: "gpt-image-1.5" },
      { baseUrl: `${vendor.baseUrl}/x` },
      { options: { dialect: "dalle" } },
    ])
      expect(await updateApiConfig({ ctx: own(), input: { id, ...changes } })).toEqual(refused);
    const kept = { id, name: "renamed", apiKey: "ok-fedcba9876543210", model: "gpt-image-2" };
    expect(await updateApiConfig({ ctx: own(), input: kept })).toMatchObject({ name: "renamed" });
    await endUse(useId);
    expect(await updateApiConfig({ ctx: own(), input: { id, model: "gpt-image-1.5" } })).toMatchObject({
      model: "gpt-image-1.5",
    });
  });
});

describe("delete", () => {
  test("removes the config, its key and its channel; a second time it is not found", async () => {
    const { id } = await create();
    expect(await deleteApiConfig({ ctx: own(), input: { id } })).toEqual({ ok: true });
    expect(await rowOf(id)).toBeUndefined();
    expect(await channelsOf(id)).toEqual([]);
    await expect(deleteApiConfig({ ctx: own(), input: { id } })).rejects.toMatchObject({ status: 404 });
  });

  test("is refused while a job uses it, and works when the job has ended", async () => {
    const { id } = await create();
    const useId = await useChannelOf(id);
    const refused = { ok: false, reason: "config_in_use" };
    expect(await deleteApiConfig({ ctx: own(), input: { id } })).toEqual(refused);
    expect((await openConnection(job(), id))?.connection.apiKey).toBe("ok-0123456789abcdef");
    await endUse(useId);
    expect(await deleteApiConfig({ ctx: own(), input: { id } })).toEqual({ ok: true });
  });
});

describe("test", () => {
  const run = (id: string) => testApiConfig({ ctx: own(), input: { id } });

  test("says that a config works, stores it, and closes a circuit that a wrong key had opened", async () => {
    const { id } = await create();
    await db()
      .update(channels)
      .set({ circuit: "open", circuitReason: "auth", circuitOpens: 2 })
      .where(eq(channels.apiConfigId, id));
    const report = await run(id);
    expect(report).toMatchObject({ ok: true, errorClass: null, config: { id, test: { ok: true } } });
    expect(await channelsOf(id)).toMatchObject([{ circuit: "closed", circuitOpens: 0 }]);
    expect((await getApiConfig({ ctx: own(), input: { id } })).test).toMatchObject({
      ok: true,
      errorClass: null,
    });
    const asked = vendor.requests();
    expect((await run(id)).ok).toBe(true);
    expect(vendor.requests()).toBe(asked + 1);
  });

  test("leaves a circuit alone that something else had opened", async () => {
    const { id } = await create();
    await db()
      .update(channels)
      .set({ circuit: "open", circuitReason: "provider_error" })
      .where(eq(channels.apiConfigId, id));
    expect((await run(id)).ok).toBe(true);
    expect(await channelsOf(id)).toMatchObject([{ circuit: "open" }]);
  });

  test.each([
    ["a refused key", { apiKey: "bad-0123456789abcdef" }, "auth", /key/],
    ["a key that the vendor repeats", { apiKey: "echo-0123456789abcdef" }, "auth", /key/],
    [
      "a page instead of an API",
      { apiKey: "page-0123456789abcdef" },
      "invalid_request",
      /not like an OpenAI/,
    ],
    ["a redirect, which is not followed", { apiKey: "away-0123456789abcdef" }, null, /./],
    ["a port of another protocol", { baseUrl: "http://127.0.0.1:25/v1" }, null, /another protocol/],
    [
      "a port where nobody listens",
      closedUrl.then((baseUrl) => ({ baseUrl })),
      "provider_error",
      /refuses connections/,
    ],
  ])("tells exactly what is wrong: %s", async (_, changes, errorClass, words) => {
    const { id, apiKeyLast4 } = await create(await changes);
    const report = await run(id);
    expect(report.ok).toBe(false);
    if (errorClass) expect(report.errorClass).toBe(errorClass);
    expect(report.message).toMatch(words);
    expect(report.message).not.toContain("0123456789abcdef");
    expect(report.config.test).toMatchObject({
      ok: false,
      errorClass: report.errorClass,
      message: report.message,
    });
    expect(apiKeyLast4).toBe("cdef");
  });

  test("does not connect to an address that is no longer allowed, and says so", async () => {
    const { id } = await create();
    await db().update(apiConfigs).set({ baseUrl: "https://10.0.0.1/v1" }).where(eq(apiConfigs.id, id));
    expect(await run(id)).toMatchObject({
      ok: false,
      message: expect.stringContaining("not a public address"),
    });
  });
});

test("every write leaves a line in the audit log, without the key or its end", async () => {
  const { id } = await create();
  await updateApiConfig({ ctx: own(), input: { id, apiKey: "ok-fedcba9876543210" } });
  await testApiConfig({ ctx: own(), input: { id } });
  await deleteApiConfig({ ctx: own(), input: { id } });
  const lines = await db().select().from(auditLog).where(eq(auditLog.subjectId, id)).orderBy(auditLog.id);
  expect(lines.map(({ action, actorId }) => [action, actorId])).toEqual(
    expect.arrayContaining(
      ["create", "update", "test", "delete"].map((verb) => [`api-configs.${verb}`, userId]),
    ),
  );
  for (const secret of ["0123456789abcdef", "fedcba9876543210", "cdef", "3210"])
    expect(JSON.stringify(lines.map(({ before, after, reason }) => [before, after, reason]))).not.toContain(
      secret,
    );
});
