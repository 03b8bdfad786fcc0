import type { Browser, Locator, Page } from "@playwright/test";
import { LOCALE_COOKIE, LOCALES, type Locale } from "@/lib/platform/locale";
import { alive } from "../fixtures/alive";
import { newPerson, type Person, register } from "../fixtures/people";
import { server } from "../fixtures/stack/server";
import { expect, test } from "../fixtures/test";
import type { Texts } from "../fixtures/texts";
import type { Complaints } from "../fixtures/watch";
import { AuthPage } from "../pages/auth-page";

interface Device {
  browser: Browser;
  person: Person;
  complaints: Complaints;
  language: Locale;
  t: Texts;
}

/** Signs in as people do, in a browser of its own. */
async function anotherBrowser({ browser, person, complaints, language, t }: Device): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url() });
  await context.addCookies([{ name: LOCALE_COOKIE, value: language, url: server.url() }]);
  complaints.listenTo(context);
  const page = await context.newPage();
  await signInTo(page, person, t);
  return page;
}

async function signInTo(page: Page, person: Person, t: Texts): Promise<void> {
  await page.goto("/sign-in?next=/settings");
  await new AuthPage(page, t).signIn(person.email, person.password);
  await expect(page.getByRole("heading", { name: t("settings.title"), exact: true })).toBeVisible();
}

const rowsOf = (page: Page, t: Texts): Locator =>
  page.getByRole("list", { name: t("settings.sessions"), exact: true }).getByRole("listitem");

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("the browsers that are signed in are listed; one is ended, then all others", async ({
      browser,
      page,
      complaints,
      t,
    }) => {
      complaints.expectEndOfSession();
      const person = newPerson();
      await register(person);
      const device = { browser, person, complaints, language, t };
      const second = await anotherBrowser(device);
      await signInTo(page, person, t);
      const rows = rowsOf(page, t);
      const others = rows.filter({ hasNotText: t("settings.thisBrowser") });
      await expect(rows).toHaveCount(2);
      await expect(rows.filter({ hasText: t("settings.thisBrowser") })).toHaveCount(1);
      await expect(rows.first()).toContainText(/Chrome · \w+/);
      await expect(rows.first()).toContainText(t("settings.methods.password"));

      const end = others.getByRole("button", { name: t("settings.endSession") });
      await alive(end);
      await end.click();
      await expect(rows).toHaveCount(1);
      await expect(page.getByRole("button", { name: t("settings.endOthers") })).toHaveCount(0);
      await second.goto("/credits");
      await expect(second).toHaveURL(/\/sign-in/);

      await signInTo(second, person, t);
      const third = await anotherBrowser(device);
      await page.reload();
      await expect(rows).toHaveCount(3);
      const endOthers = page.getByRole("button", { name: t("settings.endOthers"), exact: true });
      await alive(endOthers);
      await endOthers.click();
      await page
        .getByRole("alertdialog", { name: t("settings.endOthers") })
        .getByRole("button", { name: t("settings.endOthersConfirm"), exact: true })
        .click();
      await expect(rows).toHaveCount(1);
      for (const ended of [second, third]) {
        await ended.goto("/credits");
        await expect(ended).toHaveURL(/\/sign-in/);
        await ended.waitForLoadState();
        await ended.context().close();
      }
      await page.goto("/credits");
      await expect(page).toHaveURL("/credits");
    });
  });

test("signing out takes the browser off the list of the others", async ({
  browser,
  page,
  complaints,
  language,
  t,
}) => {
  complaints.expectEndOfSession();
  const person = newPerson();
  await register(person);
  const second = await anotherBrowser({ browser, person, complaints, language, t });
  await signInTo(page, person, t);
  await expect(rowsOf(page, t)).toHaveCount(2);
  await new AuthPage(second, t).account(person).click();
  await second.getByRole("menuitem", { name: t("shell.signOut") }).click();
  await expect(second.getByRole("link", { name: t("shell.signIn"), exact: true })).toBeVisible();
  await page.reload();
  await expect(rowsOf(page, t)).toHaveCount(1);
  await second.context().close();
});
