import { expect, test } from "vitest";
import { foundKinds } from "@/lib/stats/schema";
import { foundHref, recordHref, requestHref } from "./found-href";

test("every kind of record that is found has a page of the panel, and its id is part of the address", () => {
  for (const kind of foundKinds) expect(foundHref({ kind, id: "x_1" })).toMatch(/^\/admin\/.+x_1$/);
  expect(foundHref({ kind: "request", id: "a&b" })).toBe("/admin/stats?request=a%26b&open=a%26b");
  expect(requestHref("a&b")).toBe("/admin/find?q=a%26b");
});

test("an id leads to its page, or through the finder to what it belongs to; what is no id leads nowhere", () => {
  const idOf = (prefix: string) => `${prefix}_${"0".repeat(26)}`;
  expect(recordHref(idOf("ord"))).toBe(`/admin/money/orders?open=${idOf("ord")}`);
  expect(recordHref(idOf("led"))).toBe(`/admin/money/ledger?id=${idOf("led")}`);
  for (const prefix of ["grt", "rsv", "chn", "cfg"])
    expect(recordHref(idOf(prefix))).toBe(`/admin/find?q=${idOf(prefix)}`);
  expect(recordHref(`${idOf("usr")}:available`)).toBe(`/admin/find?q=${idOf("usr")}%3Aavailable`);
  for (const text of ["ledger", "system:revenue", "pro_month", "ord_", `${idOf("usr")} or`])
    expect(recordHref(text)).toBeUndefined();
});
