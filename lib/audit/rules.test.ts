import { describe, expect, test } from "vitest";
import { auditChanges } from "./rules";

describe("auditChanges", () => {
  test.each([
    ["what was made has no before", undefined, { plan: "pro" }, [["plan", null, "pro"]]],
    ["what was made out of nothing has no nameless field", {}, { plan: "pro" }, [["plan", null, "pro"]]],
    [
      "a field that was emptied is empty",
      { a: { b: 1 } },
      { a: {} },
      [
        ["a.b", "1", null],
        ["a", null, "{}"],
      ],
    ],
    ["what was removed has no after", { plan: "pro" }, null, [["plan", "pro", null]]],
    ["a field that stayed is left out", { a: 1, b: 2 }, { a: 1, b: 3 }, [["b", "2", "3"]]],
    [
      "fields of fields have their path",
      { limits: { minute: 1, day: 5 } },
      { limits: { minute: 2, day: 5 } },
      [["limits.minute", "1", "2"]],
    ],
    ["a list is one value", { tags: ["a"] }, { tags: ["a", "b"] }, [["tags", '["a"]', '["a","b"]']]],
    ["null is a value and not a missing field", { until: null }, { until: "x" }, [["until", "null", "x"]]],
    ["a bare value has no field", false, true, [["", "false", "true"]]],
    ["when nothing changed, all is shown", { a: 1 }, { a: 1 }, [["a", "1", "1"]]],
    ["nothing is nothing", null, undefined, []],
  ])("%s", (_, before, after, expected) => {
    expect(auditChanges(before, after).map((change) => [change.field, change.before, change.after])).toEqual(
      expected,
    );
  });
});
