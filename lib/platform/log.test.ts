import { DrizzleQueryError } from "drizzle-orm";
import { expect, test } from "vitest";
import { describeError } from "./log";

test("a failed query is logged with its command and without what was in it", () => {
  const cause = Object.assign(new Error("duplicate key"), { code: "23505", parameters: ["oPerson"] });
  const error = new DrizzleQueryError("insert into t values ($1, $2)", ["oPerson", "a@b.cn"], cause);
  expect(error.stack).toContain("oPerson");
  const told = JSON.stringify(describeError(error));
  expect(told).toContain("insert into t values ($1, $2)");
  expect(told).toContain("log.test.ts");
  expect(told).toContain("23505");
  expect(told).not.toMatch(/oPerson|a@b\.cn/);
});

test("other errors keep their words, and what is hung on them is left out", () => {
  const error = Object.assign(new TypeError("no $& such thing"), { command: "secret" });
  expect(describeError(error)).toEqual({ type: "TypeError", message: error.message, stack: error.stack });
});
