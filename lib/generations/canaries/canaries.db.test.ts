import { asc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { apiConfigs, generationAttempts, generations } from "@/db/schema";
import { testContext } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { type Engine, startEmbeddedEngine } from "@/inngest/engine/engine";
import { functions } from "@/inngest/functions";
import { createApiConfig } from "@/lib/api-configs/create";
import { ensurePlatformConfigs } from "@/lib/api-configs/ensure-platform";
import { openConnection } from "@/lib/api-configs/open";
import { listApiConfigs } from "@/lib/api-configs/read";
import { rotateApiConfigs } from "@/lib/api-configs/rotate";
import {
  apiConfigIdInput,
  apiConfigList,
  apiConfigView,
  configProviders,
  connectionReportView,
  createApiConfigInput,
} from "@/lib/api-configs/schema";
import { testApiConfig } from "@/lib/api-configs/test";
import { grantCredits } from "@/lib/credits/grant";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { type RouteHandler, userRoute } from "@/lib/entry/route";
import { signSession } from "@/lib/entry/session/token";
import { keyIdOf } from "@/lib/platform/key-ring/seal";
import { forget } from "@/lib/platform/process/singleton";
import { sleep } from "@/lib/platform/time";
import { improvePrompt } from "@/lib/prompts/improve";
import { improvedPromptView, improvePromptInput } from "@/lib/prompts/schema";
import { findProvider } from "@/lib/providers/registry";
import { testRequest } from "@/lib/providers/testing-call.fixture";
import { createGeneration } from "../create";
import { getGeneration, listOfferedModels } from "../read";
import { hasEnded } from "../rules";
import {
  createGenerationInput,
  type GenerationDetailView,
  type GenerationView,
  generationDetailView,
  generationIdInput,
  generationView,
  modelList,
} from "../schema";
import { vendorCall, webhookSecret } from "../vendor/call";
import { addTables, catchLogs, Haystack, longBase64, picturesAsText } from "./haystack.fixture";
import {
  addressOf,
  changeEnvironment,
  formsOf,
  openVendors,
  plant,
  type Vendor,
  type Vendors,
  vendors,
} from "./planted.fixture";

/** Platform models, one of every vendor and both ways in which OpenAI answers. */
const models: Record<Vendor, { model: string; count: number }[]> = {
  openai: [
    { model: "gpt-image-2", count: 1 },
    { model: "gpt-image-2", count: 2 },
  ],
  replicate: [{ model: "flux-schnell", count: 2 }],
  stability: [{ model: "stable-core", count: 1 }],
  midjourney: [{ model: "midjourney-v7", count: 4 }],
  bailian: [
    { model: "wan2.2-t2i-flash", count: 1 },
    { model: "qwen-image-2.0", count: 1 },
  ],
  a1111: [],
};
/** What each vendor is told to do wrong, with words of its own about keys and pictures where it has some. */
const faults = ["auth_401", "quota", "policy", "reset_after_body", "malformed_json"];
/** What the adapters are asked for besides, one by one. */
const moreFaults = ["html_502", "empty_data", "503", "429_retry_after", "nowhere"];
/** Where the simulators that answer with addresses leave their pictures. */
const RESULT = /^\/(yhqm|result|attachments)\//;
/** Many pictures are drawn, on however slow a machine. */
const LONG_MS = 400_000;

const planted = plant();
const hay = new Haystack();
const person = { userId: "", token: "" };
let world: Vendors;
let engine: Engine | null = null;
let release = () => {};

beforeAll(async () => {
  world = await openVendors(planted, 400);
  release = catchLogs(hay);
  await ensurePlatformConfigs({ ctx: testContext() });
  person.userId = (await insertUser({ plan: "enterprise" })).id;
  const { userId } = person;
  const grant = { userId, amount: 2_000, source: "purchase" as const, expiresAt: null };
  await grantCredits({ ctx: testContext(), input: { ...grant, businessKey: `start:${userId}` } });
  person.token = await signSession({ userId, version: 1 });
  engine = await startEmbeddedEngine(functions);
});
afterAll(async () => {
  await engine?.stop({ drainMs: 5_000 });
  release();
  await world.close();
  vi.unstubAllEnvs();
  for (const name of ["env", "outbound", "log", "key-ring"]) forget(name);
});

/** The answer of a route as the API gives it; its text falls into the haystack. */
async function ask(route: RouteHandler, input: Record<string, unknown>, method = "POST"): Promise<unknown> {
  const query = method === "GET" ? `?${new URLSearchParams(input as Record<string, string>)}` : "";
  const request = new Request(`http://app.test/api/v1/any${query}`, {
    method,
    body: method === "GET" ? undefined : JSON.stringify(input),
    headers: { authorization: `Bearer ${person.token}`, "content-type": "application/json" },
  });
  const answer = await route(request);
  const text = await answer.text();
  hay.add("API answers", `${JSON.stringify([...answer.headers])} ${text}`);
  return JSON.parse(text);
}

const api = {
  order: userRoute(
    { input: createGenerationInput, output: generationView, limit: "generate", status: 202 },
    createGeneration,
  ),
  show: userRoute({ input: generationIdInput, output: generationDetailView, limit: "read" }, getGeneration),
  models: userRoute(
    { input: createGenerationInput.pick({}), output: modelList, limit: "read" },
    listOfferedModels,
  ),
  addKey: userRoute(
    { input: createApiConfigInput, output: apiConfigView, limit: "testConnection", status: 201 },
    createApiConfig,
  ),
  keys: userRoute(
    { input: createGenerationInput.pick({}), output: apiConfigList, limit: "read" },
    listApiConfigs,
  ),
  testKey: userRoute(
    { input: apiConfigIdInput, output: connectionReportView, limit: "testConnection" },
    testApiConfig,
  ),
  improve: userRoute(
    { input: improvePromptInput, output: improvedPromptView, limit: "improve" },
    improvePrompt,
  ),
};

let orders = 0;
async function order(parts: { model: string; count: number; prompt: string }): Promise<string> {
  orders += 1;
  const view = (await ask(api.order, {
    idempotencyKey: `canary-order-${orders}`,
    ...parts,
  })) as GenerationView;
  expect(view).toMatchObject({ status: expect.any(String) });
  return view.id;
}

/** Waits until at most `open` of them are left, and takes samples of what is stored and answered meanwhile. */
async function follow(ids: readonly string[], open = 0): Promise<GenerationDetailView[]> {
  for (;;) {
    await addTables(hay, /^engine_|^generation_/);
    const rows = await db()
      .select({ id: generations.id, status: generations.status })
      .from(generations)
      .where(inArray(generations.id, [...ids]));
    const left = rows.filter(({ status }) => !hasEnded(status));
    for (const { id } of left.slice(0, 2)) await ask(api.show, { id }, "GET");
    if (left.length <= open) break;
    await sleep(500);
  }
  const views: GenerationDetailView[] = [];
  for (const id of ids) views.push((await ask(api.show, { id }, "GET")) as GenerationDetailView);
  return views;
}

const own = new Map<Vendor, string>();

test("own keys are taken, shown as their last four, and tested, also where the vendor refuses them", async () => {
  for (const vendor of vendors) {
    const input = {
      ...{
        name: `my ${vendor}`,
        provider: vendor,
        apiKey: planted.own[vendor],
        model: configProviders[vendor].model,
      },
      baseUrl: addressOf(world.simulators, vendor),
    };
    const made = apiConfigView.parse(await ask(api.addKey, input));
    own.set(vendor, made.id);
    expect(made.apiKeyLast4).toBe("-end");
    expect(await ask(api.testKey, { id: made.id })).toMatchObject({ ok: true });
    const wrong = { ...input, name: `wrong ${vendor}`, apiKey: planted.own[vendor].replace("sim-", "not-") };
    const refused = apiConfigView.parse(await ask(api.addKey, wrong));
    await ask(api.testKey, { id: refused.id });
  }
  expect(apiConfigList.parse(await ask(api.keys, {}, "GET")).items).toHaveLength(12);
  await ask(api.models, {}, "GET");
  await ask(api.improve, { prompt: "a heron" });
});

test(
  "every job ends well while every key is sealed anew with another key of the ring",
  async () => {
    const ids: string[] = [];
    for (const vendor of vendors) {
      for (const { model, count } of models[vendor])
        ids.push(
          await order({ model, count, prompt: vendor === "stability" ? "湖上的苍鹭" : "a heron on a lake" }),
        );
      const model = own.get(vendor) ?? "";
      ids.push(await order({ model, count: vendor === "midjourney" ? 4 : 1, prompt: "a lantern" }));
    }
    const half = Math.floor(ids.length / 2);
    expect((await follow(ids, half)).some((view) => !hasEnded(view.status))).toBe(true);

    changeEnvironment({ KEY_RING: `canary:${planted.ringKey}` });
    const rotated = await rotateApiConfigs({ ctx: testContext(), input: {} });
    expect(rotated).toMatchObject({ unreadable: 0, changedMeanwhile: 0, next: null });
    const rows = await db().select().from(apiConfigs);
    expect(rotated.rotated).toBe(rows.length);
    expect(rows.map((row) => keyIdOf(row.apiKey))).toEqual(rows.map(() => "canary"));

    const views = await follow(ids);
    expect(views.map(({ model, status, errorCode }) => ({ model, status, errorCode }))).toEqual(
      views.map(({ model }) => ({ model, status: "succeeded", errorCode: null })),
    );
    expect(views[views.length - 1]?.images.length).toBeGreaterThan(0);
  },
  LONG_MS,
);

test(
  "failing jobs say why and cost nothing",
  async () => {
    const ids: string[] = [];
    for (const vendor of vendors)
      for (const fault of faults)
        ids.push(
          await order({
            model: own.get(vendor) ?? "",
            count: vendor === "midjourney" ? 4 : 1,
            prompt: `a heron [[sim:${fault}]]`,
          }),
        );
    const views = await follow(ids);
    const failed = views.filter(({ status }) => status === "failed");
    // Where a vendor has no such trouble, or it passes, the picture is made.
    expect(failed.length).toBeGreaterThan(vendors.length * (faults.length - 2));
    for (const view of failed) expect(view).toMatchObject({ deliveredCount: 0, receipt: { charged: 0 } });
    expect((await reconcileLedger({ ctx: testContext() })).differences).toEqual([]);
  },
  LONG_MS,
);

test(
  "errors of the adapters, and connections that cannot be opened, carry no key",
  async () => {
    let thrown = 0;
    for (const vendor of vendors)
      for (const fault of [...faults, ...moreFaults]) {
        const provider = findProvider(vendor);
        const opened = await openConnection(testContext(), own.get(vendor) ?? "");
        if (!provider || !opened) throw new Error(`${vendor} is gone`);
        const { connection } = opened;
        const there = fault === "nowhere" ? { ...connection, baseUrl: "http://127.0.0.1:1" } : connection;
        const line = { provider, connection: there, own: true };
        const attempt = { generationId: "gen_x", ordinal: 1, provider: vendor };
        const request = testRequest({ model: opened.model, prompt: `a heron [[sim:${fault}]]` });
        try {
          await provider.submit(request, vendorCall(attempt, line, 10_000));
        } catch (error) {
          thrown += 1;
          hay.addError("error objects", error);
          hay.add("error objects", JSON.stringify(error));
        }
      }
    expect(thrown).toBeGreaterThan(vendors.length * 5);
    changeEnvironment({ KEY_RING: `another:${Buffer.alloc(32, 7).toString("base64url")}` });
    await expect(
      openConnection(testContext(), own.get("openai") ?? "").catch((error: unknown) => {
        hay.addError("error objects", error);
        throw error;
      }),
    ).rejects.toMatchObject({ code: "sealed_unreadable" });
    changeEnvironment({ KEY_RING: `canary:${planted.ringKey}` });
  },
  LONG_MS,
);

test("no key, token or picture stands in a log, a table, an event, a step, an answer or an error", async () => {
  await addTables(hay);
  const attempts = await db().select().from(generationAttempts).orderBy(asc(generationAttempts.id));
  for (const { errorMessage } of attempts) hay.add("error messages", errorMessage ?? "");

  // The keys were in use, and the places were filled.
  for (const vendor of vendors) {
    const sent = world.simulators[vendor].requests.map(({ authorization }) => authorization).join("\n");
    const { platform, own: theirs } = planted;
    const basic = (key: string) => Buffer.from(key).toString("base64");
    const wanted = (key: string) => (vendor === "a1111" ? basic(key) : key);
    if (models[vendor].length > 0) expect(sent).toContain(wanted(platform[vendor]));
    expect(sent).toContain(wanted(theirs[vendor]));
  }
  expect(world.notices()).toBeGreaterThan(0);
  expect(hay.textOf("logs")).toContain("generation ended");
  const ended = await db().$count(generations, eq(generations.userId, person.userId));
  expect(hay.textOf("table engine_steps").split("\n").length).toBeGreaterThan(ended * 3);
  for (const table of [
    "engine_events",
    "engine_runs",
    "engine_jobs",
    "generation_timeline",
    "audit_log",
    "notifications",
  ])
    expect(hay.places()).toContain(`table ${table}`);
  for (const place of ["API answers", "error objects", "error messages", "logs"])
    expect(hay.places()).toContain(place);

  const pictures = await picturesAsText();
  expect(pictures.length).toBeGreaterThan(100);
  const configs = await db().select({ id: apiConfigs.id }).from(apiConfigs);
  const doors = configs.map(({ id }) => ({ name: `address of callbacks ${id}`, text: webhookSecret(id) }));
  const needles = [...formsOf(planted), ...doors, ...pictures, { name: "session", text: person.token }];
  expect(hay.search(needles)).toEqual([]);
  const sealed = new Haystack();
  for (const { apiKey } of await db().select({ apiKey: apiConfigs.apiKey }).from(apiConfigs))
    sealed.add("a sealed key", apiKey.toString("latin1"));
  expect(sealed.search(formsOf(planted))).toEqual([]);

  // Whoever has the address of a result has the picture: it stands where it waits to be fetched, and nowhere else.
  const addresses = vendors.flatMap((vendor) =>
    world.simulators[vendor].requests
      .filter(({ method, path }) => method === "GET" && RESULT.test(path))
      .map(({ path }) => ({ name: `${vendor}'s result`, text: path })),
  );
  expect(new Set(addresses.map(({ name }) => name)).size).toBeGreaterThan(2);
  expect(hay.search(addresses).filter((found) => !found.endsWith(" in table generation_outputs"))).toEqual(
    [],
  );
  for (const place of hay.places())
    expect({ place, long: longBase64(hay.textOf(place)) }).toEqual({ place, long: [] });
});

test("what is looked for would be found", () => {
  const seeded = new Haystack();
  seeded.add("a log", `{"authorization":"Bearer ${planted.platform.openai}"}`);
  seeded.addError("an error", Object.assign(new Error("refused"), { request: { key: planted.own.a1111 } }));
  expect(seeded.search(formsOf(planted))).toEqual(
    expect.arrayContaining(["platform openai in a log", "own a1111 in an error"]),
  );
  expect(longBase64(`"b64":"${"iVBORw0KGgo".repeat(30)}"`)).toHaveLength(1);
});
