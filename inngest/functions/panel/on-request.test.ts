import { expect, test } from "vitest";
import { inngest } from "@/inngest/client";
import { readFunctions } from "@/inngest/engine/registration";
import { functions } from "@/inngest/functions";

const known = readFunctions(inngest, functions);

test("every job of the clock can be started from the panel, by its own id and no other", () => {
  const crons = known.filter((fn) => fn.crons.length > 0);
  expect(crons.length).toBeGreaterThan(10);
  for (const fn of crons)
    expect(fn.triggers, fn.id).toEqual([
      {
        event: "platform/job.requested",
        expression: `event.data.job == '${fn.id.replace(`${inngest.id}-`, "")}'`,
      },
    ]);
});

test("nothing but jobs of the clock listens to the panel", () => {
  const others = known.filter((fn) => fn.crons.length === 0);
  for (const fn of others)
    expect(
      fn.triggers.map(({ event }) => event),
      fn.id,
    ).not.toContain("platform/job.requested");
});
