import { expect, test } from "vitest";
import { env } from "@/lib/platform/env";
import { closePools, db, openPool, replica, transact } from "./client";
import { users } from "./schema";
import { testContext } from "./testing";
import { insertUser } from "./testing-users";

test("an undefined parameter under concurrency is a null and does not hang the pool", async () => {
  const pool = openPool(env().DATABASE_URL, 4);
  const undefinedParameter = undefined as unknown as string;
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, i) =>
      i % 2 === 0 ? pool`select ${undefinedParameter}::text as value` : pool`select ${i}::int as value`,
    ),
  );
  expect(answers.map(([row]) => row?.value)).toEqual(
    Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? null : i)),
  );
  await pool.end();
});

test("the pools of a process stay within 20 connections, replica included or not", () => {
  expect(env().DATABASE_POOL_MAX + 2).toBeLessThanOrEqual(20);
  expect(replica()).toBe(db());
});

test("a verb inside a verb shares its transaction: both happen or neither", async () => {
  const before = await db().$count(users);
  const failing = transact(testContext(), async (outer) => {
    await transact(outer, (_, tx) =>
      tx.insert(users).values({ id: "usr_inner", email: "inner@example.test", username: "inner" }),
    );
    throw new Error("the outer part fails");
  });
  await expect(failing).rejects.toThrow("the outer part fails");
  expect(await db().$count(users)).toBe(before);
});

test("closed pools open again when used", async () => {
  await closePools();
  expect((await insertUser()).id).toMatch(/^usr_/);
});
