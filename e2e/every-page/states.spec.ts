import { expect, test } from "../fixtures/test";
import { CreatePage } from "../pages/create-page";
import { LibraryPage } from "../pages/library-page";
import { becomeCollector } from "./places";

test("a newcomer's pages say what they are for and lead to the first picture", async ({
  page,
  person,
  t,
}) => {
  const empty = {
    "/library": t("library.empty.library.title"),
    "/history": t("history.empty.all"),
    "/create": t("create.results.emptyTitle"),
  };
  for (const [path, title] of Object.entries(empty)) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: title, exact: true }), person.username).toBeVisible();
    if (path !== "/create")
      await expect(
        page.getByRole("main").getByRole("link", { name: t("library.empty.create") }),
      ).toHaveAttribute("href", "/create");
  }
  await page
    .getByRole("list", { name: t("create.results.examples") })
    .getByRole("button")
    .first()
    .click();
  const create = new CreatePage(page, t);
  await expect(create.prompt).toHaveValue(t("create.examples.river"));
  await expect(create.prompt).toBeFocused();
});

test("a list that did not come says so, with the request's id, and comes when asked again", async ({
  context,
  page,
  complaints,
  t,
}) => {
  complaints.expect(/500/);
  await becomeCollector(context);
  const library = new LibraryPage(page, t);
  const problem = { status: 500, title: "", code: "internal_error", requestId: "req_of_this_test" };
  await page.route("**/api/v1/images?*", (route) =>
    route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify(problem) }),
  );
  await library.open();
  await library.button("filters").click();
  await page.getByRole("combobox", { name: t("library.ratio"), exact: true }).selectOption("1:1");
  await page.getByRole("button", { name: t("library.done"), exact: true }).click();
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText(t("errors.code.internal_error"));
  await expect(alert).toContainText("req_of_this_test");
  await page.unroute("**/api/v1/images?*");
  await alert.getByRole("button", { name: t("common.retry") }).click();
  await expect(library.cells()).not.toHaveCount(0);
});

test("without a network the page says so and does not send; with it the page goes on", async ({
  context,
  page,
  complaints,
  person,
  t,
}) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  // The page registers its service worker when it is idle, which may be after the network went.
  complaints.expect(/when fetching the script/);
  const create = new CreatePage(page, t);
  await create.open();
  await expect(create.balance(50), person.username).toBeVisible();
  await context.setOffline(true);
  const notice = page.getByRole("status").getByText(t("shell.offline.title"), { exact: true });
  await expect(notice).toBeVisible();
  await expect(create.composer.getByRole("button", { name: t("create.submit.offline") })).toBeDisabled();
  await context.setOffline(false);
  await expect(notice).toHaveCount(0);
  await create.images(1).click();
  await expect(create.generate(1)).toBeEnabled();
});

test("an address that leads nowhere has a page of its own", async ({ page, complaints, t }) => {
  complaints.expect(/404/);
  await page.goto("/no/such/page");
  await expect(page.getByRole("heading", { name: t("errors.notFoundTitle"), exact: true })).toBeVisible();
  await page.getByRole("link", { name: t("errors.backHome") }).click();
  await expect(page).toHaveURL("/");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("the composer is a sheet, and its order shows behind it", async ({ page, person, t }) => {
    const prompt = "小镇的清晨";
    await page.goto("/create");
    await page.getByRole("button", { name: t("create.composer.open"), exact: true }).tap();
    const sheet = page.getByRole("dialog", { name: t("create.composer.sheetTitle") });
    const field = sheet.getByRole("textbox", { name: t("create.composer.prompt"), exact: true });
    await expect(field, person.username).toBeVisible();
    await field.fill(prompt);
    await sheet
      .getByRole("radio", { name: t("create.composer.countOption", { count: 1 }), exact: true })
      .tap();
    await sheet.getByRole("button", { name: t("create.submit.generate", { price: 1 }), exact: true }).tap();
    await expect(sheet).toHaveCount(0);
    const card = new CreatePage(page, t).card(prompt);
    await expect(card.announcement).toHaveText(t("create.card.announceDone", { prompt, count: 1 }), {
      timeout: 60_000,
    });
    await expect(card.article.getByText(t("create.outcome.used", { charged: 1 }))).toBeVisible();
  });
});
