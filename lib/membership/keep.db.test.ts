import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { memberships, membershipTerms, users } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { grantCredits } from "@/lib/credits/grant";
import { keepMemberships } from "./keep";
import { at, Buyer, DAY_MS, job, keepAll, ledgerDifferences } from "./member.fixture";

let buyer: Buyer;
beforeEach(async () => {
  // What other tests left due would be kept here, too.
  await db().update(memberships).set({ nextDueAt: null });
  buyer = await Buyer.make();
});

describe("keepMemberships", () => {
  const start = at("2026-01-31");

  test("grants each month once, whether it comes in time, late or again", async () => {
    const { termId } = await buyer.buy(start, { months: 12 });
    for (const day of ["2026-02-10", "2026-02-28", "2026-02-28", "2026-03-01", "2026-06-02"])
      await keepAll(at(day));
    expect((await buyer.grants()).map(({ key, expiresAt }) => [key, expiresAt])).toEqual([
      [`membership:${termId}:0`, at("2026-03-03")],
      [`membership:${termId}:1`, at("2026-04-03")],
      // These came late and live for the grace at least.
      [`membership:${termId}:2`, at("2026-06-05")],
      [`membership:${termId}:3`, at("2026-06-05")],
      [`membership:${termId}:4`, at("2026-07-03")],
    ]);
    expect(await buyer.row()).toMatchObject({ nextDueAt: at("2026-06-30") });
    expect(await ledgerDifferences()).toEqual([]);
  });

  test("grants nothing twice when what the term says of its grants is lost", async () => {
    await buyer.buy(start, { months: 3 });
    await keepAll(at("2026-03-05"));
    await db().update(membershipTerms).set({ granted: 0 }).where(eq(membershipTerms.userId, buyer.userId));
    await db().update(memberships).set({ nextDueAt: start }).where(eq(memberships.userId, buyer.userId));
    await keepAll(at("2026-03-06"));
    expect(await buyer.grants()).toHaveLength(2);
  });

  test("many at the same time do the same as one", async () => {
    const others = await Promise.all(Array.from({ length: 8 }, () => Buyer.make()));
    await Promise.all(others.map((one) => one.buy(start, { months: 3 })));
    const now = at("2026-03-01");
    const rounds = await Promise.all(
      Array.from({ length: 6 }, () => keepMemberships({ ctx: job(now), input: { limit: 100 } })),
    );
    await keepAll(now);
    expect(rounds.reduce((sum, { done }) => sum + done, 0)).toBeLessThanOrEqual(others.length);
    for (const one of others) expect(await one.grants()).toHaveLength(2);
    expect(await ledgerDifferences()).toEqual([]);
  });

  test("a batch says that there is more, and the rest follows", async () => {
    const others = await Promise.all(Array.from({ length: 3 }, () => Buyer.make()));
    for (const one of others) await one.buy(start, { months: 3 });
    const now = at("2026-03-01");
    const keep = () => keepMemberships({ ctx: job(now), input: { limit: 2 } });
    expect([await keep(), await keep(), await keep()]).toEqual([
      { done: 2, more: true },
      { done: 1, more: false },
      { done: 0, more: false },
    ]);
  });

  test("changes to the plan that waited, with its credits", async () => {
    await buyer.buy(at("2026-04-01"), { plan: "enterprise" });
    const { termId } = await buyer.buy(at("2026-04-01"));
    await keepAll(at("2026-05-01"));
    expect(await buyer.plan()).toBe("pro");
    expect((await buyer.grants()).map(({ key }) => key)).toContain(`membership:${termId}:0`);
  });

  test("warns seven days and one day before the end, once each, and again of a later end", async () => {
    await buyer.buy(at("2026-04-01"));
    await keepAll(at("2026-04-23"));
    expect(await buyer.told()).toEqual([]);
    await keepAll(at("2026-04-24"));
    await keepAll(at("2026-04-24"));
    expect(await buyer.told()).toEqual(["membership.ending 7"]);
    expect(await buyer.row()).toMatchObject({ warnedOf: at("2026-05-01") });
    await keepAll(at("2026-04-30"));
    expect(await buyer.told()).toEqual(["membership.ending 1", "membership.ending 7"]);
    await buyer.buy(at("2026-04-30"));
    await keepAll(at("2026-05-25"));
    expect(await buyer.told()).toEqual(["membership.ending 1", "membership.ending 7", "membership.ending 7"]);
  });

  test("leaves the plan for the grace, then takes it and says so once", async () => {
    await buyer.buy(at("2026-04-01"));
    await keepAll(at("2026-05-01"));
    expect(await buyer.plan()).toBe("pro");
    await keepAll(new Date(at("2026-05-04").getTime() - 1));
    expect(await buyer.plan()).toBe("pro");
    await keepAll(at("2026-05-04"));
    await keepAll(at("2026-05-05"));
    expect(await buyer.plan()).toBe("free");
    expect(await buyer.told()).toEqual(["membership.ended"]);
    expect(await buyer.row()).toMatchObject({ plan: "free", nextDueAt: null, paidUntil: at("2026-05-01") });
  });

  test("leaves a closed account alone", async () => {
    await buyer.buy(start, { months: 3 });
    await db().update(users).set({ status: "deleted" }).where(eq(users.id, buyer.userId));
    expect(await keepAll(at("2026-03-01"))).toBe(1);
    expect(await buyer.grants()).toHaveLength(1);
    expect(await keepAll(at("2026-12-01"))).toBe(0);
  });

  test("one member who cannot be kept does not stop the others", async () => {
    const ill = await Buyer.make();
    await ill.buy(start, { months: 3 });
    await buyer.buy(start, { months: 3 });
    // The key of the coming month stands for somebody else's credits, so the grant of it is refused.
    const [term] = await ill.terms();
    const { id: otherId } = await insertUser();
    const foreign = { userId: otherId, amount: 5, source: "promotion" as const, expiresAt: null };
    await grantCredits({
      ctx: job(start),
      input: { ...foreign, businessKey: `membership:${term?.id}:1` },
    });
    const kept = await keepMemberships({ ctx: job(at("2026-03-01")), input: { limit: 50 } });
    expect(kept).toEqual({ done: 1, more: false });
    expect([await ill.grants(), await buyer.grants()].map(({ length }) => length)).toEqual([1, 2]);
    expect(await ill.row()).toMatchObject({ nextDueAt: at("2026-02-28") });
  });

  test("is for jobs only", async () => {
    for (const actor of [userActor(buyer.userId), adminActor(buyer.userId)])
      await expect(keepMemberships({ ctx: testContext(actor), input: {} })).rejects.toMatchObject({
        status: 403,
      });
  });

  test("a whole year brings twelve grants, two warnings and one end", async () => {
    await buyer.buy(start, { months: 12 });
    for (let day = 0; day < 400; day += 1) await keepAll(new Date(start.getTime() + day * DAY_MS));
    expect(await buyer.grants()).toHaveLength(12);
    expect(await buyer.told()).toEqual(["membership.ended", "membership.ending 1", "membership.ending 7"]);
    expect(await ledgerDifferences()).toEqual([]);
  });
});
