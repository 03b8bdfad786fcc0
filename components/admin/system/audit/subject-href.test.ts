import { expect, test } from "vitest";
import { subjectHref } from "./subject-href";

const idOf = (prefix: string) => `${prefix}_${"0".repeat(26)}`;

test("what has a page of the panel leads there, and what has none leads nowhere", () => {
  expect(subjectHref("users.suspend", idOf("usr"))).toBe(`/admin/users/${idOf("usr")}`);
  expect(subjectHref("generations.cancel", idOf("gen"))).toBe(`/admin/generations/${idOf("gen")}`);
  expect(subjectHref("publication.approve", idOf("img"))).toBe(`/admin/content/images/${idOf("img")}`);
  expect(subjectHref("orders.refund", idOf("ord"))).toBe(`/admin/money/orders?open=${idOf("ord")}`);
  expect(subjectHref("styles.merge", "ink-wash")).toBe("/admin/styles?open=ink-wash");
  expect(subjectHref("settings.update", "settings.maintenance")).toBe("/admin/system/switches");
  // Whose it is, is looked up.
  expect(subjectHref("api-configs.update", idOf("cfg"))).toBe(`/admin/find?q=${idOf("cfg")}`);
  expect(subjectHref("channels.update", idOf("chn"))).toBe(`/admin/find?q=${idOf("chn")}`);
  expect(subjectHref("products.update", "pro-month")).toBeUndefined();
  expect(subjectHref("credits.ledger-checked", "ledger")).toBeUndefined();
  expect(subjectHref("api-configs.panel-update", idOf("cfg"))).toBe(`/admin/vendors?open=${idOf("cfg")}`);
});
