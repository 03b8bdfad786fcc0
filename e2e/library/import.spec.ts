import { LOCALES } from "@/lib/platform/locale";
import { alive } from "../fixtures/alive";
import { expect, test } from "../fixtures/test";
import { LibraryPage } from "../pages/library-page";
import { Viewer } from "../pages/viewer";
import { drawn } from "./pictures";

const file = async (seed: number, name = `photo-${seed}.png`) => ({
  name,
  mimeType: "image/png",
  buffer: await drawn(seed),
});

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("files are imported into the open collection, declared as made by an AI, and a wrong one says why", async ({
      page,
      person,
      t,
    }) => {
      const library = new LibraryPage(page, t);
      const viewer = new Viewer(page, t);
      await library.open();
      await library.makeCollection("导入");
      await library.openImport();
      await expect(library.dialog).toContainText(t("library.import.into", { name: "导入" }));
      const wrong = { name: "notes.png", mimeType: "image/png", buffer: Buffer.from("these are no pixels") };
      await library.chooseFiles([await file(1), wrong, await file(2)]);
      await expect(library.file("notes.png"), person.username).toContainText(t("editor.upload.problem.type"));
      await library.dialog.getByRole("switch", { name: t("library.import.declare") }).click();
      await library.importStart(2).click();
      await library.importDone.click();
      await expect(library.cells()).toHaveCount(2);
      await library.count("导入", 2);
      await library.cells().first().click();
      await expect(viewer.panel).toContainText(t("viewer.labels.declared"));
    });
  });

test("a file that the server refuses can be tried again, and the others are not held up", async ({
  page,
  person,
  complaints,
  t,
}) => {
  complaints.expect(/503/);
  const library = new LibraryPage(page, t);
  await library.open();
  await library.openImport();
  await library.chooseFiles([await file(1), await file(2), await file(3)]);
  let refused = 0;
  await page.route("**/api/v1/images/uploads**", (route) => {
    refused += 1;
    return refused === 1
      ? route.fulfill({
          status: 503,
          contentType: "application/problem+json",
          body: JSON.stringify({ code: "internal_error", detail: "", requestId: "req_test" }),
        })
      : route.continue();
  });
  await library.importStart(3).click();
  const again = library.dialog.getByRole("button", {
    name: t("library.import.retry", { count: 1 }),
    exact: true,
  });
  await expect(again, person.username).toBeVisible();
  await expect(library.dialog).toContainText(t("errors.code.internal_error"));
  await again.click();
  await library.importDone.click();
  await expect(library.cells()).toHaveCount(3);
});

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("when the storage is full the rest waits for room and says so", async ({
      page,
      person,
      complaints,
      t,
    }) => {
      complaints.expect(/409/);
      const library = new LibraryPage(page, t);
      await library.open();
      await page.route("**/api/v1/images/uploads**", (route) =>
        route.fulfill({
          status: 409,
          contentType: "application/problem+json",
          body: JSON.stringify({ code: "storage_full", detail: "", requestId: "req_test" }),
        }),
      );
      await library.openImport();
      await library.chooseFiles([await file(1), await file(2), await file(3), await file(4)]);
      await library.importStart(4).click();
      await expect(
        library.dialog.getByRole("button", { name: t("library.import.retry", { count: 4 }), exact: true }),
        person.username,
      ).toBeVisible();
      await expect(library.dialog.getByText(t("errors.code.storage_full"))).toHaveCount(4);
    });
  });

test("files that are dropped on the library wait in its window", async ({ page, person, t }) => {
  const library = new LibraryPage(page, t);
  await library.open();
  await expect(library.empty("library"), person.username).toBeVisible();
  await alive(library.importButton);
  const bytes = [...(await drawn(7))];
  const data = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(content)], "dropped.png", { type: "image/png" }));
    return transfer;
  }, bytes);
  const main = page.getByRole("main");
  await main.dispatchEvent("dragenter", { dataTransfer: data });
  await expect(page.getByText(t("library.import.drop"), { exact: true })).toBeVisible();
  await main.dispatchEvent("drop", { dataTransfer: data });
  await expect(page.getByText(t("library.import.drop"), { exact: true })).toHaveCount(0);
  await library.importStart(1).click();
  await library.importDone.click();
  await expect(library.cells()).toHaveCount(1);
});
