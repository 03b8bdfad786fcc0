import { beforeEach, describe, expect, test } from "vitest";
import { adminActor, anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { grantCredits } from "./grant";
import { getBalance } from "./read";
import { reconcileLedger } from "./reconcile";
import { releaseCredits } from "./release";
import { reserveCredits } from "./reserve";
import { revokeCredits } from "./revoke";

let userId: string;
const key = (name: string) => `${name}:${userId}`;
const own = () => testContext(userActor(userId));

const give = (name: string, amount: number) =>
  grantCredits({
    ctx: testContext(),
    input: { userId, amount, source: "purchase", expiresAt: null, businessKey: key(name) },
  });
const revoke = (names: string[], amount: number, parts: { partial?: boolean; as?: string } = {}) =>
  revokeCredits({
    ctx: testContext(),
    input: {
      userId,
      grantKeys: names.map(key),
      amount,
      partial: parts.partial ?? false,
      businessKey: key(parts.as ?? "revoke"),
      subjectId: "subject",
    },
  });
const balance = async () => {
  const { available, reserved } = await getBalance({ ctx: own() });
  return { available, reserved };
};
const differences = async () => (await reconcileLedger({ ctx: testContext() })).differences;

beforeEach(async () => {
  ({ id: userId } = await insertUser());
});

describe("revokeCredits", () => {
  test("takes from the named grants only", async () => {
    await give("a", 50);
    await give("b", 50);
    expect(await revoke(["a"], 30)).toEqual({ ok: true, taken: 30, repeated: false });
    expect(await revoke(["a"], 30, { as: "again" })).toEqual({
      ok: false,
      reason: "not_enough_credits",
      available: 20,
      needed: 30,
    });
    expect(await balance()).toEqual({ available: 70, reserved: 0 });
    expect(await differences()).toEqual([]);
  });

  test("takes over several grants, and what is there where that may be", async () => {
    await give("a", 50);
    await give("b", 20);
    expect(await revoke(["a", "b"], 60)).toMatchObject({ ok: true, taken: 60 });
    expect(await revoke(["a", "b"], 60, { partial: true, as: "rest" })).toMatchObject({
      ok: true,
      taken: 10,
    });
    expect(await revoke(["a", "b"], 60, { partial: true, as: "none" })).toMatchObject({ ok: true, taken: 0 });
    expect(await revoke([], 60, { partial: true, as: "nowhere" })).toMatchObject({ ok: true, taken: 0 });
    expect(await balance()).toEqual({ available: 0, reserved: 0 });
    expect(await differences()).toEqual([]);
  });

  test("happens once per key, also from many connections at the same time", async () => {
    await give("a", 100);
    const all = await Promise.all(Array.from({ length: 20 }, () => revoke(["a"], 10)));
    expect(all.filter((one) => one.ok && !one.repeated)).toHaveLength(1);
    expect(all.every((one) => one.ok && one.taken === 10)).toBe(true);
    expect((await balance()).available).toBe(90);
  });

  test("under many keys at the same time never goes below zero", async () => {
    await give("a", 100);
    const all = await Promise.all(
      Array.from({ length: 15 }, (_, n) => revoke(["a"], 10, { as: `revoke-${n}`, partial: n % 2 === 0 })),
    );
    expect(all.reduce((sum, one) => sum + (one.ok ? one.taken : 0), 0)).toBe(100);
    expect(await balance()).toEqual({ available: 0, reserved: 0 });
    expect(await differences()).toEqual([]);
  });

  test("does not touch what a job holds, and that comes back whole", async () => {
    await give("a", 100);
    const subjectId = newId("generation");
    await reserveCredits({ ctx: own(), input: { userId, subjectId, amount: 70 } });
    expect(await revoke(["a"], 100)).toMatchObject({ ok: false, available: 30 });
    expect(await revoke(["a"], 100, { partial: true })).toMatchObject({ ok: true, taken: 30 });
    expect(await balance()).toEqual({ available: 0, reserved: 70 });
    await releaseCredits({ ctx: testContext(), input: { subjectId } });
    expect(await balance()).toEqual({ available: 70, reserved: 0 });
    expect(await differences()).toEqual([]);
  });

  test("does not reach another person's grants", async () => {
    await give("a", 100);
    const { id: otherId } = await insertUser();
    const input = {
      userId: otherId,
      grantKeys: [key("a")],
      amount: 10,
      partial: false,
      businessKey: key("foreign"),
      subjectId: "subject",
    };
    expect(await revokeCredits({ ctx: testContext(), input })).toMatchObject({ ok: false, available: 0 });
    expect((await balance()).available).toBe(100);
  });

  test("is for jobs and admins", async () => {
    await give("a", 100);
    const input = {
      userId,
      grantKeys: [key("a")],
      amount: 10,
      partial: false,
      businessKey: key("gate"),
      subjectId: "subject",
    };
    await expect(revokeCredits({ ctx: own(), input })).rejects.toMatchObject({ status: 403 });
    await expect(revokeCredits({ ctx: testContext(anonymousActor()), input })).rejects.toMatchObject({
      status: 401,
    });
    expect(await revokeCredits({ ctx: testContext(adminActor(userId)), input })).toMatchObject({ taken: 10 });
  });
});
