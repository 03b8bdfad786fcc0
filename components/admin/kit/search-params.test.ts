import { expect, test } from "vitest";
import { z } from "zod";
import { filtersOf, hrefWith, oneOf } from "./search-params";

test("a parameter that is repeated counts once, and an empty one not at all", () => {
  expect(oneOf({ q: ["a", "b"] }, "q")).toBe("a");
  expect(oneOf({ q: "  " }, "q")).toBeUndefined();
  expect(oneOf({}, "q")).toBeUndefined();
});

test("an address keeps what it has, changes what is named and drops what is null", () => {
  const params = { q: "one & two", cursor: "c", empty: "" };
  expect(hrefWith("/admin/users", params, { cursor: null, open: "usr_1" })).toBe(
    "/admin/users?q=one+%26+two&open=usr_1",
  );
  expect(hrefWith("/admin/users", { cursor: "c" }, { cursor: null })).toBe("/admin/users");
});

test("a filter that cannot be right counts as missing, and only those that are named are read", () => {
  const shape = {
    state: z.enum(["open", "done"]).optional(),
    user: z.string().max(3).optional(),
    id: z.string(),
  };
  const names = ["state", "user"] as const;
  expect(filtersOf(shape, { state: "done", user: "lin", id: "1" }, names)).toEqual({
    state: "done",
    user: "lin",
  });
  expect(filtersOf(shape, { state: "gone", user: "far too long" }, names)).toEqual({});
  expect(filtersOf(shape, {}, names)).toEqual({});
});
