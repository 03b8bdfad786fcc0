import { LOCALES } from "@/lib/platform/locale";
import { expect, test } from "../fixtures/test";
import { graveFindings } from "./axe";
import { becomeCollector, chooseTheme, places, themes, visit } from "./places";

// The languages differ in words only; each of them stands for one theme.
for (const [index, theme] of themes.entries())
  test.describe(`${theme} theme`, () => {
    test.use({ language: LOCALES[index] });
    for (const place of places)
      test(`${place.name} has no serious finding of axe`, async ({ context, page }) => {
        await chooseTheme(context, theme);
        if (place.signedIn) await becomeCollector(context);
        await visit(page, place);
        await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
        expect(await graveFindings(page)).toEqual([]);
      });
  });
