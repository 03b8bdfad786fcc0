import { expect, test } from "vitest";
import { subjectHref } from "./subject-href";

test("what has a page of the panel leads there, and what has none leads nowhere", () => {
  expect(subjectHref("users.suspend", "usr_1")).toBe("/admin/users/usr_1");
  expect(subjectHref("generations.cancel", "gen_1")).toBe("/admin/generations/gen_1");
  expect(subjectHref("publication.approve", "img_1")).toBe("/admin/content/images/img_1");
  expect(subjectHref("orders.refund", "ord_1")).toBe("/admin/money/orders?open=ord_1");
  expect(subjectHref("styles.merge", "ink-wash")).toBe("/admin/styles?open=ink-wash");
  expect(subjectHref("settings.update", "settings.maintenance")).toBe("/admin/system/switches");
  expect(subjectHref("api-configs.update", "cfg_1")).toBeUndefined();
  expect(subjectHref("api-configs.panel-update", "cfg_1")).toBe("/admin/vendors?open=cfg_1");
});
