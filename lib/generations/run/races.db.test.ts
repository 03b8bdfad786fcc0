import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { apiConfigs, channels, channelUses, generationOutputs } from "@/db/schema";
import { sealKey } from "@/lib/api-configs/internal/connection";
import { newId } from "@/lib/platform/ids";
import { ProviderError } from "@/lib/providers/provider-error";
import { cancelGeneration } from "../cancel";
import { collectOutput } from "./collect";
import {
  attemptsOf,
  balance,
  claim,
  create,
  job,
  own,
  picture,
  pictures,
  poll,
  settle,
  startOver,
  submit,
  view,
} from "./scripted.fixture";
import { routedModel, script } from "./scripted-provider.fixture";
import { stopGeneration } from "./stop";
import { sweepGenerations } from "./sweep";

vi.mock("@/lib/providers/registry", async () => (await import("./scripted-provider.fixture")).registry);

let configId = "";
beforeEach(async () => {
  await startOver();
  await db().delete(apiConfigs);
  configId = newId("apiConfig");
  await db()
    .insert(apiConfigs)
    .values({
      ...{ id: configId, name: "only", slot: "only", provider: "routed", baseUrl: "https://vendor.test" },
      ...{ model: "m", apiKey: sealKey("sim-only", configId), apiKeyLast4: "" },
    });
  await db()
    .insert(channels)
    .values({
      ...{ id: newId("channel"), model: routedModel.id, provider: "routed", vendorModel: "m" },
      ...{ apiConfigId: configId, maxConcurrent: 1 },
    });
});
const openUses = async () => (await db().select().from(channelUses)).filter((use) => use.endedAt === null);
const start = async (count = 1): Promise<string> => {
  const { id } = await create({ model: routedModel.id, count });
  await claim(id);
  return id;
};

describe("a generation that ends while its order is on the way", () => {
  test("is not ordered any more once it was cancelled, and holds no slot", async () => {
    const id = await start();
    await cancelGeneration({ ctx: own(), input: { id } });
    expect(await submit(id)).toEqual({ state: "over" });
    expect(script.submitCalls).toBe(0);
    await stopGeneration({ ctx: job(), input: { generationId: id } });
    expect(await openUses()).toEqual([]);
  });

  test("gives its slot back when the vendor takes the order after the end, and tells the vendor", async () => {
    const id = await start();
    let take = (_: unknown) => {};
    script.submits.push(() => new Promise((resolve) => (take = resolve)));
    const late = submit(id);
    await expect.poll(() => script.submitCalls).toBe(1);
    await settle(id);
    take({ kind: "pending", externalId: "ext-late", pollAfterMs: 1 });
    expect(await late).toEqual({ state: "over" });
    expect(script.cancelled).toEqual(["ext-late"]);
    expect(await openUses()).toEqual([]);
  });

  test("tells the vendor about every order that it closes, however it ends", async () => {
    const id = await start();
    await submit(id);
    await settle(id);
    expect(script.cancelled).toEqual(["ext-1"]);
    expect((await attemptsOf(id))[0]?.state).toBe("closed");
  });

  test("a slot that a slower worker left is freed by the sweep", async () => {
    const id = await start();
    await submit(id);
    await settle(id);
    await db().update(channelUses).set({ endedAt: null });
    await sweepGenerations({ ctx: job() });
    expect(await openUses()).toEqual([]);
  });
});

describe("what a vendor says while it works", () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY, -3, 12])("progress %s does no harm", async (progress) => {
    const id = await start();
    await submit(id);
    script.polls.push(() => ({ state: "running", progress, pollAfterMs: 1 }));
    expect(await poll(id)).toMatchObject({ state: "running" });
    const { progressPercent } = await view(id);
    expect(progressPercent).toBeGreaterThanOrEqual(0);
    expect(progressPercent).toBeLessThanOrEqual(100);
  });

  test("a preview that is no picture does no harm to an order that was paid for", async () => {
    const id = await start();
    script.submits.push((call) => {
      call.onProgress?.({ part: 0.5, preview: picture.subarray(0, 60) });
      return { kind: "done", outputs: pictures(1) };
    });
    expect(await submit(id)).toEqual({ state: "outputs" });
  });

  test("an address that is none loses its picture and nothing else", async () => {
    const id = await start(2);
    script.submits.push(() => ({ kind: "done", outputs: [{ url: "not an address" }, ...pictures(1)] }));
    await submit(id);
    await collectOutput({ ctx: job(), input: { generationId: id, ordinal: 0 } });
    await collectOutput({ ctx: job(), input: { generationId: id, ordinal: 1 } });
    await settle(id);
    expect(await view(id)).toMatchObject({
      status: "partly_succeeded",
      errorCode: "download_lost",
      receipt: { charged: 1, returned: 1 },
    });
    expect((await balance()).reserved).toBe(0);
  });

  test("an unreadable picture is looked at once, and the timeline says that it was lost", async () => {
    const id = await start();
    script.submits.push(() => ({ kind: "done", outputs: [{ bytes: Buffer.from("not a picture") }] }));
    await submit(id);
    await collectOutput({ ctx: job(), input: { generationId: id, ordinal: 0 } });
    const [row] = await db().select().from(generationOutputs).where(eq(generationOutputs.generationId, id));
    expect(row).toMatchObject({ storageKey: null, sourceUrl: null });
    expect((await view(id)).timeline.at(-1)?.kind).toBe("download_lost");
  });
});

describe("an order under way", () => {
  test("ends with what it began with when its config is switched off", async () => {
    const id = await start();
    await submit(id);
    await db().update(apiConfigs).set({ isEnabled: false });
    script.polls.push(() => ({ state: "done", outputs: pictures(1) }));
    expect(await poll(id)).toEqual({ state: "outputs" });
    expect(await submit(id)).toEqual({ state: "outputs" });
  });

  test("that was lost according to the vendor itself is sent once more and no oftener", async () => {
    const id = await start();
    const lost = { state: "failed", error: new ProviderError("unknown_outcome", "timed out", false) };
    await submit(id);
    script.polls.push(
      () => lost,
      () => lost,
    );
    expect(await poll(id)).toMatchObject({ state: "failed", next: "retry" });
    await submit(id, 1);
    expect(await poll(id)).toMatchObject({ state: "failed", next: "end" });
    expect(script.submitCalls).toBe(2);
  });

  test("that a vendor answered without a picture was taken: it goes nowhere else", async () => {
    const id = await start();
    script.submits.push(() => ({ kind: "done", outputs: [] }));
    expect(await submit(id)).toMatchObject({ errorCode: "provider_error", next: "retry" });
    expect((await attemptsOf(id))[0]?.state).toBe("failed");
  });

  test("fails and ends together with a settle of the same moment without waiting in a circle", async () => {
    for (let round = 0; round < 8; round += 1) {
      const id = await start();
      let fail = (_: unknown) => {};
      script.submits.push(() => new Promise((_, reject) => (fail = reject)));
      const failing = submit(id);
      await expect.poll(() => script.submitCalls).toBe(round + 1);
      fail(new ProviderError("content_policy", "no", true));
      await Promise.all([failing, settle(id)]);
      expect(await openUses()).toEqual([]);
    }
  });
});
