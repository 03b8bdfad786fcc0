import { expect, test } from "../fixtures/test";
import { LibraryPage } from "../pages/library-page";
import { drawn } from "./pictures";

test.use({ language: "en" });

test("images are imported, sorted into a collection, tagged, deleted and brought back in English", async ({
  page,
  person,
  t,
}) => {
  const library = new LibraryPage(page, t);
  await library.open();
  await expect(library.empty("library"), person.username).toBeVisible();
  await library.openImport();
  await library.chooseFiles([
    { name: "one.png", mimeType: "image/png", buffer: await drawn(1) },
    { name: "two.png", mimeType: "image/png", buffer: await drawn(2) },
  ]);
  await library.importStart(2).click();
  await library.importDone.click();
  await expect(library.cells()).toHaveCount(2);
  await library.makeCollection("Harbour");
  await library.place(t("library.collections.all")).click();
  await library.select(0, 1);
  await library.moveInto("Harbour");
  await library.place("Harbour").click();
  await expect(library.cells()).toHaveCount(2);
  await library.select(0);
  await library.button("tagSelected").click();
  await library.dialog.getByRole("textbox").fill("boats");
  await library.dialog.getByRole("button", { name: t("viewer.addTag"), exact: true }).click();
  await library.dialog.getByRole("button", { name: t("common.save"), exact: true }).click();
  await library.filter("tag", "boats");
  await expect(library.cells()).toHaveCount(1);
  await library.select(0);
  await library.button("moveToTrash").click();
  await expect(library.empty("match")).toBeVisible();
  await expect(page.getByText(t("viewer.trashed", { count: 1 }), { exact: true })).toBeVisible();
  // The one before it takes the move back.
  await page
    .getByRole("button", { name: t("viewer.undo"), exact: true })
    .last()
    .click();
  await expect(library.cells()).toHaveCount(1);
});
