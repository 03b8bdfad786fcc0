import { expect, test } from "vitest";
import { foundKinds } from "@/lib/stats/schema";
import { foundHref, requestHref } from "./found-href";

test("every kind of record that is found has a page of the panel, and its id is part of the address", () => {
  for (const kind of foundKinds) expect(foundHref({ kind, id: "x_1" })).toMatch(/^\/admin\/.+x_1$/);
  expect(foundHref({ kind: "request", id: "a&b" })).toBe("/admin/stats?request=a%26b&open=a%26b");
  expect(requestHref("a&b")).toBe("/admin/find?q=a%26b");
});
