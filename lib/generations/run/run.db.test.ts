import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { generatedImages, generations, notifications } from "@/db/schema";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { createGeneration } from "../create";
import { reconcileGenerations } from "../reconcile";
import { collectOutput } from "./collect";
import {
  balance,
  claim,
  collectAll,
  create,
  job,
  order,
  own,
  person,
  picture,
  pictures,
  poll,
  settle,
  startOver,
  submit,
  view,
} from "./scripted.fixture";
import { script } from "./scripted-provider.fixture";

vi.mock("@/lib/providers/registry", async () => (await import("./scripted-provider.fixture")).registry);
beforeEach(startOver);

describe("create", () => {
  test("reserves the price and queues in one", async () => {
    const created = await create({ count: 4, tier: "2K" });
    expect(created).toMatchObject({ status: "queued", priceCredits: 12, progressPercent: 0 });
    expect(await balance()).toEqual({ available: 88, reserved: 12 });
  });

  test("a repeated submit returns the first generation and reserves nothing more, even at the same time", async () => {
    const input = order();
    const all = await Promise.all(Array.from({ length: 8 }, () => createGeneration({ ctx: own(), input })));
    expect(new Set(all.map((one) => ("id" in one ? one.id : one.reason))).size).toBe(1);
    expect(await balance()).toEqual({ available: 98, reserved: 2 });
  });

  test("the same key with another input is refused", async () => {
    const input = order();
    await createGeneration({ ctx: own(), input });
    expect(await createGeneration({ ctx: own(), input: { ...input, prompt: "a ship" } })).toEqual({
      ok: false,
      reason: "idempotency_key_reused",
    });
  });

  test("refuses without enough credits and leaves no trace", async () => {
    for (let i = 0; i < 8; i += 1) await create({ tier: "2K", count: 4 });
    expect(await createGeneration({ ctx: own(), input: order({ tier: "2K", count: 4 }) })).toMatchObject({
      reason: "not_enough_credits",
      available: 4,
      needed: 12,
    });
    expect(await db().$count(generations, eq(generations.userId, person.userId))).toBe(8);
  });

  test.each([
    { parts: { model: "gone" }, field: "model" },
    { parts: { ratio: "9:16" as const }, field: "ratio" },
    { parts: { tier: "4K" as const }, field: "tier" },
    { parts: { count: 5 }, field: "count" },
    { parts: { negativePrompt: "people" }, field: "negativePrompt" },
    { parts: { prompt: "x".repeat(101) }, field: "prompt" },
    { parts: { styleTags: ["no-such-tag"] }, field: "styleTags" },
  ])("what the model cannot do is a 400 on $field", async ({ parts, field }) => {
    const refused = createGeneration({ ctx: own(), input: order(parts) });
    await expect(refused).rejects.toMatchObject({
      status: 400,
      extra: { fields: { [field]: expect.any(String) } },
    });
    expect((await balance()).available).toBe(100);
  });
});

test("a generation that disagrees with its reservation is reported", async () => {
  const { id } = await create();
  await settle(id);
  const differences = async () => (await reconcileGenerations({ ctx: job() })).differences;
  expect(await differences()).toEqual([]);
  await db().update(generations).set({ creditsUsed: 1 }).where(eq(generations.id, id));
  expect(await differences()).toEqual([
    { check: "a generation says another charge than its reservation", subject: id },
  ]);
  await db().update(generations).set({ creditsUsed: 0 }).where(eq(generations.id, id));
});

describe("a run", () => {
  test("delivers pictures, charges them, tells the user once", async () => {
    const { id } = await create();
    expect(await claim(id)).toMatchObject({ claimed: true, parts: 1 });
    expect(await submit(id)).toMatchObject({ state: "running" });
    script.polls.push(() => ({ state: "running", progress: 0.5, pollAfterMs: 1 }));
    expect(await poll(id)).toMatchObject({ state: "running" });
    expect((await view(id)).progressPercent).toBeGreaterThan(20);
    script.polls.push(() => ({ state: "done", outputs: pictures(2) }));
    expect(await poll(id)).toEqual({ state: "outputs" });
    await collectAll(id);
    await settle(id);
    await settle(id);
    const done = await view(id);
    expect(done).toMatchObject({
      status: "succeeded",
      progressPercent: 100,
      receipt: { reserved: 2, charged: 2, returned: 0 },
    });
    expect(done.images).toHaveLength(2);
    expect(await balance()).toEqual({ available: 98, reserved: 0 });
    expect(await db().$count(notifications, eq(notifications.userId, person.userId))).toBe(1);
    expect((await reconcileLedger({ ctx: job() })).differences).toEqual([]);
  });

  test("pictures that the vendor answers at once are staged before anything else", async () => {
    const { id } = await create();
    await claim(id);
    script.submits.push(() => ({ kind: "done", outputs: pictures(2) }));
    expect(await submit(id)).toEqual({ state: "outputs" });
    expect(await submit(id)).toEqual({ state: "outputs" });
    expect(script.submitCalls).toBe(1);
    await collectAll(id);
    expect((await view(id)).deliveredCount).toBe(2);
  });

  test("fewer pictures than ordered charge what was delivered and say why", async () => {
    const { id } = await create({ count: 4 });
    await claim(id);
    await submit(id);
    script.polls.push(() => ({ state: "done", outputs: pictures(3), refused: "content_policy" }));
    await poll(id);
    await collectAll(id);
    await settle(id);
    expect(await view(id)).toMatchObject({
      status: "partly_succeeded",
      errorCode: "content_policy",
      receipt: { charged: 3, returned: 1 },
    });
  });

  test("bytes that are no picture are left out and not charged", async () => {
    const { id } = await create();
    await claim(id);
    script.submits.push(() => ({
      kind: "done",
      outputs: [{ bytes: Buffer.from("not a picture") }, { bytes: picture }],
    }));
    await submit(id);
    await collectAll(id);
    await settle(id);
    expect(await view(id)).toMatchObject({
      status: "partly_succeeded",
      receipt: { charged: 1, returned: 1 },
    });
  });

  test("collecting the same picture twice stores and counts it once", async () => {
    const { id } = await create();
    await claim(id);
    script.submits.push(() => ({ kind: "done", outputs: pictures(2) }));
    await submit(id);
    await Promise.all(
      [0, 0, 1].map((ordinal) => collectOutput({ ctx: job(), input: { generationId: id, ordinal } })),
    );
    expect(await db().$count(generatedImages, eq(generatedImages.generationId, id))).toBe(2);
    expect((await view(id)).deliveredCount).toBe(2);
  });
});
