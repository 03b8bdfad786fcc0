import { LOCALES } from "@/lib/platform/locale";
import { expect, test } from "../fixtures/test";
import { LibraryPage } from "../pages/library-page";
import { Viewer } from "../pages/viewer";
import { bring, drawn } from "./pictures";

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("a collection is made, filled, nested, renamed, ordered and deleted, and its images stay", async ({
      context,
      page,
      person,
      t,
    }) => {
      await bring(context, await drawn(1));
      await bring(context, await drawn(2));
      const library = new LibraryPage(page, t);
      await library.open();
      await expect(library.cells(), person.username).toHaveCount(2);

      await library.makeCollection("旅行");
      await expect(page).toHaveURL(/\/library\?collection=col_/);
      await expect(library.empty("collection")).toBeVisible();
      await library.place(t("library.collections.all")).click();
      await library.select(0);
      await library.moveInto("旅行");
      await expect(
        page.getByText(t("viewer.moved", { count: 1, name: "旅行" }), { exact: true }),
      ).toBeVisible();
      await library.count("旅行", 1);
      await library.count(t("library.collections.none"), 1);

      await library.place("旅行").click();
      await expect(library.cells()).toHaveCount(1);
      await page.reload();
      await expect(library.title("旅行")).toBeVisible();
      await expect(library.cells()).toHaveCount(1);
      await page.goBack();
      await expect(library.cells()).toHaveCount(2);

      await library.act("旅行", "makeInside");
      await library.name("日本", t("library.collections.make"));
      await expect(library.title("日本")).toBeVisible();
      await expect(page.getByText(t("library.collections.liesIn", { name: "旅行" }))).toBeVisible();
      await library.act("旅行", "rename");
      await library.name("远行", t("common.save"));
      await library.makeCollection("工作");
      await expect(library.collections).toHaveText([/^远行/, /^日本/, /^工作/]);
      const ordered = page.waitForResponse((response) => response.url().endsWith("/collections/order"));
      await library.act("工作", "moveUp");
      await ordered;
      await expect(library.collections).toHaveText([/^工作/, /^远行/, /^日本/]);
      await page.reload();
      await expect(library.collections).toHaveText([/^工作/, /^远行/, /^日本/]);

      await library.act("日本", "nest");
      await library.dialog.getByRole("button", { name: "工作", exact: true }).click();
      await expect(library.collections).toHaveText([/^工作/, /^日本/, /^远行/]);

      await library.act("远行", "delete");
      const asking = page.getByRole("alertdialog");
      await expect(asking).toContainText(t("library.collections.deleteDetail", { inside: 0 }));
      await asking.getByRole("button", { name: t("library.collections.delete"), exact: true }).click();
      await expect(library.collections).toHaveText([/^工作/, /^日本/]);
      await library.place(t("library.collections.all")).click();
      await expect(library.cells()).toHaveCount(2);
      await library.count(t("library.collections.none"), 2);
    });
  });

test("images are dragged onto a collection, and undoing brings each back to where it lay", async ({
  context,
  page,
  person,
  t,
}) => {
  for (const seed of [1, 2, 3]) await bring(context, await drawn(seed));
  const library = new LibraryPage(page, t);
  await library.open();
  await library.makeCollection("山");
  await library.place(t("library.collections.all")).click();
  await expect(library.cells(), person.username).toHaveCount(3);
  await library.select(0, 1);
  await library.cells().first().dragTo(library.place("山"));
  await expect(page.getByText(t("viewer.moved", { count: 2, name: "山" }), { exact: true })).toBeVisible();
  await library.count("山", 2);
  await page.getByRole("button", { name: t("viewer.undo"), exact: true }).click();
  await library.count("山", 0);
  await library.count(t("library.collections.none"), 3);
});

test("collections take another order by the pointer", async ({ page, person, t }) => {
  const library = new LibraryPage(page, t);
  await library.open();
  for (const name of ["甲", "乙", "丙"]) await library.makeCollection(name);
  await expect(library.collections, person.username).toHaveText([/^甲/, /^乙/, /^丙/]);
  const ordered = page.waitForResponse((response) => response.url().endsWith("/collections/order"));
  await library.place("丙").dragTo(library.place("甲"), { targetPosition: { x: 60, y: 4 } });
  await ordered;
  await expect(library.collections).toHaveText([/^丙/, /^甲/, /^乙/]);
  await page.reload();
  await expect(library.collections).toHaveText([/^丙/, /^甲/, /^乙/]);
});

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("the viewer puts an image into a new collection and makes it the cover", async ({
      context,
      page,
      person,
      t,
    }) => {
      const older = await bring(context, await drawn(1));
      await bring(context, await drawn(2));
      const library = new LibraryPage(page, t);
      const viewer = new Viewer(page, t);
      await library.open();
      await expect(library.cells(), person.username).toHaveCount(2);
      await library.cells().first().focus();
      await page.keyboard.press("Control+a");
      await library.button("moveToCollection").click();
      await library.dialog.getByRole("searchbox").fill("封面");
      await library.dialog
        .getByRole("button", { name: t("viewer.createNamed", { name: "封面" }), exact: true })
        .click();
      await library.count("封面", 2);

      await library.cells().nth(1).click();
      await expect(viewer.at(2, 2)).toBeVisible();
      await viewer.panel.getByRole("button", { name: t("viewer.useAsCover"), exact: true }).click();
      await expect(page.getByText(t("viewer.coverSet", { name: "封面" }), { exact: true })).toBeVisible();
      await expect(viewer.panel.getByRole("button", { name: t("viewer.useAsCover") })).toHaveCount(0);
      await viewer.close();
      await expect(library.place("封面").locator("img")).toHaveAttribute("src", new RegExp(older.id));
    });
  });

test("a collection that is gone says so, and its address leads back to all images", async ({
  context,
  page,
  person,
  t,
}) => {
  await bring(context, await drawn(1));
  const library = new LibraryPage(page, t);
  await page.goto(`/library?collection=col_${"0".repeat(26)}`);
  await expect(library.empty("gone"), person.username).toBeVisible();
  await page
    .getByRole("main")
    .getByRole("link", { name: t("library.empty.showAll"), exact: true })
    .click();
  await expect(library.cells()).toHaveCount(1);
  await expect(page).toHaveURL("/library");
});

for (const language of LOCALES)
  test.describe(`on a phone, ${language}`, () => {
    test.use({ language, viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });

    test("the places are a row to push aside, collections are kept in a sheet, and a finger that stays selects", async ({
      context,
      page,
      person,
      t,
    }) => {
      await bring(context, await drawn(1));
      const library = new LibraryPage(page, t);
      await library.open();
      await expect(library.cells(), person.username).toHaveCount(1);
      await page.getByRole("button", { name: t("library.collections.manage"), exact: true }).tap();
      await library.dialog.getByRole("button", { name: t("library.collections.new"), exact: true }).tap();
      const named = page.getByRole("dialog", { name: t("library.collections.new") });
      await named.getByRole("textbox").fill("手机");
      await named.getByRole("button", { name: t("library.collections.make"), exact: true }).tap();
      await expect(library.title("手机")).toBeVisible();
      await library.place(t("library.collections.all")).tap();
      await library.button("select").tap();
      await library.cells().first().tap();
      await library.moveInto("手机");
      await library.place("手机").tap();
      await expect(library.cells()).toHaveCount(1);
      await library.cells().first().dispatchEvent("pointerdown", { pointerType: "touch", isPrimary: true });
      await expect(library.selected(1)).toBeVisible();
      await library.cells().first().dispatchEvent("pointerup", { pointerType: "touch", isPrimary: true });
      await library.button("endSelecting").tap();
      await expect(library.button("select")).toBeVisible();
    });
  });
