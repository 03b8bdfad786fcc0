import { DrizzleQueryError } from "drizzle-orm";
import { expect, test } from "vitest";
import { job } from "./job";

test("what the engine keeps of a failed query is its command, without what was in it", async () => {
  const failed = new DrizzleQueryError("insert into t values ($1)", ["oPerson"], new Error("no connection"));
  const thrown: unknown = await job("test", () => Promise.reject(failed), undefined).catch((error) => error);
  expect(thrown).toMatchObject({ message: "Failed query: insert into t values ($1)" });
  expect((thrown as Error).cause).toMatchObject({ message: "no connection" });
  expect(`${(thrown as Error).stack} ${String((thrown as Error).cause)}`).not.toContain("oPerson");
});
