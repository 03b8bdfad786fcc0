import { expect, test } from "vitest";
import type { AttemptRecordView, TimelineEntryView } from "../schema";
import { picturesOf } from "./cost";

const attempt = (
  ordinal: number,
  part: number,
  state: AttemptRecordView["state"],
  resolution: AttemptRecordView["resolution"] = null,
) => ({ ordinal, part, state, resolution });

const entry = (
  kind: TimelineEntryView["kind"],
  part: number,
  data: TimelineEntryView["data"],
): TimelineEntryView => ({
  ...{ kind, part, data },
  at: "2026-11-21T00:00:00.000Z",
});

test("an attempt of which everything was lost takes nothing from the others, and gives them nothing", () => {
  const job = { id: "gen_1", model: "m", count: 2, perCall: 1, deliveredCount: 1 };
  // The part was tried twice, and what was lost of both stands at the part.
  const attempts = [attempt(1, 0, "finished"), attempt(2, 0, "finished"), attempt(3, 1, "finished")];
  const timeline = [
    entry("delivered", 0, { attempt: 1, count: 1 }),
    entry("download_lost", 0, {}),
    entry("delivered", 0, { attempt: 2, count: 1 }),
    entry("download_lost", 0, {}),
    entry("delivered", 1, { attempt: 3, count: 1 }),
  ];
  expect([...picturesOf(job, attempts, timeline)]).toEqual([
    [1, 0],
    [2, 0],
    [3, 1],
  ]);
});
