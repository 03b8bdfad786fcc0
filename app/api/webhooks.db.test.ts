import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import {
  apiConfigs,
  channels,
  engineEvents,
  generationAttempts,
  generations,
  vendorNotices,
} from "@/db/schema";
import { insertUser } from "@/db/testing-users";
import { sealKey } from "@/lib/api-configs/internal/connection";
import { webhookSecret } from "@/lib/generations/vendor/call";
import { newId } from "@/lib/platform/ids";
import type { Simulator } from "@/simulators/kit/server";
import { startReplicateSimulator } from "@/simulators/replicate/server";
import { signatureOf, WEBHOOK_SECRET } from "@/simulators/replicate/webhooks";
import { POST } from "./webhooks/[vendor]/[key]/route";

vi.stubEnv("OUTBOUND_ALLOW", "127.0.0.1:*");

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startReplicateSimulator({ speed: 1_000 });
});
afterAll(() => simulator.close());

let configId = "";
let attemptId = "";
let generationId = "";
beforeEach(async () => {
  await db().delete(vendorNotices);
  await db().delete(apiConfigs);
  configId = newId("apiConfig");
  const channelId = newId("channel");
  await db()
    .insert(apiConfigs)
    .values({
      ...{ id: configId, name: "r", slot: "replicate", provider: "replicate", model: "flux-schnell" },
      ...{ baseUrl: `${simulator.url}/v1`, apiKey: sealKey("sim-main", configId), apiKeyLast4: "" },
    });
  await db()
    .insert(channels)
    .values({
      ...{ id: channelId, model: "flux-schnell", provider: "replicate", vendorModel: "flux-schnell" },
      apiConfigId: configId,
    });
  const user = await insertUser();
  generationId = newId("generation");
  await db()
    .insert(generations)
    .values({
      ...{ id: generationId, userId: user.id, idempotencyKey: generationId, inputHash: "", prompt: "x" },
      ...{ ratio: "1:1", tier: "1K", quality: "standard", count: 1, seed: 1, provider: "replicate" },
      ...{ model: "flux-schnell", priceCredits: 0, requestId: "r", status: "running" },
    });
  attemptId = newId("attempt");
  await db()
    .insert(generationAttempts)
    .values({
      ...{ id: attemptId, generationId, ordinal: 1, provider: "replicate", model: "flux-schnell", channelId },
      ...{ cause: "first", state: "accepted", externalId: "p1", submittedAt: new Date() },
    });
});

const body = '{"id":"p1","status":"succeeded","output":[]}';
const send = (changes: { key?: string; vendor?: string; atMs?: number; body?: string; id?: string } = {}) => {
  const { key = `${configId}.${webhookSecret(configId)}`, vendor = "replicate", id = "msg_1" } = changes;
  const timestamp = Math.floor((changes.atMs ?? Date.now()) / 1_000);
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatureOf(WEBHOOK_SECRET, id, timestamp, body),
  };
  const request = new Request(`http://app.test/api/webhooks/${vendor}/${key}`, {
    method: "POST",
    headers,
    body: changes.body ?? body,
  });
  return POST(request, { params: Promise.resolve({ vendor, key }) });
};
/** What was asked to be done about this test's order. */
const events = async () => {
  const all = await db()
    .select()
    .from(engineEvents)
    .where(eq(engineEvents.name, "generations/vendor.notified"));
  return all.filter((event) => JSON.stringify(event.payload).includes(attemptId));
};

describe("a vendor's callback", () => {
  test("that is genuine is kept once and makes its order be looked at once, however often it comes", async () => {
    for (let time = 0; time < 3; time += 1) expect((await send()).status).toBe(204);
    expect(await db().$count(vendorNotices)).toBe(1);
    const sent = await events();
    expect(sent.map((event) => event.payload)).toEqual([expect.objectContaining({ data: { attemptId } })]);
  });

  test.each([
    ["with another secret in its address", () => send({ key: `${configId}.${"0".repeat(40)}` })],
    ["for a config that does not exist", () => send({ key: `${newId("apiConfig")}.${"0".repeat(40)}` })],
    ["ten minutes old", () => send({ atMs: Date.now() - 600_000 })],
    ["with another body than was signed", () => send({ body: body.replace("p1", "p2") })],
    ["for another vendor", () => send({ vendor: "midjourney" })],
    ["for a vendor that sends none", () => send({ vendor: "openai" })],
    ["without a key", () => send({ key: "x" })],
  ])("%s is refused and leaves nothing", async (_, call) => {
    const answer = await call();
    expect([401, 404]).toContain(answer.status);
    expect(await db().$count(vendorNotices)).toBe(0);
    expect(await events()).toEqual([]);
  });

  test("about an order that nobody waits for is kept and nothing follows", async () => {
    await db()
      .update(generationAttempts)
      .set({ state: "finished" })
      .where(eq(generationAttempts.id, attemptId));
    expect((await send()).status).toBe(204);
    expect(await db().$count(vendorNotices)).toBe(1);
    expect(await events()).toEqual([]);
  });

  test("never changes a generation by itself", async () => {
    await send();
    const [row] = await db().select().from(generations).where(eq(generations.id, generationId));
    expect(row).toMatchObject({ status: "running", stage: "waiting", revision: 1 });
  });
});
