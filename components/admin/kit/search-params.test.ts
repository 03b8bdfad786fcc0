import { expect, test } from "vitest";
import { hrefWith, oneOf } from "./search-params";

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
