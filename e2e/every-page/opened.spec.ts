import type { Page } from "@playwright/test";
import { configProviders } from "@/lib/api-configs/schema";
import { LOCALES } from "@/lib/platform/locale";
import { alive } from "../fixtures/alive";
import { reviewer, signIn } from "../fixtures/people";
import { expect, test } from "../fixtures/test";
import type { Texts } from "../fixtures/texts";
import { CreatePage } from "../pages/create-page";
import { KeysPage } from "../pages/settings/keys-page";
import { graveFindings } from "./axe";
import { becomeCollector, chooseTheme, standsStill, themes } from "./places";

/** What opens over a page, by how it is opened. */
const opened: Record<string, (page: Page, t: Texts) => Promise<void>> = {
  "the list of models": async (page, t) => {
    const create = new CreatePage(page, t);
    await create.open();
    await create.openModels();
    await expect(create.modelOption("GPT Image 2")).toBeVisible();
  },
  "the prompts": async (page, t) => {
    const create = new CreatePage(page, t);
    await create.open();
    await create.write(".");
    await create.help(t("prompts.list.open")).click();
    await expect(page.getByRole("list", { name: t("prompts.list.used"), exact: true })).toBeVisible();
  },
  "the form of a key": async (page, t) => {
    const keys = new KeysPage(page, t);
    await keys.open();
    await keys.begin(configProviders.midjourney.name);
  },
  "the details of a generation": async (page, t) => {
    await page.goto("/history");
    const [name] = t("history.detailsOf", { prompt: "\0" }).split("\0");
    await page.getByRole("button", { name }).first().click();
    await expect(page.locator('li[data-step="finished"]')).toBeVisible();
  },
  "a write of the panel over its record": async (page, t) => {
    await signIn(page.context(), reviewer());
    await page.goto("/admin/styles?open=watercolor");
    const edit = page.getByRole("button", { name: t("admin.styles.edit"), exact: true });
    await alive(edit);
    await edit.click();
    await expect(page.getByRole("textbox", { name: t("admin.kit.reason") })).toBeVisible();
  },
};

// The languages differ in words only; each of them stands for one theme.
for (const [index, theme] of themes.entries())
  test.describe(`${theme} theme`, () => {
    test.use({ language: LOCALES[index] });
    for (const [name, open] of Object.entries(opened))
      test(`${name}, opened, has no serious finding of axe`, async ({ context, page, t }) => {
        await chooseTheme(context, theme);
        await becomeCollector(context);
        await open(page, t);
        await standsStill(page);
        expect(await graveFindings(page)).toEqual([]);
      });
  });
