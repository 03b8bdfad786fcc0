import { expect, test } from "../fixtures/browsers";
import { PanelWrites } from "../pages/admin/panel-writes";
import { StatsPage } from "../pages/admin/stats-page";
import { newAdmin } from "./new-admin";

test("a range is chosen and kept, and a person's request is found by its id", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  expect(person.username).not.toBe("");
  const answer = await context.request.get("/api/v1/images/img_00000000000000000000000000");
  const request = answer.headers()["x-request-id"] ?? "";
  const admin = await newAdmin("auditor");
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  const stats = new StatsPage(panel.page, t);
  await stats.find(request);
  await stats.open();
  const ranges = panel.page.getByRole("navigation", { name: t("admin.ranges.label"), exact: true });
  for (const range of ["7d", "30d", "90d", "today"] as const) {
    await ranges.getByRole("link", { name: t(`admin.ranges.${range}`), exact: true }).click();
    await expect(panel.page).toHaveURL(new RegExp(`range=${range}`));
    const chosen = ranges.locator("[aria-current=page]");
    await expect(chosen).toHaveText(t(`admin.ranges.${range}`));
    await expect(stats.title).toBeVisible();
  }
  await panel.filter({ request });
  await expect(panel.page).toHaveURL(/range=today/);
  const rows = panel.rows(t("admin.stats.single"));
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("404");
  const user = await rows.locator("[title^=usr_]").getAttribute("title");
  await stats.open();
  await panel.filter({ user: user ?? "" });
  await expect(panel.rowOf(request)).toHaveCount(1);
});
