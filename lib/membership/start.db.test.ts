import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db, transact } from "@/db/client";
import { users } from "@/db/schema";
import { adminActor, anonymousActor, testContext, userActor } from "@/db/testing";
import { grantCredits } from "@/lib/credits/grant";
import { releaseCredits } from "@/lib/credits/release";
import { reserveCredits } from "@/lib/credits/reserve";
import { newId } from "@/lib/platform/ids";
import { at, Buyer, DAY_MS, job, keepAll, ledgerDifferences } from "./member.fixture";
import { getMembership } from "./read";
import { startMembership } from "./start";

let buyer: Buyer;
beforeEach(async () => {
  buyer = await Buyer.make();
});

describe("startMembership", () => {
  const now = at("2026-04-01");

  test("begins now with the first month's credits, and the account has the plan", async () => {
    const started = await buyer.buy(now);
    expect(started).toMatchObject({
      plan: "pro",
      startsAt: now.toISOString(),
      endsAt: at("2026-05-01").toISOString(),
    });
    expect(await buyer.plan()).toBe("pro");
    expect(await buyer.credits(now)).toBe(1_000);
    expect(await buyer.row()).toMatchObject({
      plan: "pro",
      paidUntil: at("2026-05-01"),
      nextDueAt: at("2026-04-24"),
    });
    expect((await buyer.grants()).map(({ key, expiresAt }) => [key, expiresAt])).toEqual([
      [`membership:${started.termId}:0`, at("2026-05-04")],
    ]);
    expect(await ledgerDifferences()).toEqual([]);
  });

  test("makes one term and one grant of an order, however often and at the same time", async () => {
    const orderId = newId("order");
    const all = await Promise.all(Array.from({ length: 12 }, () => buyer.buy(now, { orderId })));
    expect(new Set(all.map(({ termId }) => termId)).size).toBe(1);
    expect(await buyer.terms()).toHaveLength(1);
    expect(await buyer.credits(now)).toBe(1_000);
    expect(await buyer.buy(at("2026-04-20"), { orderId })).toMatchObject({ startsAt: now.toISOString() });
  });

  test("puts several orders at the same time one behind the other", async () => {
    await Promise.all(Array.from({ length: 6 }, () => buyer.buy(now)));
    const { terms, paidUntil } = await buyer.view(now);
    expect(terms).toHaveLength(6);
    expect(paidUntil).toBe(at("2026-10-01").toISOString());
    for (const [n, term] of terms.entries())
      expect(term.startsAt).toBe(terms[n - 1]?.endsAt ?? now.toISOString());
    expect(await buyer.credits(now)).toBe(1_000);
  });

  test("undoes everything when the transaction of the order does not commit", async () => {
    const orderId = newId("order");
    const input = { userId: buyer.userId, orderId, plan: "pro" as const, months: 1, paidFen: 3_000 };
    await expect(
      transact(job(now), async (ctx) => {
        await startMembership({ ctx, input });
        throw new Error("the order was not settled");
      }),
    ).rejects.toThrow("not settled");
    expect([await buyer.terms(), await buyer.row(), await buyer.plan(), await buyer.credits(now)]).toEqual([
      [],
      undefined,
      "free",
      0,
    ]);
    expect(await buyer.buy(now, { orderId })).toMatchObject({ plan: "pro" });
  });

  test("refuses the order of another person, an account that does not exist, and people", async () => {
    const { orderId } = await buyer.buy(now);
    const other = await Buyer.make();
    await expect(other.buy(now, { orderId })).rejects.toMatchObject({ status: 409 });
    expect(await other.terms()).toEqual([]);
    const input = {
      userId: newId("user"),
      orderId: newId("order"),
      plan: "pro" as const,
      months: 1,
      paidFen: 1,
    };
    await expect(startMembership({ ctx: job(now), input })).rejects.toMatchObject({ status: 404 });
    const own = { ...input, userId: buyer.userId };
    await expect(
      startMembership({ ctx: testContext(userActor(buyer.userId, "enterprise")), input: own }),
    ).rejects.toMatchObject({ status: 403 });
    await expect(startMembership({ ctx: testContext(anonymousActor()), input: own })).rejects.toMatchObject({
      status: 401,
    });
    await startMembership({ ctx: testContext(adminActor(buyer.userId)), input: own });
    expect(await buyer.terms()).toHaveLength(2);
  });

  test("an upgrade ends the lower plan, takes its unspent credits and brings its worth over", async () => {
    await buyer.buy(now, { months: 3 });
    await buyer.spend(now, 400);
    const half = at("2026-04-16");
    const quote = await buyer.quote(half, "enterprise");
    const started = await buyer.buy(half, { plan: "enterprise" });
    // Half of April's time is less than the credits that are left of it; two months wait.
    const convertedMs = quote.convertedMs;
    expect(quote).toMatchObject({ kind: "upgrade", takesCredits: 600, endsAt: started.endsAt });
    expect(convertedMs).toBe(Math.floor((31 * DAY_MS * (2.5 * 3_000)) / 12_000 / 1_000) * 1_000);
    expect(started.endsAt).toBe(new Date(at("2026-05-16").getTime() + convertedMs).toISOString());
    expect(await buyer.credits(half)).toBe(6_000);
    expect(await buyer.plan()).toBe("enterprise");
    expect((await buyer.terms()).map(({ plan, endedBy }) => [plan, endedBy])).toEqual([
      ["pro", `upgrade:${started.orderId}`],
      ["enterprise", null],
    ]);
    expect((await buyer.view(half)).terms).toHaveLength(1);
    expect(await ledgerDifferences()).toEqual([]);
  });

  test("the same upgrade many times at once takes and gives once", async () => {
    await buyer.buy(now);
    const orderId = newId("order");
    const half = at("2026-04-16");
    await Promise.all(Array.from({ length: 10 }, () => buyer.buy(half, { plan: "enterprise", orderId })));
    expect(await buyer.credits(half)).toBe(6_000);
    expect(await buyer.terms()).toHaveLength(2);
    expect(await ledgerDifferences()).toEqual([]);
  });

  test("credits that a job holds count as spent in an upgrade and come back to the person", async () => {
    await buyer.buy(now);
    const own = testContext(userActor(buyer.userId), now);
    const subjectId = newId("generation");
    await reserveCredits({ ctx: own, input: { userId: buyer.userId, subjectId, amount: 750 } });
    expect(await buyer.quote(now, "enterprise")).toMatchObject({ takesCredits: 250 });
    const { convertedMs } = await buyer.quote(now, "enterprise");
    expect(convertedMs).toBe(Math.floor((31 * DAY_MS * 0.25) / 4 / 1_000) * 1_000);
    await buyer.buy(now, { plan: "enterprise" });
    await releaseCredits({ ctx: job(now), input: { subjectId } });
    expect(await buyer.credits(now)).toBe(6_750);
  });

  test("credits from elsewhere stay in an upgrade", async () => {
    const input = { userId: buyer.userId, amount: 77, source: "purchase" as const, expiresAt: null };
    await grantCredits({ ctx: job(now), input: { ...input, businessKey: `pack:${buyer.userId}` } });
    await buyer.buy(now);
    await buyer.buy(now, { plan: "enterprise" });
    expect(await buyer.credits(now)).toBe(6_077);
  });

  test("a lower plan waits and brings its credits when it begins", async () => {
    await buyer.buy(now, { plan: "enterprise" });
    expect(await buyer.quote(now, "pro")).toMatchObject({
      kind: "queue",
      startsAt: at("2026-05-01").toISOString(),
    });
    await buyer.buy(now);
    expect(await buyer.credits(now)).toBe(6_000);
    await buyer.buy(now, { plan: "enterprise", months: 2 });
    expect((await buyer.view(now)).terms.map(({ plan, startsAt }) => [plan, startsAt])).toEqual([
      ["enterprise", now.toISOString()],
      ["enterprise", at("2026-05-01").toISOString()],
      ["pro", at("2026-07-01").toISOString()],
    ]);
    expect(await buyer.plan()).toBe("enterprise");
  });

  test("never lowers a plan that was set by hand", async () => {
    await db().update(users).set({ plan: "enterprise" }).where(eq(users.id, buyer.userId));
    await buyer.buy(now);
    expect(await buyer.plan()).toBe("enterprise");
    await keepAll(at("2026-06-01"));
    expect(await buyer.plan()).toBe("enterprise");
    expect(await buyer.row()).toMatchObject({ plan: "free", nextDueAt: null });
  });

  test("judges nobody by a moment from before their last purchase: who waited for the lock finds its credits", async () => {
    const waited = now;
    const written = new Date(now.getTime() + 5_000);
    await buyer.buy(written);
    await buyer.buy(waited, { plan: "enterprise" });
    expect(await buyer.credits(written)).toBe(6_000);
    expect((await buyer.view(written)).terms).toMatchObject([{ startsAt: written.toISOString() }]);
    expect(await ledgerDifferences()).toEqual([]);
  });

  test("gives nothing to a closed account", async () => {
    await db().update(users).set({ status: "deleted" }).where(eq(users.id, buyer.userId));
    await expect(buyer.buy(now)).rejects.toMatchObject({ status: 409, code: "account_closed" });
    expect(await buyer.terms()).toEqual([]);
  });

  test("during the grace a purchase begins anew", async () => {
    await buyer.buy(now);
    const grace = at("2026-05-02");
    expect(await buyer.buy(grace)).toMatchObject({ startsAt: grace.toISOString() });
  });
});

describe("getMembership", () => {
  test("says nothing to nobody, and to a client only what its member has", async () => {
    const now = at("2026-04-10");
    await buyer.buy(now, { plan: "enterprise" });
    await expect(getMembership({ ctx: testContext(anonymousActor()) })).rejects.toMatchObject({
      status: 401,
    });
    const device = {
      kind: "device" as const,
      deviceId: newId("device"),
      plan: "free" as const,
      address: "192.0.2.1",
    };
    await expect(getMembership({ ctx: testContext({ ...device, userId: null }) })).rejects.toMatchObject({
      code: "device_not_bound",
    });
    const view = await getMembership({ ctx: testContext({ ...device, userId: buyer.userId }, now) });
    expect(view).toMatchObject({
      plan: "enterprise",
      state: "active",
      monthlyCredits: 6_000,
      nextGrantAt: null,
      permissions: ["READ_USER", "GENERATE_IMAGE"],
    });
    expect((await (await Buyer.make()).view(now)).terms).toEqual([]);
  });

  test("tells what a person without membership may do", async () => {
    expect(await buyer.view(at("2026-04-10"))).toEqual({
      plan: "free",
      state: "none",
      paidUntil: null,
      graceUntil: null,
      monthlyCredits: 0,
      nextGrantAt: null,
      terms: [],
      limits: { concurrentGenerations: 1, openGenerations: 10, devices: 2, tiers: ["1K", "2K"] },
      permissions: ["READ_USER", "GENERATE_IMAGE"],
    });
  });

  test("knows the plan of the moment before the job has been there", async () => {
    await buyer.buy(at("2026-04-01"), { plan: "enterprise" });
    await buyer.buy(at("2026-04-01"));
    expect(await buyer.view(at("2026-05-01"))).toMatchObject({
      plan: "pro",
      state: "active",
      monthlyCredits: 1_000,
    });
    expect(await buyer.view(at("2026-06-02"))).toMatchObject({
      plan: "pro",
      state: "grace",
      monthlyCredits: 0,
    });
    expect(await buyer.view(at("2026-06-04"))).toMatchObject({ plan: "free", state: "none" });
  });
});
