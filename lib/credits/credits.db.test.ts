import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { creditAccounts, creditGrants, ledgerEntries, ledgerLines } from "@/db/schema";
import { adminActor, anonymousActor, jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { adjustCredits } from "./adjust";
import { expireCredits } from "./expire";
import { grantCredits } from "./grant";
import { getBalance, listEntries } from "./read";
import { reconcileLedger } from "./reconcile";
import { releaseCredits } from "./release";
import { reserveCredits } from "./reserve";
import { settleCredits } from "./settle";

const job = () => testContext();
let userId: string;
const own = (now?: Date) => testContext(userActor(userId), now);
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000);

const give = (amount: number, businessKey: string, expiresAt: Date | null = null) =>
  grantCredits({ ctx: job(), input: { userId, amount, source: "purchase", expiresAt, businessKey } });
const reserve = (subjectId: string, amount: number) =>
  reserveCredits({ ctx: own(), input: { userId, subjectId, amount } });
const balance = async () => {
  const { available, reserved } = await getBalance({ ctx: own() });
  return { available, reserved };
};
const differences = async () => (await reconcileLedger({ ctx: job() })).differences;

beforeEach(async () => {
  ({ id: userId } = await insertUser());
});

describe("grant", () => {
  test("adds credits once per business key", async () => {
    expect((await give(50, `a:${userId}`)).repeated).toBe(false);
    expect((await give(50, `a:${userId}`)).repeated).toBe(true);
    expect(await balance()).toEqual({ available: 50, reserved: 0 });
  });

  test("the same key for another amount is refused and not called done", async () => {
    await give(5, `d:${userId}`);
    await expect(give(500, `d:${userId}`)).rejects.toMatchObject({ status: 409 });
    expect((await balance()).available).toBe(5);
  });

  test("an account that does not exist is not found", async () => {
    userId = newId("user");
    await expect(give(5, `e:${userId}`)).rejects.toMatchObject({ status: 404 });
  });

  test("is not for a person, whatever it is called", async () => {
    const input = {
      userId,
      amount: 5,
      source: "purchase" as const,
      expiresAt: null,
      businessKey: `b:${userId}`,
    };
    await expect(grantCredits({ ctx: own(), input })).rejects.toMatchObject({ status: 403 });
    const welcome = { ...input, source: "welcome" as const };
    await expect(grantCredits({ ctx: testContext(anonymousActor()), input: welcome })).rejects.toMatchObject({
      status: 403,
    });
  });

  test("the same key at the same time from many connections counts once", async () => {
    await Promise.all(Array.from({ length: 20 }, () => give(7, `c:${userId}`)));
    expect((await balance()).available).toBe(7);
  });
});

describe("reserve, settle, release", () => {
  test("holds credits, charges what was delivered, gives the rest back", async () => {
    await give(10, `a:${userId}`);
    expect(await reserve("job-1" + userId, 4)).toMatchObject({ ok: true });
    expect(await balance()).toEqual({ available: 6, reserved: 4 });
    const receipt = await settleCredits({ ctx: job(), input: { subjectId: "job-1" + userId, charge: 3 } });
    expect(receipt).toEqual({ reserved: 4, charged: 3, returned: 1 });
    expect(await balance()).toEqual({ available: 7, reserved: 0 });
    expect(await differences()).toEqual([]);
  });

  test("refuses and changes nothing when there is not enough", async () => {
    await give(3, `a:${userId}`);
    expect(await reserve("job-1" + userId, 4)).toEqual({
      ok: false,
      reason: "not_enough_credits",
      available: 3,
      needed: 4,
    });
    expect(await balance()).toEqual({ available: 3, reserved: 0 });
  });

  test("refuses another person's account", async () => {
    const other = await insertUser();
    await expect(
      reserveCredits({
        ctx: testContext(userActor(other.id)),
        input: { userId, subjectId: "x-1" + userId, amount: 1 },
      }),
    ).rejects.toMatchObject({ status: 404 });
  });

  test("each repeats safely and the first close wins", async () => {
    const subjectId = "job-2" + userId;
    await give(10, `a:${userId}`);
    await reserve(subjectId, 4);
    expect(await reserve(subjectId, 4)).toEqual({ ok: true, repeated: true });
    await settleCredits({ ctx: job(), input: { subjectId, charge: 2 } });
    expect(await settleCredits({ ctx: job(), input: { subjectId, charge: 4 } })).toMatchObject({
      charged: 2,
    });
    expect(await releaseCredits({ ctx: job(), input: { subjectId } })).toMatchObject({ charged: 2 });
    expect(await balance()).toEqual({ available: 8, reserved: 0 });
  });

  test("releasing what was never reserved answers null; settling it or charging too much is a broken promise", async () => {
    await give(10, `a:${userId}`);
    expect(await releaseCredits({ ctx: job(), input: { subjectId: "none" + userId } })).toBeNull();
    await expect(
      settleCredits({ ctx: job(), input: { subjectId: "none" + userId, charge: 1 } }),
    ).rejects.toThrow(/Broken/);
    await reserve("job-3" + userId, 2);
    await expect(
      settleCredits({ ctx: job(), input: { subjectId: "job-3" + userId, charge: 3 } }),
    ).rejects.toThrow(/Broken/);
    expect(await balance()).toEqual({ available: 8, reserved: 2 });
  });

  test("spends what expires first and returns to the grants it came from", async () => {
    await give(5, `never:${userId}`);
    await give(5, `soon:${userId}`, inDays(2));
    await reserve("job-4" + userId, 7);
    await settleCredits({ ctx: job(), input: { subjectId: "job-4" + userId, charge: 1 } });
    const { byExpiry } = await getBalance({ ctx: own() });
    expect(byExpiry.map((part) => [part.expiresAt !== null, part.amount])).toEqual([
      [true, 4],
      [false, 5],
    ]);
  });
});

describe("expire", () => {
  const expireAt = (now: Date) => expireCredits({ ctx: testContext(jobActor(), now), input: {} });

  test("takes what is left of an expired grant, once, and leaves what a job holds", async () => {
    await give(5, `soon:${userId}`, inDays(1));
    await reserve("job-5" + userId, 2);
    await expireAt(inDays(2));
    await expireAt(inDays(2));
    expect(await balance()).toEqual({ available: 0, reserved: 2 });
    expect(await differences()).toEqual([]);
  });

  test("credits that come back from a job after their expiry live one more day", async () => {
    await give(5, `soon:${userId}`, inDays(1));
    await reserve("job-6" + userId, 5);
    await releaseCredits({ ctx: testContext(jobActor(), inDays(2)), input: { subjectId: "job-6" + userId } });
    await expireAt(inDays(2));
    expect((await getBalance({ ctx: own(inDays(2)) })).available).toBe(5);
    await expireAt(inDays(3.1));
    expect((await getBalance({ ctx: own(inDays(3.1)) })).available).toBe(0);
    expect(await differences()).toEqual([]);
  });
});

test("a grant's credits come back to life neither by a job that returns some, nor twice", async () => {
  await give(1_000, `life:${userId}`, inDays(1));
  await reserve("life-1" + userId, 1);
  await reserve("life-2" + userId, 1);
  const release = (name: string, at: Date) =>
    releaseCredits({ ctx: testContext(jobActor(), at), input: { subjectId: name + userId } });
  const availableAt = async (at: Date) => (await getBalance({ ctx: own(at) })).available;
  await release("life-1", inDays(2));
  expect(await availableAt(inDays(2))).toBe(1);
  await release("life-2", inDays(4));
  expect(await availableAt(inDays(4))).toBe(0);
  await expireCredits({ ctx: testContext(jobActor(), inDays(5)), input: {} });
  expect(await balance()).toEqual({ available: 0, reserved: 0 });
  expect(await differences()).toEqual([]);
});

test("a closed job's reservation is not answered as if it still held credits", async () => {
  await give(10, `closed:${userId}`);
  await reserve("closed" + userId, 4);
  await releaseCredits({ ctx: job(), input: { subjectId: "closed" + userId } });
  await expect(reserve("closed" + userId, 4)).rejects.toMatchObject({ status: 409 });
});

test("only jobs settle, and only a job or the owner releases", async () => {
  await give(10, `gate:${userId}`);
  await reserve("gate" + userId, 4);
  const input = { subjectId: "gate" + userId };
  const other = testContext(userActor((await insertUser()).id));
  await expect(settleCredits({ ctx: own(), input: { ...input, charge: 0 } })).rejects.toMatchObject({
    status: 403,
  });
  await expect(releaseCredits({ ctx: other, input })).rejects.toMatchObject({ status: 404 });
  expect(await releaseCredits({ ctx: own(), input })).toMatchObject({ charged: 0 });
});

describe("adjust", () => {
  const adjust = (amount: number, idempotencyKey: string) =>
    adjustCredits({
      ctx: testContext(adminActor(userId)),
      input: { userId, amount, reason: "goodwill", idempotencyKey },
    });

  test("gives and takes with a reason, once per key, never below zero", async () => {
    expect(await adjust(10, "key-00001")).toMatchObject({ ok: true, repeated: false });
    expect(await adjust(10, "key-00001")).toMatchObject({ ok: true, repeated: true });
    expect(await adjust(-4, "key-00002")).toMatchObject({ ok: true });
    expect(await adjust(-7, "key-00003")).toMatchObject({ ok: false, available: 6, needed: 7 });
    expect((await balance()).available).toBe(6);
    expect(await differences()).toEqual([]);
  });

  test("is refused to people", async () => {
    const input = { userId, amount: 5, reason: "because", idempotencyKey: "key-00001" };
    await expect(adjustCredits({ ctx: own(), input })).rejects.toMatchObject({ status: 403 });
  });
});

describe("the ledger as read", () => {
  test("pages through every entry once, newest first, and shows nobody else's", async () => {
    for (let i = 0; i < 7; i += 1) await give(1, `page-${i}:${userId}`);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listEntries({ ctx: own(), input: { limit: 3, cursor } });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    const other = await insertUser();
    const theirs = await listEntries({ ctx: testContext(userActor(other.id)), input: { limit: 3 } });
    expect(theirs.items).toEqual([]);
  });
});

describe("the database itself", () => {
  const entry = (id: string) => ({
    id,
    businessKey: id,
    kind: "grant" as const,
    userId,
    actor: {},
    requestId: "r",
  });
  const failure = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (caught: Error) => caught,
    );
    return `${error?.message} ${(error?.cause as Error | undefined)?.message ?? ""}`;
  };

  test("refuses an entry whose lines do not sum to zero, and one without lines", async () => {
    await give(1, `open:${userId}`);
    const unbalanced = db().transaction(async (tx) => {
      await tx.insert(ledgerEntries).values(entry(`led_u${userId}`));
      await tx.insert(ledgerLines).values([
        { entryId: `led_u${userId}`, accountId: "system:issuance", amount: -5 },
        { entryId: `led_u${userId}`, accountId: `${userId}:available`, amount: 6 },
      ]);
    });
    expect(await failure(unbalanced)).toContain("sum to 1");
    expect(
      await failure(
        db()
          .insert(ledgerEntries)
          .values(entry(`led_e${userId}`))
          .execute(),
      ),
    ).toContain("has 0 lines");
  });

  test("refuses to change or remove what was written", async () => {
    await give(1, `fixed:${userId}`);
    expect(await failure(db().update(ledgerLines).set({ amount: 9 }).execute())).toContain("append-only");
    expect(await failure(db().delete(ledgerEntries).execute())).toContain("append-only");
    expect(await failure(db().execute(sql`truncate ledger_lines, ledger_entries cascade`).then())).toContain(
      "append-only",
    );
  });

  test("refuses a balance below zero", async () => {
    await give(1, `poor:${userId}`);
    const overdraw = db()
      .update(creditAccounts)
      .set({ balance: -1 })
      .where(eq(creditAccounts.userId, userId));
    expect(await failure(overdraw.execute())).toContain("credit_accounts_not_negative");
  });
});

test("reconcile reports a figure that does not agree with the lines", async () => {
  await give(5, `wrong:${userId}`);
  await db().update(creditGrants).set({ remaining: 4 }).where(eq(creditGrants.userId, userId));
  expect(await differences()).toEqual([
    { check: "available is the sum of grants", subject: `${userId}:available`, stored: 5, computed: 4 },
  ]);
  await db().update(creditGrants).set({ remaining: 5 }).where(eq(creditGrants.userId, userId));
});

test("random sequences of movements keep every invariant and agree with a simple model", async () => {
  const step = fc.record({
    verb: fc.constantFrom("grant", "reserve", "settle", "release", "take", "expire"),
    amount: fc.integer({ min: 1, max: 20 }),
    subject: fc.integer({ min: 0, max: 5 }),
  });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      run += 1;
      ({ id: userId } = await insertUser());
      let available = 0;
      const open = new Map<string, number>();
      const closed = new Set<string>();
      for (const [i, { verb, amount, subject }] of steps.entries()) {
        const subjectId = `s${subject}:${run}:${userId}`;
        if (verb === "grant") {
          await give(amount, `g${i}:${userId}`, subject % 2 ? inDays(subject + 1) : null);
          available += amount;
        } else if (verb === "reserve") {
          const held = open.get(subjectId);
          if (closed.has(subjectId) || (held !== undefined && held !== amount)) {
            await expect(reserve(subjectId, amount)).rejects.toMatchObject({ status: 409 });
            continue;
          }
          const result = await reserve(subjectId, amount);
          expect(result.ok).toBe(held === amount || available >= amount);
          if (!result.ok || held === amount) continue;
          open.set(subjectId, amount);
          available -= amount;
        } else if (verb === "expire") {
          // Nothing here is old enough: an expiry must not touch what is alive.
          await expireCredits({ ctx: job(), input: {} });
        } else if (verb === "take") {
          const input = { userId, amount: -amount, reason: "test", idempotencyKey: `take-${i}-${run}` };
          const result = await adjustCredits({ ctx: testContext(adminActor(userId)), input });
          expect(result.ok).toBe(available >= amount);
          if (result.ok) available -= amount;
        } else {
          const held = open.get(subjectId);
          if (held === undefined) continue;
          const charge = verb === "settle" ? Math.min(held, amount) : 0;
          if (verb === "settle") await settleCredits({ ctx: job(), input: { subjectId, charge } });
          else await releaseCredits({ ctx: job(), input: { subjectId } });
          available += held - charge;
          open.delete(subjectId);
          closed.add(subjectId);
        }
      }
      const reserved = [...open.values()].reduce((sum, held) => sum + held, 0);
      expect(await balance()).toEqual({ available, reserved });
      expect(await differences()).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
