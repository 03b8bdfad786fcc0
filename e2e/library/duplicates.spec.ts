import sharp from "sharp";
import { LOCALES } from "@/lib/platform/locale";
import { expect, test } from "../fixtures/test";
import { LibraryPage } from "../pages/library-page";
import { bring, drawn } from "./pictures";

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("of images that look alike one is kept, or all of them for good", async ({
      context,
      page,
      person,
      t,
    }) => {
      const [lake, tower] = [await drawn(1, 960, 640), await drawn(2, 960, 640)];
      const half = (picture: Buffer) => sharp(picture).resize(480).png().toBuffer();
      for (const picture of [await half(lake), lake, await half(tower), tower]) await bring(context, picture);
      await page.goto("/library/duplicates");
      const groups = page
        .getByRole("region")
        .filter({ has: page.getByRole("button", { name: t("library.duplicates.keepAll") }) });
      await expect(groups, person.username).toHaveCount(2);
      const largest = groups.first().getByRole("listitem").first();
      await expect(largest).toContainText("960 × 640");
      await expect(largest).toContainText(t("library.duplicates.largest"));
      await largest.getByRole("button", { name: t("library.duplicates.keepOne"), exact: true }).click();
      await expect(page.getByText(t("viewer.trashed", { count: 1 }), { exact: true })).toBeVisible();
      await expect(groups).toHaveCount(1);

      await groups.getByRole("button", { name: t("library.duplicates.keepAll"), exact: true }).click();
      const none = page.getByRole("heading", { name: t("library.duplicates.emptyTitle"), exact: true });
      await expect(none).toBeVisible();
      await page.reload();
      await expect(none).toBeVisible();
      await page.getByRole("button", { name: t("library.duplicates.showKept"), exact: true }).click();
      await expect(groups).toHaveCount(1);
      const library = new LibraryPage(page, t);
      await library.open();
      await expect(library.cells()).toHaveCount(3);
    });
  });

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    for (const [level, bytes] of [
      ["nearly", 1900],
      ["full", 2048],
    ] as const)
      test(`a storage that is ${level} says what helps`, async ({ page, person, t }) => {
        const mega = 1024 * 1024;
        await page.route("**/api/v1/images/storage", (route) =>
          route.fulfill({
            json: { bytes: bytes * mega, images: 9, trashBytes: 0, trashImages: 0, quotaBytes: 2048 * mega },
          }),
        );
        await page.goto("/library/duplicates");
        const storage = page.getByRole("region", { name: t("library.storage.title"), exact: true });
        await expect(storage, person.username).toContainText(t(`library.storage.levels.${level}`));
        await expect(storage).toContainText(t(`library.storage.notes.${level}`));
        await expect(storage.getByRole("link", { name: t("library.storage.upgrade") })).toHaveAttribute(
          "href",
          "/pricing",
        );
        await expect(storage.getByRole("link", { name: t("library.storage.trash") })).toHaveAttribute(
          "href",
          "/library?trash=true",
        );
      });
  });
