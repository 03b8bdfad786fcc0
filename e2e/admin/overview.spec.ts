import { expect, test } from "../fixtures/browsers";
import { generate } from "../fixtures/orders";
import { chooseRole, newPerson, register, reviewer } from "../fixtures/people";
import { OverviewPage } from "../pages/admin/overview-page";
import { rollUp } from "./roll-up";

test("an admin sees a generation in the figures of today, and each figure leads to its rows", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  expect(person.username).not.toBe("");
  await generate(context, { prompt: "a lighthouse", count: 2 });
  await rollUp();
  const overview = new OverviewPage(await (await openBrowser(reviewer())).newPage(), t);
  await overview.open("today");
  await expect(overview.title).toBeVisible();
  const generations = t("admin.overview.generations");
  const ended = t("admin.overview.figures.ended");
  await expect(overview.valueOf(generations, ended)).not.toHaveText("0");
  const delivered = t("admin.overview.figures.delivered");
  await expect(overview.valueOf(generations, delivered)).not.toHaveText(/^[01]$/);
  await expect(
    overview.page.getByRole("table", { name: t("admin.overview.models"), exact: true }),
  ).toContainText("sketch-1");

  // Each leads to rows of the same days and the same moments.
  const today = "from=2\\d{3}-\\d\\d-\\d\\d&to=2\\d{3}-\\d\\d-\\d\\d";
  for (const [section, figure, href] of [
    ["users", "newUsers", `/admin/users\\?by=joined&${today}`],
    ["users", "activeUsers", `/admin/users\\?by=active&${today}`],
    ["generations", "failed", `/admin/generations\\?status=failed&by=finished&${today}`],
    ["money", "revenueFen", `/admin/money/orders\\?status=paid&${today}`],
    ["money", "refundsFen", `/admin/money/refunds\\?view=all&status=succeeded&${today}`],
    ["money", "credits", `/admin/money/ledger\\?kind=settle&${today}`],
    ["money", "costMicroYuan", "/admin/vendors/models\\?range=today"],
  ] as const) {
    const link = overview.figure(t(`admin.overview.${section}`), t(`admin.overview.figures.${figure}`));
    await expect(link).toHaveAttribute("href", new RegExp(`^${href}$`));
  }
  const byPlan = overview
    .section(t("admin.overview.money"))
    .getByRole("link", { name: new RegExp(`^${t("admin.overview.plans.free")} `) });
  await byPlan.click();
  await expect(overview.page).toHaveURL(new RegExp(`/admin/money/ledger\\?kind=settle&plan=free&${today}$`));
  const charges = overview.page.getByRole("table", { name: t("admin.money.ledger.title"), exact: true });
  await expect(charges.getByRole("row").filter({ hasText: person.username })).toHaveCount(1);
  await overview.open("today");
  await overview.range(t("admin.ranges.30d")).click();
  await expect(overview.page).toHaveURL(/range=30d/);
  await expect(overview.range(t("admin.ranges.30d"))).toHaveAttribute("aria-current", "page");
  // The numbers of a chart also stand in a table.
  const trend = overview.page.getByRole("table", { name: t("admin.overview.generations"), exact: true });
  await expect(trend.getByRole("row")).toHaveCount(31);
  const rate = t("admin.overview.figures.successRate");
  const rates = overview.page.getByRole("table", { name: rate, exact: true });
  await expect(rates.getByRole("row")).toHaveCount(31);

  await overview.figure(generations, delivered).click();
  await expect(overview.page).toHaveURL(/\/admin\/generations\?status=delivered&by=finished&from=/);
  const jobs = overview.page.getByRole("table", { name: t("admin.generations.title"), exact: true });
  await expect(jobs.getByRole("row").filter({ hasText: person.username })).not.toHaveCount(0);
});

test("whoever is no admin finds no panel", async ({ complaints, page, person, t }) => {
  complaints.expect(/404/);
  expect(person.username).not.toBe("");
  for (const path of ["/admin", "/admin/stats"]) {
    await page.goto(path);
    await expect(page.getByText(t("admin.overview.now"), { exact: true })).toHaveCount(0);
    await expect(page.getByText(t("admin.stats.single"), { exact: true })).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
});

test.describe("in English", () => {
  test.use({ language: "en" });
  test("an auditor sees the same figures and nothing to write with", async ({ openBrowser, t }) => {
    const auditor = newPerson();
    await register(auditor);
    await chooseRole(auditor, "auditor");
    const overview = new OverviewPage(await (await openBrowser(auditor)).newPage(), t);
    await overview.open();
    await expect(overview.title).toBeVisible();
    await expect(overview.section(t("admin.overview.now"))).toBeVisible();
    await expect(overview.page.locator("main section form, main section button")).toHaveCount(0);
  });
});
