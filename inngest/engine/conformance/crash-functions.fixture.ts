import type postgres from "postgres";
import { createClient } from "@/inngest/client";
import { sleep } from "@/lib/platform/time";

/**
 * Functions for the crash tests, shared by the test and by the processes it kills: what they did stands in the
 * table `crash_trace`, because the memory of those processes is lost.
 */
export function crashFunctions(sql: postgres.Sql) {
  const client = createClient("crash");
  const note = async (entry: string) => {
    await sql`insert into crash_trace (entry) values (${entry})`;
  };
  const steps = client.createFunction(
    {
      id: "steps",
      retries: 2,
      triggers: [{ event: "crash/steps" }],
      onFailure: () => note("failed"),
    },
    async ({ step }) => {
      await step.run("one", () => note("one"));
      await Promise.all([step.run("left", () => note("left")), step.run("right", () => note("right"))]);
      await step.run("last", () => note("last"));
      await step.run("done", () => note("done"));
    },
  );
  const deadly = client.createFunction(
    {
      id: "deadly",
      retries: 1,
      triggers: [{ event: "crash/deadly" }],
      onFailure: () => note("deadly failed"),
    },
    async ({ step }) => {
      await step.run("kills its process", () => note("deadly step"));
    },
  );
  const long = client.createFunction(
    { id: "long", triggers: [{ event: "crash/long" }] },
    async ({ step }) => {
      await step.run("long", async () => {
        await note("long starts");
        await sleep(1_500);
        await note("long ends");
      });
      await step.run("after", () => note("long done"));
    },
  );
  return { client, functions: [steps, deadly, long] };
}
