import { expect, test } from "../fixtures/browsers";
import { reviewer } from "../fixtures/people";
import { StatsPage } from "../pages/admin/stats-page";
import { rollUp } from "./roll-up";

/** Of an image that does not exist. */
const MISSING = "/api/v1/images/img_00000000000000000000000000";
const ROUTE = "/api/v1/images/:id";

for (const language of ["zh-CN", "en"] as const)
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("a request is found by the id that its answer carried, with its route and its person", async ({
      context,
      openBrowser,
      person,
      t,
    }) => {
      expect(person.username).not.toBe("");
      const answer = await context.request.get(MISSING);
      expect(answer.status()).toBe(404);
      const id = answer.headers()["x-request-id"] ?? "";
      const stats = new StatsPage(await (await openBrowser(reviewer())).newPage(), t);
      await stats.find(id);
      await expect(stats.found.nth(1)).toContainText(`GET ${ROUTE}`);
      await stats.found.nth(1).getByRole("link").first().click();
      await expect(stats.sheet).toContainText("not_found");
      await stats.sheet.getByRole("link", { name: t("admin.stats.samePerson"), exact: true }).click();
      await expect(stats.page).toHaveURL(/user=usr_/);
      await expect(stats.sheet).toBeHidden();
      await expect(stats.found.filter({ hasText: ROUTE })).not.toHaveCount(0);
    });
  });

test("routes, clients and status classes narrow each other down", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  expect(person.username).not.toBe("");
  const answer = await context.request.get(MISSING);
  const stats = new StatsPage(await (await openBrowser(reviewer())).newPage(), t);
  await stats.find(answer.headers()["x-request-id"] ?? "");
  await rollUp();
  await stats.open();
  await expect(stats.title).toBeVisible();
  await stats.breakdown("route").getByRole("link", { name: ROUTE, exact: true }).click();
  await expect(stats.page).toHaveURL(/route=/);
  await stats.breakdown("status").getByRole("link", { name: "404", exact: true }).click();
  await expect(stats.page).toHaveURL(/status=404/);
  await expect(stats.breakdown("route").getByRole("row")).toHaveCount(2);
  await expect(stats.breakdown("status").getByRole("row")).toHaveCount(2);
  const errors = stats.table(t("admin.stats.topErrors"));
  await expect(errors.getByRole("row").filter({ hasText: "not_found" })).toHaveCount(1);
  await errors.getByRole("link", { name: "not_found", exact: true }).click();
  await expect(stats.page).toHaveURL(/code=not_found/);
  await expect(stats.found.nth(1)).toContainText(ROUTE);
  await expect(stats.found.nth(1)).toContainText("404");
  const web = t("admin.stats.clients.web");
  await expect(stats.breakdown("client").getByRole("link", { name: web, exact: true })).toBeVisible();
});

test("a day is opened by its hours, and the days before and after it are one press away", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  expect(person.username).not.toBe("");
  const answer = await context.request.get(MISSING);
  const stats = new StatsPage(await (await openBrowser(reviewer())).newPage(), t);
  await stats.find(answer.headers()["x-request-id"] ?? "");
  await rollUp();
  await stats.open({ range: "7d" });
  const days = stats.breakdown("day").getByRole("row");
  await expect(days).toHaveCount(8);
  const day = (await days.nth(1).getByRole("link").textContent()) ?? "";
  await days.nth(1).getByRole("link").click();
  await expect(stats.page).toHaveURL(new RegExp(`day=${day}`));
  await expect(stats.days).toContainText(day);
  await expect(stats.breakdown("day")).toHaveCount(0);
  await expect(stats.hours.getByRole("rowheader").first()).toHaveText("00:00");
  await expect(stats.breakdown("route").getByRole("link", { name: ROUTE, exact: true })).toBeVisible();
  await stats.days.getByRole("link", { name: t("admin.stats.dayBefore"), exact: true }).click();
  await expect(stats.days).not.toContainText(day);
  await expect(stats.hours.getByRole("rowheader")).toHaveCount(24);
  await stats.days.getByRole("link", { name: t("admin.stats.dayAfter"), exact: true }).click();
  await expect(stats.days).toContainText(day);
});
