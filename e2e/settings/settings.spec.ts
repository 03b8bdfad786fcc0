import type { Browser, Page } from "@playwright/test";
import { LOCALE_COOKIE, LOCALES } from "@/lib/platform/locale";
import { alive } from "../fixtures/alive";
import { type Person, signIn } from "../fixtures/people";
import { server } from "../fixtures/stack/server";
import { expect, test } from "../fixtures/test";
import { type Texts, textsOf } from "../fixtures/texts";
import type { Complaints } from "../fixtures/watch";
import { AuthPage } from "../pages/auth-page";

/** One part of the page, by the button that sends it. */
const formOf = (page: Page, t: Texts, submit: "saveProfile" | "changePassword" | "deleteAccountConfirm") =>
  page
    .locator("form")
    .filter({ has: page.getByRole("button", { name: t(`settings.${submit}`), exact: true }) });

/** The same person on another device. */
async function anotherDevice(
  browser: Browser,
  person: Person,
  complaints: Complaints,
  t: Texts,
): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url(), locale: "zh-CN" });
  complaints.listenTo(context);
  await signIn(context, person);
  const page = await context.newPage();
  await page.goto("/settings");
  await expect(page.getByRole("heading", { name: t("settings.title"), exact: true })).toBeVisible();
  return page;
}

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("a changed profile is saved, said to be saved, and shown", async ({ page, person, t }) => {
      await page.goto("/settings");
      const form = formOf(page, t, "saveProfile");
      await alive(form);
      const renamed = { ...person, username: `${person.username}-new` };
      await form.getByRole("textbox", { name: t("auth.username"), exact: true }).fill(renamed.username);
      await form.getByRole("textbox", { name: t("settings.displayName"), exact: true }).fill("小芯");
      await form.getByRole("button", { name: t("settings.saveProfile") }).click();
      await expect(form.getByRole("status")).toHaveText(t("common.saved"));
      await expect(new AuthPage(page, t).account(renamed)).toBeVisible();
      await page.reload();
      await expect(form.getByRole("textbox", { name: t("settings.displayName"), exact: true })).toHaveValue(
        "小芯",
      );
    });
  });

test("language and theme change at once and stay", async ({ context, page, person, t }) => {
  await page.goto("/settings");
  await expect(page.locator("html"), person.username).toHaveAttribute("lang", "zh-CN");
  await page
    .getByRole("radiogroup", { name: t("shell.theme"), exact: true })
    .getByRole("radio", { name: t("shell.themes.dark"), exact: true })
    .click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("radio", { name: "English", exact: true }).click();
  const english = textsOf("en");
  await expect(page.getByRole("heading", { name: english("settings.title"), exact: true })).toBeVisible();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("radio", { name: english("shell.themes.dark"), exact: true })).toBeChecked();
  const chosen = (await context.cookies()).find(({ name }) => name === LOCALE_COOKIE);
  expect(chosen?.value).toBe("en");
});

test("a changed password ends the other sessions and keeps this one", async ({
  browser,
  page,
  person,
  complaints,
  t,
}) => {
  complaints.expectEndOfSession();
  const other = await anotherDevice(browser, person, complaints, t);
  await page.goto("/settings");
  const form = formOf(page, t, "changePassword");
  await alive(form);
  await form.getByLabel(t("settings.currentPassword"), { exact: true }).fill("not it");
  await form.getByLabel(t("auth.newPassword"), { exact: true }).fill("another password");
  await form.getByRole("button", { name: t("settings.changePassword") }).click();
  await expect(form.getByText(t("auth.refusals.wrong_password"))).toBeVisible();
  await form.getByLabel(t("settings.currentPassword"), { exact: true }).fill(person.password);
  await form.getByRole("button", { name: t("settings.changePassword") }).click();
  await expect(form.getByRole("status")).toHaveText(t("common.saved"));

  await page.goto("/credits");
  await expect(page).toHaveURL("/credits");
  await other.goto("/credits");
  await expect(other).toHaveURL(/\/sign-in/);
  await new AuthPage(other, t).signIn(person.email, "another password");
  await expect(other).toHaveURL("/credits");
  await other.context().close();
});

test("signing out everywhere ends this session and all others", async ({
  browser,
  page,
  person,
  complaints,
  t,
}) => {
  complaints.expectEndOfSession();
  const other = await anotherDevice(browser, person, complaints, t);
  await page.goto("/settings");
  await page.getByRole("button", { name: t("settings.signOutEverywhere") }).click();
  const question = page.getByRole("alertdialog", { name: t("settings.signOutEverywhere") });
  await question.getByRole("button", { name: t("settings.signOutEverywhereConfirm") }).click();
  await expect(page.getByText(t("auth.signedOutEverywhere"))).toBeVisible();
  for (const device of [page, other]) {
    await device.goto("/library");
    await expect(device).toHaveURL(/\/sign-in/);
  }
  await other.context().close();
});

test("signing out leads home and ends the session", async ({ page, complaints, person, t }) => {
  complaints.expectEndOfSession();
  await page.goto("/settings");
  await new AuthPage(page, t).account(person).click();
  await page.getByRole("menuitem", { name: t("shell.signOut") }).click();
  await expect(page.getByRole("link", { name: t("shell.signIn"), exact: true })).toBeVisible();
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("an account is deleted only by its typed word and its password, and then it is gone", async ({
  page,
  complaints,
  person,
  t,
}) => {
  complaints.expectEndOfSession();
  await page.goto("/settings");
  const form = formOf(page, t, "deleteAccountConfirm");
  const submit = form.getByRole("button", { name: t("settings.deleteAccountConfirm") });
  await form.getByRole("textbox", { name: t("settings.typeDelete"), exact: true }).fill("delete");
  await form.getByLabel(t("settings.currentPassword"), { exact: true }).fill(person.password);
  await submit.click();
  await expect(form.getByText(t("auth.rules.confirmDelete"))).toBeVisible();
  await form.getByRole("textbox", { name: t("settings.typeDelete"), exact: true }).fill("DELETE");
  await submit.click();
  await expect(page).toHaveURL("/");
  const auth = new AuthPage(page, t);
  await page.goto("/sign-in");
  await auth.signIn(person.email, person.password);
  await expect(page.getByText(t("auth.refusals.wrong_credentials"))).toBeVisible();
});
