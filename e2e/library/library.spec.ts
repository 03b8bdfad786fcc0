import { readFileSync } from "node:fs";
import { LOCALES } from "@/lib/platform/locale";
import { readLabelOf } from "../files/label-reader";
import { readZip } from "../files/zip-reader";
import { generate } from "../fixtures/orders";
import { expect, test } from "../fixtures/test";
import { LibraryPage } from "../pages/library-page";
import { Viewer } from "../pages/viewer";

const crane = "白鹤飞过湖面";
const city = "neon city at night";

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("search, ratio and favourites narrow the library, and the address keeps them", async ({
      context,
      page,
      person,
      t,
    }) => {
      await generate(context, { prompt: crane });
      await generate(context, { prompt: city, ratio: "16:9" });
      const library = new LibraryPage(page, t);
      await library.open();
      await expect(library.cells(), person.username).toHaveCount(2);

      await library.search.fill("湖面");
      await expect(library.cells()).toHaveCount(1);
      await expect(library.cells(crane)).toBeVisible();
      await page.reload();
      await expect(library.search).toHaveValue("湖面");
      await expect(library.cells()).toHaveCount(1);
      await library.search.fill("nothing of the kind");
      await expect(library.empty("match")).toBeVisible();
      await page.getByRole("button", { name: t("library.empty.clearAll") }).click();
      await expect(library.cells()).toHaveCount(2);

      await library.filter("ratio", "16:9");
      await expect(library.cells()).toHaveCount(1);
      await expect(library.cells(city)).toBeVisible();
      await page.goBack();
      await library.open();

      const marked = page.waitForResponse((response) => response.request().method() === "PATCH");
      await library.cells(crane).focus();
      await page.keyboard.press("f");
      await marked;
      await library.button("favorites").click();
      await expect(library.cells()).toHaveCount(1);
      await expect(library.cells(crane)).toBeVisible();
      await page.reload();
      await expect(library.cells()).toHaveCount(1);
    });
  });

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("several selected pictures come as one ZIP, each with its label", async ({
      context,
      page,
      person,
      t,
    }) => {
      await generate(context, { prompt: crane, count: 2 });
      const library = new LibraryPage(page, t);
      await library.open();
      await expect(library.cells(crane), person.username).toHaveCount(2);
      await library.button("select").click();
      await library.cells(crane).first().click();
      await library
        .cells(crane)
        .last()
        .click({ modifiers: ["Shift"] });
      await expect(library.selected(2)).toBeVisible();
      const coming = page.waitForEvent("download");
      await page.getByRole("link", { name: t("library.downloadZip"), exact: true }).click();
      const entries = readZip(readFileSync(await (await coming).path()));
      expect(entries.map(({ name }) => name)).toEqual([
        expect.stringMatching(/^白鹤飞过湖面-.+\.png$/),
        expect.stringMatching(/^白鹤飞过湖面-.+\.png$/),
      ]);
      expect(new Set(entries.map(({ name }) => name)).size).toBe(2);
      for (const { bytes } of entries) expect((await readLabelOf(bytes)).marks).toBe(1);
    });
  });

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("pictures go to the trash together and come back", async ({ context, page, person, t }) => {
      await generate(context, { prompt: crane, count: 2 });
      const library = new LibraryPage(page, t);
      await library.open();
      await expect(library.cells(), person.username).toHaveCount(2);
      await library.button("select").click();
      await library.button("selectLoaded").click();
      await library.button("moveToTrash").click();
      await expect(page.getByText(t("viewer.trashed", { count: 2 }), { exact: true })).toBeVisible();
      await expect(library.empty("library")).toBeVisible();

      await page.getByRole("link", { name: t("library.trash"), exact: true }).click();
      await expect(library.trash.getByText(t("library.daysLeft", { count: 30 }))).toHaveCount(2);
      await library.button("select").click();
      await library.trash.getByRole("button", { name: crane, exact: true }).first().click();
      await library.button("restore").click();
      await expect(page.getByText(t("viewer.restored", { count: 1 }), { exact: true })).toBeVisible();
      await expect(library.trash.getByRole("button", { name: crane, exact: true })).toHaveCount(1);
      await page.getByRole("link", { name: t("library.backToLibrary") }).click();
      await expect(library.cells()).toHaveCount(1);
    });
  });

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("everything can be done by keys", async ({ context, page, person, t }) => {
      await generate(context, { prompt: crane, count: 3 });
      const library = new LibraryPage(page, t);
      const viewer = new Viewer(page, t);
      await library.open();
      await expect(library.cells(), person.username).toHaveCount(3);

      await library.cells().first().focus();
      await page.keyboard.press("ArrowRight");
      await expect(library.cells().nth(1)).toBeFocused();
      await page.keyboard.press("Space");
      await expect(library.selected(1)).toBeVisible();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Shift+Space");
      await expect(library.selected(2)).toBeVisible();
      await page.keyboard.press("Control+a");
      await expect(library.selected(3)).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(library.button("select")).toBeVisible();

      await library.cells().first().focus();
      await page.keyboard.press("Enter");
      await expect(viewer.at(1, 3)).toBeVisible();
      await page.keyboard.press("End");
      await expect(viewer.at(3, 3)).toBeVisible();
      await page.keyboard.press("ArrowRight");
      await expect(viewer.at(3, 3)).toBeVisible();
      const marked = page.waitForResponse((response) => response.request().method() === "PATCH");
      await page.keyboard.press("f");
      await marked;
      const heart = viewer.any.getByRole("button", { name: t("viewer.favorite"), exact: true });
      await expect(heart).toHaveAttribute("aria-pressed", "true");
      await page.keyboard.press("Delete");
      await expect(viewer.at(2, 2)).toBeVisible();
      await page.getByRole("button", { name: t("viewer.undo"), exact: true }).click();
      await expect(viewer.any.getByRole("heading")).not.toHaveCount(0);
      await page.keyboard.press("Escape");
      await expect(viewer.any).toHaveCount(0);
      await expect(library.cells()).toHaveCount(3);
      await expect(library.grid.locator("button[data-image-id]:focus")).toHaveCount(1);
    });
  });

test("the back button closes the viewer, and a link to a picture opens it", async ({
  context,
  page,
  person,
  t,
}) => {
  const { images } = await generate(context, { prompt: crane });
  const library = new LibraryPage(page, t);
  const viewer = new Viewer(page, t);
  await library.open();
  await library.cells(crane).click();
  await expect(viewer.at(1, 1), person.username).toBeVisible();
  await page.goBack();
  await expect(viewer.any).toHaveCount(0);
  await expect(page).toHaveURL("/library");
  await page.goto(`/library?image=${images[0]?.id}`);
  await expect(viewer.at(1, 1)).toBeVisible();
});
