import { afterEach, expect, test } from "vitest";
import { sql } from "@/db/client";
import { newApp, Trace } from "@/inngest/engine/conformance/target";
import { type Engine, startEngine } from "@/inngest/engine/engine";
import { jobRequested } from "@/inngest/events";
import { onRequest } from "./on-request";

let engine: Engine | undefined;
afterEach(() => engine?.stop());

test("a job that is asked for runs, and only that one", async () => {
  const { client } = newApp();
  const trace = new Trace();
  const make = (id: string) =>
    client.createFunction({ id, triggers: [{ cron: "0 0 1 1 *" }, onRequest(id)] }, ({ step }) =>
      step.run("work", () => trace.note(id)),
    );
  engine = await startEngine({ client, functions: [make("nightly"), make("hourly")] });
  await client.send(jobRequested.create({ job: "nightly" }, { id: "asked-once" }));
  await client.send(jobRequested.create({ job: "nightly" }, { id: "asked-once" }));
  await trace.until("nightly");
  const runs = await sql()`select fn_id from engine_runs`;
  expect(runs.map((run) => run.fn_id)).toEqual([`${client.id}-nightly`]);
});
