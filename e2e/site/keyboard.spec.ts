import { shortcutGroups } from "@/components/shell/keyboard/shortcuts";
import { LOCALES } from "@/lib/platform/locale";
import { graveFindings } from "../every-page/axe";
import { standsStill } from "../every-page/places";
import { expect, test } from "../fixtures/test";
import { CreatePage } from "../pages/create-page";
import { OverlaysPage } from "../pages/shell/overlays-page";

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("? shows every key of every surface, and Escape gives the focus back", async ({
      page,
      person,
      t,
    }) => {
      await page.goto("/credits");
      const overlays = new OverlaysPage(page, t);
      const link = page.getByRole("banner").getByRole("link").first();
      await link.focus();
      await overlays.press("?", overlays.keyboardHelp);
      for (const { surface, shortcuts } of shortcutGroups) {
        const section = overlays.keyboardHelp.getByRole("region", {
          name: t(`keyboard.groups.${surface}`),
          exact: true,
        });
        await expect(section.getByRole("term"), `${surface}, ${person.username}`).toHaveCount(
          shortcuts.length,
        );
      }
      await standsStill(page);
      expect(await graveFindings(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(overlays.keyboardHelp).toHaveCount(0);
      await expect(link).toBeFocused();
    });
  });

test("in a field ? is a letter", async ({ page, person, t }) => {
  const create = new CreatePage(page, t);
  await create.open();
  await create.write("what");
  await create.prompt.press("?");
  await expect(create.prompt, person.username).toHaveValue("what?");
  await expect(new OverlaysPage(page, t).keyboardHelp).toHaveCount(0);
});

test("the account menu and the palette lead to the help as well", async ({ page, person, t }) => {
  await page.goto("/credits");
  const overlays = new OverlaysPage(page, t);
  await overlays.ask(t("palette.commands.keyboard"));
  await page.keyboard.press("Enter");
  await expect(overlays.keyboardHelp, person.username).toBeVisible();
  await expect(overlays.palette).toHaveCount(0);
  await page.keyboard.press("Tab");
  await expect(overlays.keyboardHelp.locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: t("shell.accountMenu", { name: person.username }) }).click();
  await page.getByRole("menuitem", { name: t("shell.keyboardHelp"), exact: true }).click();
  await expect(overlays.keyboardHelp).toBeVisible();
});
