import { and, asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { auditLog, generationAttempts, generations, modelTerms, users } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { listEntriesAbout } from "@/lib/credits/admin/ledger";
import { reconcileLedger } from "@/lib/credits/reconcile";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { ProviderError } from "@/lib/providers/provider-error";
import { reconcileGenerations } from "../reconcile";
import {
  attemptsOf,
  balance,
  claim,
  collectAll,
  create,
  job,
  person,
  pictures,
  poll,
  settle,
  startOver,
  submit,
  view,
} from "../run/scripted.fixture";
import { script } from "../run/scripted-provider.fixture";
import { cancelAnyGeneration } from "./cancel";
import { findGenerationBy } from "./find";
import { listAllGenerations } from "./list";
import { getGenerationRecord } from "./record";
import { refundGeneration } from "./refund";
import { resolveAttempt } from "./resolve";
import { retryGeneration } from "./retry";
import { countUncertain, listUncertain } from "./uncertain";

vi.mock("@/lib/providers/registry", async () => (await import("../run/scripted-provider.fixture")).registry);

const reason = "the person asked";
const admin = await insertUser({ role: "admin" });
const by = () => testContext(adminActor(admin.id));
const auditor = (): Ctx => testContext(userActor(admin.id, "free", "auditor"));
const linesOf = (id: string, action: string) =>
  db()
    .select({ before: auditLog.before, after: auditLog.after, reason: auditLog.reason, by: auditLog.actorId })
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, id), eq(auditLog.action, action)))
    .orderBy(asc(auditLog.createdAt));
const differences = async () => [
  ...(await reconcileLedger({ ctx: job() })).differences,
  ...(await reconcileGenerations({ ctx: job() })).differences,
];

/** An order for two pictures that was delivered and charged. */
async function delivered(): Promise<string> {
  const { id } = await create();
  script.polls.push(() => ({ state: "done", outputs: pictures(2) }));
  await claim(id);
  await submit(id);
  await poll(id);
  await collectAll(id);
  await settle(id);
  return id;
}

/** An order whose vendor never answered, ended with nothing. */
async function lost(): Promise<{ id: string; attemptId: string }> {
  const { id } = await create();
  script.submits.push(() => {
    throw new ProviderError("unknown_outcome", "The connection broke.", false);
  });
  await claim(id);
  await submit(id);
  await settle(id);
  const [attempt] = await attemptsOf(id);
  return { id, attemptId: attempt?.id ?? "" };
}

beforeEach(startOver);

describe("cancelling anybody's generation", () => {
  test("ends a waiting one with all credits back, once, and stands in the log", async () => {
    const before = await balance();
    const { id } = await create();
    const input = { id, reason };
    expect(await cancelAnyGeneration({ ctx: by(), input })).toEqual({ ok: true, status: "cancelled" });
    expect(await cancelAnyGeneration({ ctx: by(), input })).toEqual({ ok: true, status: "cancelled" });
    expect(await balance()).toEqual(before);
    expect(await linesOf(id, "generations.cancel")).toEqual([
      {
        before: { status: "queued", cancelRequested: false },
        after: { status: "cancelled", cancelRequested: true },
        ...{ reason, by: admin.id },
      },
    ]);
    expect(await differences()).toEqual([]);
  });

  test("marks a running one, which ends uncharged as when its owner cancels it", async () => {
    const { id } = await create();
    await claim(id);
    expect(await cancelAnyGeneration({ ctx: by(), input: { id, reason } })).toEqual({
      ok: true,
      status: "running",
    });
    await settle(id);
    expect(await view(id)).toMatchObject({ status: "cancelled", receipt: { charged: 0 } });
  });

  test("is refused for an ended one, to an auditor, and for what is not there", async () => {
    const id = await delivered();
    const input = { id, reason };
    expect(await cancelAnyGeneration({ ctx: by(), input })).toEqual({
      ok: false,
      reason: "generation_ended",
    });
    await expect(cancelAnyGeneration({ ctx: auditor(), input })).rejects.toMatchObject({ status: 403 });
    const unknown = { id: newId("generation"), reason };
    await expect(cancelAnyGeneration({ ctx: by(), input: unknown })).rejects.toMatchObject({ status: 404 });
    expect(await linesOf(id, "generations.cancel")).toEqual([]);
  });
});

describe("refunding a generation", () => {
  const refund = (id: string, amount: number, idempotencyKey = newId("request"), ctx: Ctx = by()) =>
    refundGeneration({ ctx, input: { id, amount, reason, idempotencyKey } });

  test("gives back a part and then the rest, exactly, in ledger, log and timeline", async () => {
    const { available } = await balance();
    const id = await delivered();
    const charged = available - (await balance()).available;
    expect(charged).toBeGreaterThan(1);
    const key = newId("request");
    expect(await refund(id, 1, key)).toEqual({ ok: true, repeated: false });
    expect(await refund(id, 1, key)).toEqual({ ok: true, repeated: true });
    expect(await refund(id, charged)).toEqual({
      ok: false,
      reason: "refund_exceeds_charge",
      left: charged - 1,
    });
    expect(await refund(id, charged - 1)).toEqual({ ok: true, repeated: false });
    expect(await balance()).toEqual({ available, reserved: 0 });
    const lines = await linesOf(id, "generations.refund");
    expect(lines).toMatchObject([
      {
        before: { refunded: 0, available: available - charged },
        after: { refunded: 1, available: available - charged + 1, amount: 1 },
        reason,
      },
      { before: { refunded: 1 }, after: { refunded: charged, available } },
    ]);
    expect((await view(id)).timeline.filter(({ kind }) => kind === "refunded")).toHaveLength(2);
    expect(await getGenerationRecord({ ctx: auditor(), input: { id } })).toMatchObject({
      refundedCredits: charged,
      creditsUsed: charged,
    });
    expect(await differences()).toEqual([]);
  });

  test("is refused while it runs, for what cost nothing, and to an auditor", async () => {
    const { id } = await create();
    expect(await refund(id, 1)).toEqual({ ok: false, reason: "generation_open" });
    await settle(id);
    expect(await refund(id, 1)).toEqual({ ok: false, reason: "refund_exceeds_charge", left: 0 });
    await expect(refund(id, 1, newId("request"), auditor())).rejects.toMatchObject({ status: 403 });
  });
});

describe("placing an order again on the house", () => {
  const retry = (id: string, ctx: Ctx = by()) => retryGeneration({ ctx, input: { id, reason } });

  test("costs the person nothing, is the same order, and happens once however often it is pressed", async () => {
    const { id } = await lost();
    const before = await balance();
    const all = await Promise.all([retry(id), retry(id), retry(id)]);
    const [again] = all;
    if (!again?.ok) throw new Error(JSON.stringify(again));
    expect(new Set(all.map((one) => one.ok && one.id))).toEqual(new Set([again.id]));
    const [placed] = await db().select().from(generations).where(eq(generations.id, again.id));
    expect(placed).toMatchObject({ userId: person.userId, prompt: "a boat", count: 2, status: "queued" });
    const price = placed?.priceCredits ?? 0;
    expect(price).toBeGreaterThan(0);
    expect(await balance()).toEqual({ available: before.available, reserved: price });
    expect(await linesOf(id, "generations.retry")).toEqual([
      {
        before: { status: "failed", retriedAs: null },
        after: { status: "failed", retriedAs: again.id, givenCredits: price },
        ...{ reason, by: admin.id },
      },
    ]);
    expect(await getGenerationRecord({ ctx: auditor(), input: { id } })).toMatchObject({
      retriedAs: again.id,
    });
    expect(await getGenerationRecord({ ctx: auditor(), input: { id: again.id } })).toMatchObject({
      retryOf: id,
    });
    expect(await differences()).toEqual([]);
  });

  test("is refused while the first one lives, for who is shut out, on own keys, and to an auditor", async () => {
    const { id } = await create();
    expect(await retry(id)).toEqual({ ok: false, reason: "generation_open" });
    await settle(id);
    await expect(retry(id, auditor())).rejects.toMatchObject({ status: 403 });
    await db()
      .update(generations)
      .set({ model: newId("apiConfig") })
      .where(eq(generations.id, id));
    expect(await retry(id)).toEqual({ ok: false, reason: "own_key_job" });
    await db().update(generations).set({ model: "not-offered" }).where(eq(generations.id, id));
    expect(await retry(id)).toEqual({ ok: false, reason: "cannot_repeat" });
    await db().update(users).set({ status: "suspended" }).where(eq(users.id, person.userId));
    expect(await retry(id)).toEqual({ ok: false, reason: "account_not_active" });
    expect(await linesOf(id, "generations.retry")).toEqual([]);
  });

  test("where it cannot be placed nothing is given either", async () => {
    const { id } = await lost();
    const before = await balance();
    await db()
      .update(generations)
      .set({ styleTags: ["no-such-style"] })
      .where(eq(generations.id, id));
    expect(await retry(id)).toEqual({ ok: false, reason: "cannot_repeat" });
    expect(await balance()).toEqual(before);
  });
});

describe("attempts whose outcome nobody knows", () => {
  const resolve = (attemptId: string, resolution: "delivered" | "closed", ctx: Ctx = by()) =>
    resolveAttempt({ ctx, input: { attemptId, resolution, reason } });

  test("are listed when their generation has ended, until somebody decides", async () => {
    const { waiting } = await countUncertain({ ctx: auditor() });
    const { id, attemptId } = await lost();
    const { items } = await listUncertain({ ctx: auditor(), input: {} });
    expect(items[0]).toMatchObject({ attemptId, generationId: id, generationStatus: "failed" });
    expect(await countUncertain({ ctx: auditor() })).toEqual({ waiting: waiting + 1, more: false });
    const before = await balance();
    expect(await resolve(attemptId, "delivered")).toEqual({ ok: true, repeated: false });
    expect(await resolve(attemptId, "delivered")).toEqual({ ok: true, repeated: true });
    expect(await resolve(attemptId, "closed")).toEqual({ ok: false, reason: "already_resolved" });
    expect(await balance()).toEqual(before);
    const left = (await listUncertain({ ctx: auditor(), input: {} })).items;
    expect(left.map((item) => item.attemptId)).not.toContain(attemptId);
    expect(await attemptsOf(id)).toMatchObject([{ resolution: "delivered", resolvedBy: admin.id }]);
    expect(await linesOf(id, "generations.resolve")).toEqual([
      {
        before: { attemptId, resolution: null },
        after: { attemptId, resolution: "delivered" },
        ...{ reason, by: admin.id },
      },
    ]);
    const told = (await view(id)).timeline.find(({ kind }) => kind === "resolved");
    expect(told?.data).toEqual({ attempt: 1, resolution: "delivered" });
  });

  test("count for the vendor's cost once they are known to be delivered, and not otherwise", async () => {
    const { id, attemptId } = await lost();
    const { model } = await view(id);
    await db().insert(modelTerms).values({ model, costMicroYuan: 250_000, updatedBy: admin.id });
    const cost = async () => (await getGenerationRecord({ ctx: auditor(), input: { id } })).costMicroYuan;
    expect(await cost()).toBe(0);
    await resolve(attemptId, "delivered");
    expect(await cost()).toBe(500_000);
  });

  test("of two admins who decide at once one is told that it is decided", async () => {
    const { attemptId } = await lost();
    const both = await Promise.all([resolve(attemptId, "delivered"), resolve(attemptId, "closed")]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(both.find((one) => !one.ok)).toEqual({ ok: false, reason: "already_resolved" });
  });

  test("are not decided while the generation lives, where the outcome is known, or by an auditor", async () => {
    const { id, attemptId } = await lost();
    await expect(resolve(attemptId, "closed", auditor())).rejects.toMatchObject({ status: 403 });
    await db()
      .update(generationAttempts)
      .set({ state: "rejected" })
      .where(eq(generationAttempts.id, attemptId));
    expect(await resolve(attemptId, "closed")).toEqual({ ok: false, reason: "attempt_known" });
    await db()
      .update(generations)
      .set({ status: "running", finishedAt: null, creditsUsed: null })
      .where(eq(generations.id, id));
    expect(await resolve(attemptId, "closed")).toEqual({ ok: false, reason: "generation_open" });
    await expect(resolve(newId("attempt"), "closed")).rejects.toMatchObject({ status: 404 });
  });
});

describe("the list and the record", () => {
  test("each filter and several together find it, newest first, and pages go on", async () => {
    const { id } = await lost();
    const ok = await delivered();
    const { model, provider, errorCode } = await view(id);
    const idsOf = async (input: Parameters<typeof listAllGenerations>[0]["input"]) =>
      (await listAllGenerations({ ctx: auditor(), input })).items.map((item) => item.id);
    const { userId } = person;
    expect(await idsOf({ userId })).toEqual([ok, id]);
    expect(await idsOf({ userId, status: "failed" })).toEqual([id]);
    expect(await idsOf({ userId, model, provider })).toEqual([ok, id]);
    expect((await idsOf({ status: "failed" }))[0]).toBe(id);
    expect((await idsOf({ errorCode: errorCode ?? "" }))[0]).toBe(id);
    expect(await idsOf({ errorCode: errorCode ?? "", status: "succeeded" })).toEqual([]);
    expect((await idsOf({ model, status: "succeeded" }))[0]).toBe(ok);
    const first = await listAllGenerations({ ctx: auditor(), input: { userId, limit: 1 } });
    const cursor = first.nextCursor ?? undefined;
    expect(await idsOf({ userId, limit: 1, cursor })).toEqual([id]);
    await expect(
      listAllGenerations({ ctx: testContext(userActor(userId)), input: {} }),
    ).rejects.toMatchObject({
      status: 403,
    });
  });

  test("what ended in some days goes by its end, what was ordered by its order, and open ones oldest first", async () => {
    const [one, two, three, open] = await Promise.all([lost(), lost(), lost(), create()]);
    const set = (id: string, values: Partial<typeof generations.$inferInsert>) =>
      db().update(generations).set(values).where(eq(generations.id, id));
    // The first second of a day in Shanghai, and the last one of the same day.
    const first = new Date("2001-04-30T16:00:00.000Z");
    const last = new Date("2001-05-01T15:59:59.999Z");
    await set(one.id, { createdAt: first, finishedAt: last, tier: "2K", model: "cfg_of_somebody" });
    await set(two.id, { createdAt: new Date(first.getTime() - 1), finishedAt: first });
    await set(three.id, { createdAt: last, finishedAt: new Date(last.getTime() + 1) });
    await set(open.id, { createdAt: new Date("2001-01-01T00:00:00Z") });
    type Input = Parameters<typeof listAllGenerations>[0]["input"];
    const idsOf = async (input: Input) =>
      (await listAllGenerations({ ctx: auditor(), input })).items.map((item) => item.id);
    const day = { from: "2001-05-01", to: "2001-05-01" };
    expect(await idsOf({ by: "finished", ...day })).toEqual([one.id, two.id]);
    expect(await idsOf(day)).toEqual([three.id, one.id]);
    expect(await idsOf({ status: "failed", ...day })).toEqual([three.id, one.id]);
    for (const filter of [{ tier: "2K" }, { model: "own" }, { model: "cfg_of_somebody" }] as const)
      expect(await idsOf({ by: "finished", ...filter, ...day })).toEqual([one.id]);
    for (const status of ["delivered", "open", "cancelled"] as const)
      expect(await idsOf({ by: "finished", status, ...day })).toEqual([]);
    const page = await listAllGenerations({ ctx: auditor(), input: { by: "finished", limit: 1, ...day } });
    expect(await idsOf({ by: "finished", ...day, cursor: page.nextCursor ?? "" })).toEqual([two.id]);

    expect((await idsOf({ status: "open" }))[0]).toBe(open.id);
    const newer = await create();
    const start = await listAllGenerations({ ctx: auditor(), input: { status: "open", limit: 1 } });
    const rest = await idsOf({ status: "open", limit: 50, cursor: start.nextCursor ?? "" });
    expect(rest).toContain(newer.id);
    expect(rest).not.toContain(open.id);
    await cancelAnyGeneration({ ctx: by(), input: { id: open.id, reason } });
    await cancelAnyGeneration({ ctx: by(), input: { id: newer.id, reason } });
    expect(await idsOf({ status: "open" })).not.toContain(open.id);
  });

  test("an id of a generation, an image, an attempt or a request leads to the job", async () => {
    const id = await delivered();
    const record = await getGenerationRecord({ ctx: auditor(), input: { id } });
    const [image] = record.images;
    const [attempt] = record.attempts;
    for (const one of [id, image?.id, attempt?.id, record.requestId])
      expect(await findGenerationBy({ ctx: auditor(), input: { id: one ?? "" } }), one).toBe(id);
    expect(await findGenerationBy({ ctx: auditor(), input: { id: newId("image") } })).toBeNull();
    expect(await findGenerationBy({ ctx: auditor(), input: { id: "anything" } })).toBeNull();
  });

  test("the record holds attempts, timeline, images, reservation and every movement of credits", async () => {
    const id = await delivered();
    const record = await getGenerationRecord({ ctx: auditor(), input: { id } });
    expect(record).toMatchObject({
      status: "succeeded",
      deliveredCount: 2,
      reservation: { state: "settled", amount: record.priceCredits, charged: record.creditsUsed },
      attempts: [{ ordinal: 1, state: "finished", pictures: 2 }],
      outputs: [],
    });
    expect(record.images.map((image) => image.isShown)).toEqual([false, false]);
    expect(record.waitMs).toBeGreaterThanOrEqual(0);
    const entries = await listEntriesAbout({ ctx: auditor(), input: { subjectId: id, businessKeys: [] } });
    expect(entries.map((entry) => entry.kind).toSorted()).toEqual(["reserve", "settle"]);
    await expect(getGenerationRecord({ ctx: job(), input: { id } })).rejects.toMatchObject({ status: 403 });
  });
});
