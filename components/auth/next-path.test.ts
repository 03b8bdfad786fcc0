import fc from "fast-check";
import { expect, test } from "vitest";
import { nextPath, withNext } from "./next-path";

test("a path of this site is kept with its query and fragment", () => {
  for (const path of ["/library", "/history?status=failed", "/create?style=ink#form", "/", "/a//b"])
    expect(nextPath(path)).toBe(path);
});

test("addresses of other sites, scripts and the API lead to the studio", () => {
  const asked = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n//evil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "javascript:alert(1)",
    "evil",
    "",
    " /library",
    "/api/auth/signout",
    undefined,
    ["/library", "/create"],
  ];
  for (const value of asked) expect(nextPath(value)).toBe("/create");
});

test("whatever is asked, a browser stays on this site", () => {
  const hostile = fc.string({
    unit: fc.constantFrom("/", "\\", ".", ":", "@", "\t", "\n", "e", "%2f", "?", "#"),
  });
  fc.assert(
    fc.property(fc.oneof(hostile, fc.webUrl(), fc.string()), (asked) => {
      expect(new URL(nextPath(asked), "https://xintu.example/sign-in").origin).toBe("https://xintu.example");
    }),
    { numRuns: 5_000 },
  );
});

test("the way back is handed on and left out where it is the usual one", () => {
  expect(withNext("/sign-up", "/library?a=b")).toBe("/sign-up?next=%2Flibrary%3Fa%3Db");
  expect(withNext("/sign-up", "/create")).toBe("/sign-up");
});
