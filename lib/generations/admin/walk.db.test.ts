import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { db } from "@/db/client";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import type { listAllGenerationsInput } from "../schema";
import { listAllGenerations } from "./list";

type Input = z.input<typeof listAllGenerationsInput>;

const [auditor, common, rare] = await Promise.all([insertUser(), insertUser(), insertUser()]);
const list = (input: Input) =>
  listAllGenerations({ ctx: testContext(userActor(auditor.id, "free", "auditor")), input });
const idOf = (n: number): string => `gen_${String(n).padStart(26, "0")}`;

/** More than one page looks at. */
const MANY = 6_000;
const days = { from: "2001-05-01", to: "2001-05-01" };

interface Made {
  from: number;
  to: number;
  userId: string;
  status: "succeeded" | "cancelled";
  model: string;
  tier: "1K" | "4K";
  provider: string;
  error?: string;
}

/** Generations of one noon, each of which is ordered and ends a millisecond after the one before it. */
const insert = ({ from, to, userId, status, model, tier, provider, error }: Made) =>
  db().execute(sql`
    insert into generation_history (id, user_id, idempotency_key, input_hash, status, prompt, ratio, tier, quality, count,
      seed, provider, model, price_credits, credits_used, error_code, request_id, finished_at, created_at)
    select 'gen_' || lpad(n::text, 26, '0'), ${userId}, n::text, '', ${status}::generation_status, '', '1:1',
      ${tier}::resolution_tier, 'standard', 1, 1, ${provider}, ${model}, 1, 0, ${error ?? null}::text, 'req', at, at
    from generate_series(${from}::int, ${to}::int) n,
      lateral (select '2001-05-01T04:00:00Z'::timestamptz + n * interval '1 millisecond' as at) moment`);

beforeAll(async () => {
  const usual = { userId: common.id, status: "succeeded", tier: "1K", provider: "sketch" } as const;
  const other = {
    userId: rare.id,
    status: "cancelled",
    model: "rare",
    provider: "rare",
    error: "rare",
  } as const;
  await insert({ ...other, from: 1, to: 2, tier: "1K" });
  await insert({ ...usual, from: 3, to: 3, model: "common", tier: "4K" });
  await insert({ ...usual, from: 4, to: 4, model: "cfg_of_somebody" });
  await insert({ ...usual, from: 5, to: MANY, model: "common" });
});

describe.each(["created", "finished"] as const)("what is rare among many of the same days, by %s", (by) => {
  test.each<[string, Input, number[]]>([
    ["person", { userId: rare.id }, [2, 1]],
    ["error", { errorCode: "rare" }, [2, 1]],
    ["model", { model: "rare" }, [2, 1]],
    ["vendor", { provider: "rare" }, [2, 1]],
    ["state", { status: "cancelled" }, [2, 1]],
    ["model that a person has brought", { model: "own" }, [4]],
  ])("stands on the first page of its %s, and the pages go on", async (_, filter, numbers) => {
    const ids = numbers.map(idOf);
    for (const span of [{}, days]) {
      const input = { by, ...span, ...filter };
      const { items, nextCursor } = await list(input);
      expect(items.map(({ id }) => id)).toEqual(ids);
      expect(nextCursor).toBeNull();
      const first = await list({ ...input, limit: 1 });
      expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 1));
      const rest = first.nextCursor ? (await list({ ...input, cursor: first.nextCursor })).items : [];
      expect(rest.map(({ id }) => id)).toEqual(ids.slice(1));
    }
  });
});

test("a resolution that a model seldom had stands on the first page by the end, as the figures link to it", async () => {
  const { items, nextCursor } = await list({ by: "finished", model: "common", tier: "4K", ...days });
  expect(items.map(({ id }) => id)).toEqual([idOf(3)]);
  expect(nextCursor).toBeNull();
});

test("two filters that hardly meet are looked at in parts, none of which is lost", async () => {
  const input = { by: "finished", userId: common.id, model: "own", ...days } as const;
  const first = await list(input);
  expect(first.items).toEqual([]);
  const second = await list({ ...input, cursor: first.nextCursor ?? "" });
  expect(second.items.map(({ id }) => id)).toEqual([idOf(4)]);
  expect(second.nextCursor).toBeNull();
});

test("what has not ended goes by its order, whatever moment is asked for", async () => {
  await db().execute(sql`
    insert into generation_history (id, user_id, idempotency_key, input_hash, status, prompt, ratio, tier, quality, count,
      seed, provider, model, price_credits, request_id, created_at)
    select 'gen_' || lpad((${MANY} + n)::text, 26, '0'), ${rare.id}, 'open' || n, '', 'queued', '', '1:1', '1K', 'standard',
      1, 1, 'sketch', 'common', 1, 'req', '2001-05-02T04:00:00Z'::timestamptz + n * interval '1 millisecond'
    from generate_series(1, 2) n`);
  const [first, second] = [idOf(MANY + 1), idOf(MANY + 2)];
  for (const [status, ids] of [
    ["open", [first, second]],
    ["queued", [second, first]],
  ] as const) {
    const page = await list({ status, by: "finished" });
    expect(page.items.map(({ id }) => id)).toEqual(ids);
    expect(page.nextCursor).toBeNull();
    expect((await list({ status, by: "finished", ...days })).items).toEqual([]);
  }
});

test("a cursor of one order is none of another", async () => {
  const cursor = (await list({ limit: 1 })).nextCursor ?? "";
  expect((await list({ by: "created", limit: 1, cursor })).items).toHaveLength(1);
  for (const other of [{ by: "finished" }, { status: "open" }] as const)
    await expect(list({ ...other, cursor })).rejects.toMatchObject({ status: 400 });
});
