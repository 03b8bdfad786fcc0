import { LOCALES } from "@/lib/platform/locale";
import { generate, order } from "../fixtures/orders";
import { expect, test } from "../fixtures/test";
import { NotificationsPage } from "../pages/notifications-page";
import { NotificationSettingsPage } from "../pages/settings/notification-settings-page";

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("a generation that ends is counted by the bell without a reload, found in the centre, and read by opening it", async ({
      context,
      page,
      person,
      t,
    }) => {
      const centre = new NotificationsPage(page, t);
      await page.goto("/library");
      await expect(centre.bell(0), person.username).toBeVisible();
      const { id } = await order(context, { prompt: "a lantern on the river", count: 1 });
      await centre.ring(1);
      const title = t("notifications.generation.succeeded.title");
      await expect(centre.panel).toContainText(title);
      await expect(centre.panel).toContainText(
        t("notifications.generation.succeeded.body", { delivered: 1, charged: 1 }),
      );
      await centre.panel.getByRole("link", { name: t("inbox.seeAll"), exact: true }).click();
      await expect(page).toHaveURL("/notifications");
      await expect(centre.panel).toHaveCount(0);
      await expect(centre.items(title)).toHaveCount(1);
      await expect(centre.list.getByRole("heading", { name: t("inbox.today"), exact: true })).toBeVisible();
      await centre.items(title).getByRole("link").click();
      await expect(page).toHaveURL(`/history?generation=${id}`);
      // Its details lie over the page, which is out of reach until they are closed.
      await expect(page.getByRole("dialog")).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await expect(centre.bell(0)).toBeVisible();
    });
  });

test("what is read in one tab is read in the other", async ({ context, page, person, t }) => {
  await generate(context, { prompt: "two tabs", count: 1 });
  const centre = new NotificationsPage(page, t);
  await centre.open();
  await expect(centre.bell(1), person.username).toBeVisible();
  const other = await context.newPage();
  const elsewhere = new NotificationsPage(other, t);
  await elsewhere.open();
  await expect(elsewhere.bell(1)).toBeVisible();
  await elsewhere.markAll.click();
  await expect(elsewhere.bell(0)).toBeVisible();
  await other.close();
  await page.bringToFront();
  await expect(centre.bell(0)).toBeVisible();
  await expect(centre.markAll).toBeDisabled();
});

test("the unread ones can be seen alone, are marked one by one, and say where they went", async ({
  context,
  page,
  person,
  t,
}) => {
  await generate(context, { prompt: "the first of two", count: 1 });
  await generate(context, { prompt: "the second of two [[fail]]", count: 1 });
  const centre = new NotificationsPage(page, t);
  await centre.open();
  const done = t("notifications.generation.succeeded.title");
  const failed = t("notifications.generation.failed.title");
  await expect(centre.items(failed), person.username).toHaveCount(1);
  await expect(centre.bell(2)).toBeVisible();
  await centre
    .items(failed)
    .getByRole("button", { name: t("inbox.markOne"), exact: true })
    .click();
  await expect(centre.bell(1)).toBeVisible();
  await centre.filter("unread").click();
  await expect(page).toHaveURL("/notifications?show=unread");
  await expect(centre.items(done)).toHaveCount(1);
  await expect(centre.items(failed)).toHaveCount(0);
  await centre.markAll.click();
  await expect(page.getByRole("heading", { name: t("inbox.empty.unread.title"), exact: true })).toBeVisible();
  await centre.filter("all").click();
  await expect(centre.items(done)).toHaveCount(1);
  await expect(centre.items(failed)).toHaveCount(1);
});

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("a kind that somebody does not want to see is neither counted nor listed, and comes back when they do", async ({
      context,
      page,
      person,
      t,
    }) => {
      const centre = new NotificationsPage(page, t);
      const settings = new NotificationSettingsPage(page, t);
      await generate(context, { prompt: "not to be told", count: 1 });
      await settings.open();
      await expect(centre.bell(1), person.username).toBeVisible();
      await settings.choice("generation_ended", "app").click();
      await expect(settings.choice("generation_ended", "app")).not.toBeChecked();
      await expect(centre.bell(0)).toBeVisible();
      await page.reload();
      await expect(settings.choice("generation_ended", "app")).not.toBeChecked();
      await centre.open();
      await expect(
        page.getByRole("heading", { name: t("inbox.empty.all.title"), exact: true }),
      ).toBeVisible();
      await settings.open();
      await settings.choice("generation_ended", "app").click();
      await expect(centre.bell(1)).toBeVisible();
    });
  });
