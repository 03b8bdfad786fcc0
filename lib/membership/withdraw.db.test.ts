import { beforeEach, describe, expect, test } from "vitest";
import { transact } from "@/db/client";
import { adminActor, anonymousActor, testContext, userActor } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import { at, Buyer, DAY_MS, job, keepAll, ledgerDifferences, restore, withdraw } from "./member.fixture";
import { withdrawMembership } from "./withdraw";

const now = at("2026-04-01");
let buyer: Buyer;
beforeEach(async () => {
  buyer = await Buyer.make();
});

async function takeOf(result: ReturnType<typeof withdraw>) {
  const answer = await result;
  if (!answer.ok) throw new Error(`refused: ${answer.refundableFen}`);
  return answer.take;
}

describe("withdrawMembership", () => {
  test("a full refund of what is unused ends the term and takes its credits, without grace", async () => {
    const { orderId } = await buyer.buy(now);
    expect(await takeOf(withdraw(now, orderId, 3_000))).toEqual({
      credits: 1_000,
      membershipMs: 30 * DAY_MS,
      forgivenCredits: 0,
    });
    expect([await buyer.plan(), await buyer.credits(now)]).toEqual(["free", 0]);
    expect(await buyer.view(now)).toMatchObject({ state: "none", terms: [], paidUntil: null });
    expect(await buyer.row()).toMatchObject({ plan: "free", nextDueAt: null });
    expect(await ledgerDifferences()).toEqual([]);
  });

  test("refuses more than is unused, says how much there is, and changes nothing", async () => {
    const { orderId } = await buyer.buy(now);
    await buyer.spend(now, 250);
    const before = [await buyer.terms(), await buyer.credits(now)];
    const half = at("2026-04-16");
    expect(await withdraw(now, orderId, 2_251)).toEqual({
      ok: false,
      reason: "membership_used",
      refundableFen: 2_250,
    });
    expect(await withdraw(half, orderId, 3_000)).toMatchObject({ ok: false, refundableFen: 1_500 });
    expect([await buyer.terms(), await buyer.credits(now)]).toEqual(before);
    expect(await takeOf(withdraw(half, orderId, 1_500))).toMatchObject({ credits: 500, forgivenCredits: 0 });
    expect(await buyer.credits(half)).toBe(250);
  });

  test("by force takes what is there, never below zero, and says what was forgiven", async () => {
    const { orderId } = await buyer.buy(now, { months: 3 });
    await buyer.spend(now, 900);
    const take = await takeOf(withdraw(at("2026-04-16"), orderId, 9_000, true));
    expect(take).toEqual({ credits: 100, membershipMs: 76 * DAY_MS, forgivenCredits: 900 });
    expect([await buyer.plan(), await buyer.credits(now)]).toEqual(["free", 0]);
    expect(await ledgerDifferences()).toEqual([]);
  });

  test("a partial refund shortens the term and lets what waits move forward", async () => {
    const { orderId } = await buyer.buy(now, { months: 3 });
    await buyer.buy(now);
    expect(await takeOf(withdraw(now, orderId, 3_000))).toMatchObject({
      credits: 0,
      membershipMs: 30 * DAY_MS,
    });
    expect((await buyer.view(now)).terms.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
      [now.toISOString(), at("2026-06-01").toISOString()],
      [at("2026-06-01").toISOString(), at("2026-07-01").toISOString()],
    ]);
    expect(await buyer.credits(now)).toBe(1_000);
  });

  test("the term behind one that ends begins at once with its credits", async () => {
    const { orderId } = await buyer.buy(now);
    const second = await buyer.buy(now);
    const later = at("2026-04-11");
    await takeOf(withdraw(later, orderId, 2_000));
    expect((await buyer.view(later)).terms.map(({ startsAt }) => startsAt)).toEqual([later.toISOString()]);
    expect((await buyer.grants()).map(({ key }) => key)).toContain(`membership:${second.termId}:0`);
    expect(await buyer.plan()).toBe("pro");
  });

  test("a term that waits goes whole", async () => {
    await buyer.buy(now);
    const { orderId } = await buyer.buy(now);
    expect(await takeOf(withdraw(now, orderId, 3_000))).toEqual({
      credits: 0,
      membershipMs: 31 * DAY_MS,
      forgivenCredits: 0,
    });
    expect(await buyer.credits(now)).toBe(1_000);
    expect(await buyer.view(now)).toMatchObject({ paidUntil: at("2026-05-01").toISOString() });
  });

  test("the order of a term that was upgraded has nothing left to refund", async () => {
    const { orderId } = await buyer.buy(now);
    await buyer.buy(now, { plan: "enterprise" });
    expect(await withdraw(now, orderId, 1)).toMatchObject({ ok: false, refundableFen: 0 });
    expect(await takeOf(withdraw(now, orderId, 3_000, true))).toEqual({
      credits: 0,
      membershipMs: 0,
      forgivenCredits: 0,
    });
    expect(await buyer.credits(now)).toBe(6_000);
  });

  test("the refund of an upgrade leaves the time that was brought over", async () => {
    await buyer.buy(now);
    const { orderId } = await buyer.buy(now, { plan: "enterprise" });
    await takeOf(withdraw(now, orderId, 12_000));
    // A month of the one is worth a quarter of a month of the other, which is April now.
    const view = await buyer.view(now);
    expect(view).toMatchObject({ plan: "enterprise", state: "active" });
    expect(Date.parse(view.paidUntil ?? "") - now.getTime()).toBe(7.5 * DAY_MS);
    expect(await buyer.credits(now)).toBe(1_500);
  });

  test("undoes everything with the transaction that it is part of", async () => {
    const { orderId } = await buyer.buy(now);
    const before = [await buyer.terms(), await buyer.row()];
    await expect(
      transact(job(now), async (ctx) => {
        const input = { orderId, refundFen: 3_000, businessKey: `refund:${orderId}`, force: false };
        await withdrawMembership({ ctx, input });
        throw new Error("the refund was not stored");
      }),
    ).rejects.toThrow("not stored");
    expect([await buyer.terms(), await buyer.row()]).toEqual(before);
    expect([await buyer.plan(), await buyer.credits(now)]).toEqual(["pro", 1_000]);
  });

  test("refunds, purchases and the job at the same time leave a whole schedule and an exact ledger", async () => {
    const orders = [await buyer.buy(now), await buyer.buy(now), await buyer.buy(now)];
    const later = at("2026-04-24");
    await Promise.all([
      ...orders.slice(1).map(({ orderId }) => withdraw(later, orderId, 1_000)),
      buyer.buy(later, { plan: "enterprise" }),
      buyer.buy(later),
      keepAll(later),
      buyer.spend(later, 10),
    ]);
    const { terms } = await buyer.view(later);
    for (const [n, term] of terms.entries()) if (n > 0) expect(term.startsAt).toBe(terms[n - 1]?.endsAt);
    expect(terms[0]?.plan).toBe("enterprise");
    expect(await buyer.plan()).toBe("enterprise");
    expect(await ledgerDifferences()).toEqual([]);
  });

  test("is not for people, knows no unknown order, and refunds no more than was paid", async () => {
    const { orderId } = await buyer.buy(now);
    const input = { orderId, refundFen: 1, businessKey: "refund:x", force: true };
    for (const [actor, status] of [
      [userActor(buyer.userId), 403],
      [anonymousActor(), 401],
    ] as const)
      await expect(withdrawMembership({ ctx: testContext(actor), input })).rejects.toMatchObject({ status });
    await expect(withdraw(now, newId("order"), 1)).rejects.toMatchObject({ status: 404 });
    await expect(withdraw(now, orderId, 3_001, true)).rejects.toMatchObject({ status: 400 });
    expect(
      await withdrawMembership({ ctx: testContext(adminActor(buyer.userId), now), input }),
    ).toMatchObject({
      ok: true,
    });
  });
});

describe("restoreMembership", () => {
  test("gives back the time and the credits of a refund that failed", async () => {
    const { orderId } = await buyer.buy(now, { months: 3 });
    const take = await takeOf(withdraw(now, orderId, 9_000));
    const later = at("2026-04-05");
    await restore(later, orderId, take);
    expect([await buyer.plan(), await buyer.credits(later)]).toEqual(["pro", 1_000]);
    const view = await buyer.view(later);
    expect(Date.parse(view.paidUntil ?? "") - later.getTime()).toBe(take.membershipMs);
    await keepAll(at("2026-05-05"));
    await keepAll(at("2026-06-05"));
    expect((await buyer.grants()).map(({ amount }) => amount)).toEqual([1_000, 1_000, 1_000]);
    expect(await ledgerDifferences()).toEqual([]);
  });

  test("prolongs a term that still runs, and what waits moves back", async () => {
    const { orderId } = await buyer.buy(now, { months: 3 });
    await buyer.buy(now);
    const before = (await buyer.view(now)).terms;
    const take = await takeOf(withdraw(now, orderId, 4_000));
    await restore(at("2026-04-05"), orderId, take);
    expect((await buyer.view(now)).terms).toEqual(before);
  });

  test("lets a term wait again, and gives the time to another one that has begun meanwhile", async () => {
    const first = await buyer.buy(now);
    const second = await buyer.buy(now);
    const waits = await takeOf(withdraw(now, second.orderId, 3_000));
    await restore(now, second.orderId, waits);
    expect(await buyer.view(now)).toMatchObject({ paidUntil: at("2026-06-01").toISOString() });
    const half = at("2026-04-16");
    const ran = await takeOf(withdraw(half, first.orderId, 1_500));
    expect((await buyer.view(half)).paidUntil).toBe(at("2026-05-16").toISOString());
    await restore(half, first.orderId, ran);
    expect((await buyer.view(half)).paidUntil).toBe(at("2026-05-31").toISOString());
    expect(await ledgerDifferences()).toEqual([]);
  });

  test("leaves the credits to the months that another term gets, so that none come twice", async () => {
    const first = await buyer.buy(now);
    await buyer.buy(now);
    const then = at("2026-04-02");
    const take = await takeOf(withdraw(then, first.orderId, 2_900));
    expect(take.credits).toBe(967);
    await restore(then, first.orderId, take);
    await keepAll(at("2026-05-02"));
    await keepAll(at("2026-06-02"));
    expect((await buyer.grants()).map(({ amount }) => amount)).toEqual([1_000, 1_000, 935]);
    expect(await buyer.credits(then)).toBe(33 + 1_000 + 935);
    expect(await ledgerDifferences()).toEqual([]);
  });

  test("gives back what can be refunded again in full, when the caller says where it came back", async () => {
    const { orderId } = await buyer.buy(now);
    await restore(now, orderId, await takeOf(withdraw(now, orderId, 3_000)));
    const again = { orderId, refundFen: 3_000, businessKey: `refund:${orderId}:again`, force: false };
    const ctx = job(now);
    expect(await withdrawMembership({ ctx, input: again })).toMatchObject({ ok: false, refundableFen: 0 });
    const input = { ...again, returnedKeys: [`undone:${orderId}`] };
    expect(await withdrawMembership({ ctx, input })).toMatchObject({
      ok: true,
      take: { credits: 1_000, forgivenCredits: 0 },
    });
    expect([await buyer.plan(), await buyer.credits(now)]).toEqual(["free", 0]);
    expect(await ledgerDifferences()).toEqual([]);
  });

  test("gives the credits of a failed refund once", async () => {
    const { orderId } = await buyer.buy(now);
    const take = { credits: 300, membershipMs: 0, forgivenCredits: 0 };
    await restore(now, orderId, take);
    await restore(now, orderId, take);
    expect(await buyer.credits(now)).toBe(1_300);
    expect((await buyer.grants()).length).toBe(1);
  });
});
