import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { generationOutputs, generations } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { ProviderError } from "@/lib/providers/provider-error";
import { storage } from "@/lib/providers/storage/client";
import { cancelGeneration } from "../cancel";
import { collectOutput } from "./collect";
import { pollGeneration } from "./poll";
import {
  attemptsOf,
  balance,
  claim,
  collectAll,
  create,
  job,
  own,
  picture,
  pictures,
  poll,
  startOver,
  submit,
  view,
} from "./scripted.fixture";
import { script } from "./scripted-provider.fixture";
import { settleGeneration } from "./settle";
import { stopGeneration } from "./stop";
import { sweepGenerations } from "./sweep";

vi.mock("@/lib/providers/registry", async () => (await import("./scripted-provider.fixture")).registry);
beforeEach(startOver);

describe("failures", () => {
  const refuse = (errorClass: ProviderError["errorClass"], certain: boolean) => () => {
    throw new ProviderError(errorClass, "no", certain);
  };

  test("a policy refusal is never tried again and gives everything back", async () => {
    const { id } = await create();
    await claim(id);
    script.submits.push(refuse("content_policy", true));
    expect(await submit(id)).toMatchObject({
      state: "failed",
      errorCode: "content_policy",
      next: "end",
    });
    await settleGeneration({ ctx: job(), input: { generationId: id, errorCode: "content_policy" } });
    expect(await view(id)).toMatchObject({
      status: "failed",
      errorCode: "content_policy",
      receipt: { charged: 0, returned: 2 },
    });
    expect((await balance()).available).toBe(100);
  });

  test("a fault is tried again three times, a minute apart", async () => {
    const { id } = await create();
    await claim(id);
    script.submits.push(...Array.from({ length: 9 }, () => refuse("provider_error", true)));
    const waits: unknown[] = [];
    for (let after = 0; after <= 3; after += 1) {
      const outcome = await submit(id, after);
      waits.push(outcome.state === "failed" && [outcome.next, outcome.waitMs, outcome.after]);
    }
    expect(waits).toEqual([
      ["retry", 60_000, 1],
      ["retry", 60_000, 2],
      ["retry", 60_000, 3],
      ["end", 0, 4],
    ]);
    expect((await attemptsOf(id)).map((attempt) => attempt.state)).toEqual(Array(4).fill("rejected"));
  });

  test("a refusal that was recorded and whose step died is answered again and not sent again", async () => {
    const { id } = await create();
    await claim(id);
    script.submits.push(refuse("content_policy", true));
    const first = await submit(id);
    expect(await submit(id)).toEqual(first);
    expect(await poll(id)).toEqual(first);
    expect(script.submitCalls).toBe(1);
  });

  test("an unknown outcome is recorded as such and tried once more at most", async () => {
    const { id } = await create();
    await claim(id);
    const lost = () => {
      throw new TypeError("socket hang up");
    };
    script.submits.push(lost, lost, lost, lost);
    const again = { state: "failed", errorCode: "unknown_outcome", next: "retry", waitMs: 60_000 };
    expect(await submit(id)).toMatchObject(again);
    expect(await submit(id, 1)).toMatchObject({ ...again, next: "end", waitMs: 0 });
    expect(await submit(id, 1)).toMatchObject({ ...again, next: "end", waitMs: 0 });
    expect(script.submitCalls).toBe(2);
    expect((await attemptsOf(id)).map(({ state, cause }) => [state, cause])).toEqual([
      ["submission_unknown", "first"],
      ["submission_unknown", "unknown_outcome"],
    ]);
  });

  test("while another worker may still be sending there is only waiting, and then the outcome is unknown", async () => {
    const { id } = await create();
    await claim(id);
    const never = new Promise<never>(() => {});
    script.submits.push(() => never);
    void submit(id);
    await expect.poll(async () => (await attemptsOf(id))[0]?.state).toBe("submission_unknown");
    expect(await submit(id)).toMatchObject({ state: "running", pollAfterMs: expect.any(Number) });
    expect(await poll(id)).toMatchObject({ state: "running" });
    expect(script.submitCalls).toBe(1);
    const later = testContext(job().actor, new Date(Date.now() + 400_000));
    expect(await pollGeneration({ ctx: later, input: { generationId: id, part: 0 } })).toMatchObject({
      state: "failed",
      errorCode: "unknown_outcome",
    });
  });

  test("two workers in one step order once", async () => {
    const { id } = await create();
    await claim(id);
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => submit(id)));
    expect(script.submitCalls).toBe(1);
    expect(results.some((result) => result.status === "fulfilled")).toBe(true);
    expect(await attemptsOf(id)).toHaveLength(1);
  });

  test("an order whose worker died is repeated under the same key where the provider makes that harmless", async () => {
    script.idempotent = true;
    const { id } = await create();
    await claim(id);
    script.submits.push(() => new Promise<never>(() => {}));
    void submit(id);
    await expect.poll(async () => (await attemptsOf(id))[0]?.state).toBe("submission_unknown");
    expect(await submit(id)).toMatchObject({ state: "running" });
    expect((await attemptsOf(id)).map((attempt) => attempt.state)).toEqual(["accepted"]);
  });

  test("an accepted order is not sent again", async () => {
    const { id } = await create();
    await claim(id);
    await submit(id);
    await submit(id);
    expect(script.submitCalls).toBe(1);
  });

  test("a poll that fails is no failure of the job", async () => {
    const { id } = await create();
    await claim(id);
    await submit(id);
    script.polls.push(() => {
      throw new TypeError("socket hang up");
    });
    expect(await poll(id)).toMatchObject({ state: "running" });
  });
});

describe("slots", () => {
  test("never more run at once than the plan allows, however many claim together", async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, async () => (await create({ count: 1 })).id));
    const claims = await Promise.all(ids.map((id, i) => claim(id, `run-${i}`)));
    expect(claims.filter(({ claimed }) => claimed)).toHaveLength(3);
  });

  test("a claim is the run's own: repeated it holds, another run steps back", async () => {
    const { id } = await create();
    await claim(id, "run-1");
    expect(await claim(id, "run-1")).toMatchObject({ claimed: true, parts: 1 });
    expect(await claim(id, "run-2")).toMatchObject({ claimed: false });
  });
});

describe("cancel", () => {
  const cancel = (id: string) => cancelGeneration({ ctx: own(), input: { id } });

  test("one that waits ends at once with everything back, and cancelling it again answers the same", async () => {
    const { id } = await create();
    expect(await cancel(id)).toMatchObject({ status: "cancelled", receipt: { charged: 0, returned: 2 } });
    expect(await cancel(id)).toMatchObject({ status: "cancelled" });
    expect(await balance()).toEqual({ available: 100, reserved: 0 });
    expect(await claim(id)).toMatchObject({ claimed: false });
  });

  test("a running one keeps and charges what was delivered before, and nothing after", async () => {
    const { id } = await create();
    await claim(id);
    script.submits.push(() => ({ kind: "done", outputs: pictures(2) }));
    await submit(id);
    await collectOutput({ ctx: job(), input: { generationId: id, ordinal: 0 } });
    await cancel(id);
    expect(await collectOutput({ ctx: job(), input: { generationId: id, ordinal: 1 } })).toMatchObject({
      left: 0,
    });
    await stopGeneration({ ctx: job(), input: { generationId: id } });
    expect(await view(id)).toMatchObject({
      status: "cancelled",
      deliveredCount: 1,
      receipt: { charged: 1, returned: 1 },
    });
  });

  test("what was written for a picture that came too late is removed", async () => {
    const { id } = await create();
    await claim(id);
    script.submits.push(() => ({ kind: "done", outputs: pictures(2) }));
    await submit(id);
    await cancel(id);
    await stopGeneration({ ctx: job(), input: { generationId: id } });
    expect((await storage().list(`staging/${id}/`, 10)).keys).toEqual([]);
    // A worker that was in the middle of it writes a file after the end, and dies.
    const [late] = await db().select().from(generationOutputs).where(eq(generationOutputs.generationId, id));
    const folder = `images/${late?.imageId}`;
    await storage().put(`${folder}/original.png`, picture, { contentType: "image/png" });
    await sweepGenerations({ ctx: testContext(job().actor, new Date(Date.now() + 11 * 60_000)) });
    expect((await storage().list(`${folder}/`, 10)).keys).toEqual([]);
    expect(await db().$count(generationOutputs, eq(generationOutputs.generationId, id))).toBe(0);
  });

  test("a failing run does not end what another run is doing", async () => {
    const { id } = await create();
    await claim(id, "run-1");
    expect(await stopGeneration({ ctx: job(), input: { generationId: id, runId: "run-2" } })).toBeNull();
    expect((await view(id)).status).toBe("running");
  });

  test("tells the provider to stop", async () => {
    const { id } = await create();
    await claim(id);
    await submit(id);
    await cancel(id);
    await stopGeneration({ ctx: job(), input: { generationId: id } });
    expect(script.cancelled).toEqual(["ext-1"]);
  });

  test("refuses an ended one and another person's", async () => {
    const { id } = await create();
    await stopGeneration({ ctx: job(), input: { generationId: id } });
    expect(await cancel(id)).toEqual({ ok: false, reason: "generation_ended" });
    const other = await insertUser();
    const theirs = cancelGeneration({ ctx: testContext(userActor(other.id)), input: { id } });
    await expect(theirs).rejects.toMatchObject({ status: 404 });
  });
});

describe("sweep", () => {
  const later = (ms: number) => testContext(job().actor, new Date(Date.now() + ms));

  test("starts what was committed and never started", async () => {
    const { id } = await create();
    await sweepGenerations({ ctx: later(20_000) });
    const [row] = await db().select().from(generations).where(eq(generations.id, id));
    expect(row?.dispatchCount).toBe(1);
  });

  test("ends what is past its deadline with everything back", async () => {
    const { id } = await create();
    await claim(id);
    await submit(id);
    await sweepGenerations({ ctx: later(3_600_000) });
    expect(await view(id)).toMatchObject({
      status: "failed",
      errorCode: "deadline_exceeded",
      receipt: { charged: 0 },
    });
  });

  test("settles what was delivered and never settled", async () => {
    const { id } = await create();
    await claim(id);
    script.submits.push(() => ({ kind: "done", outputs: pictures(2) }));
    await submit(id);
    await collectAll(id);
    await sweepGenerations({ ctx: later(120_000) });
    expect(await view(id)).toMatchObject({ status: "succeeded", receipt: { charged: 2 } });
  });

  test("reaches everybody who waits, however many wait with full slots", async () => {
    const busy = await Promise.all(Array.from({ length: 205 }, () => insertUser()));
    const rows = busy.flatMap(({ id: userId }, n) =>
      (["running", "queued"] as const).map((status) => ({
        ...{ id: newId("generation"), userId, idempotencyKey: `${status}-${n}`, inputHash: "", status },
        ...{
          prompt: "x",
          ratio: "1:1",
          tier: "1K" as const,
          quality: "standard" as const,
          count: 1,
          seed: 1,
        },
        ...{ provider: "scripted", model: "scripted-1", priceCredits: 0, requestId: "r" },
        deadlineAt: new Date(Date.now() + 9_000_000),
      })),
    );
    await db().insert(generations).values(rows);
    await startOver();
    const { id } = await create();
    await sweepGenerations({ ctx: later(20_000) });
    const [row] = await db().select().from(generations).where(eq(generations.id, id));
    expect(row?.dispatchCount).toBe(1);
  });

  test("leaves what is in order alone", async () => {
    const { id } = await create();
    await claim(id);
    const before = await view(id);
    await sweepGenerations({ ctx: later(1_000) });
    expect((await view(id)).revision).toBe(before.revision);
  });
});
