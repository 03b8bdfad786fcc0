import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { apiConfigs, channels, channelUses } from "@/db/schema";
import { testContext } from "@/db/testing";
import { sealKey } from "@/lib/api-configs/internal/connection";
import { newId } from "@/lib/platform/ids";
import { ofTakenOrder, ProviderError, type ProviderErrorClass } from "@/lib/providers/provider-error";
import {
  attemptsOf,
  claim,
  create,
  job,
  person,
  pictures,
  settle,
  startOver,
  view,
} from "./scripted.fixture";
import { routedModel, script } from "./scripted-provider.fixture";
import { submitGeneration } from "./submit";

vi.mock("@/lib/providers/registry", async () => (await import("./scripted-provider.fixture")).registry);

const names = ["first", "second"] as const;
const ids: Record<string, string> = {};

beforeEach(async () => {
  await startOver();
  await db().delete(apiConfigs);
  for (const [position, name] of names.entries()) {
    const id = newId("apiConfig");
    ids[name] = newId("channel");
    await db()
      .insert(apiConfigs)
      .values({
        ...{ id, name, slot: name, provider: "routed", baseUrl: "https://vendor.test", model: "m" },
        ...{ apiKey: sealKey(`sim-${name}`, id), apiKeyLast4: "" },
      });
    await db()
      .insert(channels)
      .values({
        ...{ id: ids[name], model: routedModel.id, provider: "routed", vendorModel: `m-${name}` },
        ...{ apiConfigId: id, position },
      });
  }
});

const fail =
  (errorClass: ProviderErrorClass, certain = true) =>
  () => {
    throw new ProviderError(errorClass, "no", certain);
  };
const done = () => ({ kind: "done", outputs: pictures(1) });
const start = async (): Promise<string> => {
  const { id } = await create({ model: routedModel.id, count: 1 });
  await claim(id);
  return id;
};
const submit = (
  generationId: string,
  after = 0,
  cause: "first" | "retry" | "failover" = "first",
  ctx = job(),
) => submitGeneration({ ctx, input: { generationId, part: 0, after, cause } });
const circuitOf = async (name: string) => {
  const [row] = await db()
    .select()
    .from(channels)
    .where(eq(channels.id, ids[name] ?? ""));
  return row?.circuit;
};
const waysOf = async (id: string) =>
  (await attemptsOf(id)).map(({ model, state, cause }) => [model, state, cause]);

describe("routing", () => {
  test("asks the first channel, and its adapter is given that channel's key and name of the model", async () => {
    const id = await start();
    script.submits.push(done);
    expect(await submit(id)).toEqual({ state: "outputs" });
    expect(script.keys).toEqual(["sim-first"]);
    expect(script.requests[0]?.model).toBe("m-first");
  });

  test.each(["auth", "quota_exhausted", "rate_limited", "provider_error"] as const)(
    "%s that was certainly not accepted goes to the next channel at once",
    async (errorClass) => {
      const id = await start();
      script.submits.push(fail(errorClass), done);
      expect(await submit(id)).toMatchObject({ state: "failed", next: "failover", waitMs: 0, after: 1 });
      expect(await submit(id, 1, "failover")).toEqual({ state: "outputs" });
      expect(await waysOf(id)).toEqual([
        ["m-first", "rejected", "first"],
        ["m-second", "finished", "failover"],
      ]);
    },
  );

  test.each(["content_policy", "invalid_request"] as const)(
    "%s is the order's fault and goes nowhere else",
    async (errorClass) => {
      const id = await start();
      script.submits.push(fail(errorClass));
      expect(await submit(id)).toMatchObject({ next: "end" });
    },
  );

  test("an order that the vendor may have taken stays with it and is sent there once more at most", async () => {
    const id = await start();
    script.submits.push(fail("unknown_outcome", false), fail("unknown_outcome", false));
    expect(await submit(id)).toMatchObject({ next: "retry" });
    expect(await submit(id, 1, "retry")).toMatchObject({ next: "end" });
    expect(await waysOf(id)).toEqual([
      ["m-first", "submission_unknown", "first"],
      ["m-first", "submission_unknown", "unknown_outcome"],
    ]);
  });

  test("an order that a vendor took and then failed is tried again there and not elsewhere", async () => {
    const id = await start();
    await submit(id);
    const { pollGeneration } = await import("./poll");
    const error = new ProviderError("provider_error", "no", false);
    script.polls.push(() => ({ state: "failed", error }));
    const failed = await pollGeneration({ ctx: job(), input: { generationId: id, part: 0 } });
    expect(failed).toMatchObject({ state: "failed", next: "retry" });
    script.submits.push(done);
    await submit(id, 1, "retry");
    expect(await waysOf(id)).toEqual([
      ["m-first", "failed", "first"],
      ["m-first", "finished", "retry"],
    ]);
  });

  test("when every channel refuses, the next lap begins after the wait, with the first one again", async () => {
    const id = await start();
    script.submits.push(fail("rate_limited"), fail("rate_limited"), done);
    expect(await submit(id)).toMatchObject({ next: "failover" });
    expect(await submit(id, 1, "failover")).toMatchObject({ next: "retry", waitMs: 60_000 });
    expect(await submit(id, 2, "retry")).toEqual({ state: "outputs" });
    expect((await waysOf(id)).map(([way]) => way)).toEqual(["m-first", "m-second", "m-first"]);
  });

  test("a key that is refused opens the circuit: the next order goes past it, and the timeline says so", async () => {
    const id = await start();
    script.submits.push(fail("auth"), done, done);
    await submit(id);
    expect(await circuitOf("first")).toBe("open");
    await submit(id, 1, "failover");
    const next = await start();
    await submit(next);
    expect(await waysOf(next)).toEqual([["m-second", "finished", "first"]]);
    const told = (await view(id)).timeline.map(({ kind, data }) => [kind, data.channel ?? data.errorClass]);
    expect(told).toEqual([
      ["channel_chosen", "first"],
      ["refused", "auth"],
      ["circuit_opened", "auth"],
      ["failover", "second"],
      ["delivered", undefined],
    ]);
    const passed = (await view(next)).timeline[0];
    expect(passed).toMatchObject({
      kind: "channel_skipped",
      data: { channel: "first", why: "circuit_open" },
    });
  });

  test("an open circuit lets one order probe after its time, and a delivery closes it", async () => {
    await db()
      .update(channels)
      .set({ circuit: "open", circuitUntil: new Date(Date.now() - 1), circuitOpens: 1 });
    const [probe, other] = [await start(), await start()];
    let answer = (_: unknown) => {};
    script.submits.push(() => new Promise((resolve) => (answer = resolve)), done);
    const probing = submit(probe);
    await expect.poll(() => script.submitCalls).toBe(1);
    expect(await circuitOf("first")).toBe("half_open");
    await submit(other);
    expect((await waysOf(other))[0]?.[0]).toBe("m-second");
    answer(done());
    await probing;
    // The scripted promise is answered with bare bytes, which the vendor keeps like any other.
    expect(await circuitOf("first")).toBe("closed");
  });

  test("no more orders at once than the channel takes: the next waits, and says so once", async () => {
    await db().update(channels).set({ maxConcurrent: 1 });
    const [one, two, three] = [await start(), await start(), await start()];
    await submit(one);
    await submit(two);
    expect((await waysOf(two))[0]?.[0]).toBe("m-second");
    expect(await submit(three)).toMatchObject({ state: "busy", waitMs: expect.any(Number) });
    await submit(three);
    expect((await view(three)).timeline.map(({ kind }) => kind)).toEqual(["channels_busy"]);
    await settle(one);
    script.submits.push(done);
    expect(await submit(three)).toEqual({ state: "outputs" });
  });

  test("no more orders a minute than the channel takes, and a minute later it takes them again", async () => {
    await db().update(channels).set({ maxPerMinute: 1 });
    script.submits.push(done, done, done);
    for (const _ of names) await submit(await start());
    const late = await start();
    expect(await submit(late)).toMatchObject({ state: "busy" });
    const minuteLater = testContext(job().actor, new Date(Date.now() + 61_000));
    expect(await submit(late, 0, "first", minuteLater)).toEqual({ state: "outputs" });
  });

  test("no way at all ends the order with everything back", async () => {
    await db()
      .update(channels)
      .set({ circuit: "open", circuitUntil: new Date(Date.now() + 3_600_000) });
    const id = await start();
    expect(await submit(id)).toMatchObject({ state: "failed", errorCode: "no_channel", next: "end" });
    await settle(id);
    expect(await view(id)).toMatchObject({ status: "failed", receipt: { charged: 0 } });
  });

  test("a channel's slot is free again however its order ends", async () => {
    const id = await start();
    await submit(id);
    await settle(id);
    expect(await db().$count(channelUses, eq(channelUses.outcome, "closed"))).toBe(1);
  });

  test("an order of one person never goes out on another person's key", async () => {
    const own = newId("apiConfig");
    await db()
      .insert(apiConfigs)
      .values({
        ...{ id: own, userId: person.userId, name: "mine", provider: "routed", baseUrl: "https://own.test" },
        ...{ model: "scripted-own", apiKey: sealKey("sim-own", own), apiKeyLast4: "" },
      });
    await db()
      .insert(channels)
      .values({ id: newId("channel"), model: own, provider: "routed", vendorModel: "m", apiConfigId: own });
    const { id } = await create({ model: own, count: 1 });
    await claim(id);
    script.submits.push(done);
    await submit(id);
    expect(script.keys).toEqual(["sim-own"]);
    await startOver();
    await expect(create({ model: own, count: 1 })).rejects.toMatchObject({ status: 400 });
  });
});

describe("several orders at once", () => {
  test("a key that is refused to many at once opens every way of its account, once, and nobody waits in a circle", async () => {
    const [first] = await db()
      .select()
      .from(channels)
      .where(eq(channels.id, ids.first ?? ""));
    await db()
      .insert(channels)
      .values({
        ...{ id: newId("channel"), model: "another-model", provider: "routed", vendorModel: "m-other" },
        apiConfigId: first?.apiConfigId ?? "",
      });
    const orders = await Promise.all(Array.from({ length: 3 }, start));
    script.submits.push(fail("auth"), fail("auth"), fail("auth"));
    const outcomes = await Promise.all(orders.map((id) => submit(id)));
    expect(outcomes.map((outcome) => outcome.state === "failed" && outcome.next)).toEqual(
      Array(3).fill("failover"),
    );
    const ways = await db()
      .select()
      .from(channels)
      .where(eq(channels.apiConfigId, first?.apiConfigId ?? ""));
    expect(ways.map(({ circuit, circuitOpens }) => [circuit, circuitOpens])).toEqual([
      ["open", 1],
      ["open", 1],
    ]);
  });

  test("a backup that is merely full is waited for, not given up", async () => {
    await db()
      .update(channels)
      .set({ maxConcurrent: 1 })
      .where(eq(channels.id, ids.second ?? ""));
    const [holder, id] = [await start(), await start()];
    await db()
      .insert(channelUses)
      .values({
        id: newId("attempt"),
        channelId: ids.second ?? "",
        generationId: holder,
        startedAt: new Date(),
      });
    script.submits.push(fail("auth"), done);
    expect(await submit(id)).toMatchObject({ next: "failover" });
    expect(await submit(id, 1, "failover")).toMatchObject({ state: "busy" });
    await db().update(channelUses).set({ endedAt: new Date(), outcome: "delivered" });
    expect(await submit(id, 1, "failover")).toEqual({ state: "outputs" });
  });

  test("a failure of an order that the vendor had taken goes nowhere else", async () => {
    const id = await start();
    script.submits.push(() => {
      throw ofTakenOrder(new ProviderError("provider_error", "no picture", true));
    });
    expect(await submit(id)).toMatchObject({ next: "retry" });
    expect((await attemptsOf(id))[0]?.state).toBe("failed");
  });
});
