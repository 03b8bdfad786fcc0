import { LOCALES } from "@/lib/platform/locale";
import { expect, test } from "../fixtures/test";
import { LibraryPage } from "../pages/library-page";
import { Viewer } from "../pages/viewer";
import { bring, drawn } from "./pictures";

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("images of the trash are deleted for good one by one, and all of them once the word is typed", async ({
      context,
      page,
      person,
      t,
    }) => {
      const images = [];
      for (const seed of [1, 2, 3]) images.push(await bring(context, await drawn(seed)));
      const ids = images.map(({ id }) => id);
      const trashed = await context.request.post("/api/v1/images/trash", { data: { ids } });
      expect(trashed.status()).toBe(200);
      const library = new LibraryPage(page, t);
      const viewer = new Viewer(page, t);
      await library.openTrash();
      const cells = library.trash.locator("button[data-image-id]");
      await expect(cells, person.username).toHaveCount(3);
      const purge = t("library.purge");
      const confirm = page.getByRole("alertdialog");

      await library.button("select").click();
      await cells.first().click();
      await library.button("purge").click();
      await confirm.getByRole("button", { name: t("common.cancel"), exact: true }).click();
      await expect(library.selected(1)).toBeVisible();
      await library.button("purge").click();
      await confirm.getByRole("button", { name: purge, exact: true }).click();
      await expect(cells).toHaveCount(2);

      await cells.first().click();
      await expect(viewer.at(1, 2)).toBeVisible();
      await viewer.any.getByRole("button", { name: t("viewer.purge"), exact: true }).click();
      await confirm.getByRole("button", { name: purge, exact: true }).click();
      await expect(viewer.at(1, 1)).toBeVisible();
      await expect(confirm).toHaveCount(0);
      await viewer.close();

      await page.getByRole("button", { name: t("library.emptyTrash"), exact: true }).click();
      const yes = confirm.getByRole("button", { name: t("library.emptyTrash"), exact: true });
      await expect(yes).toBeDisabled();
      await confirm.getByRole("textbox").fill(t("library.emptyTrashWord"));
      await yes.click();
      await expect(library.empty("trash")).toBeVisible();
      for (const id of ids)
        await expect.poll(async () => (await context.request.get(`/api/v1/images/${id}`)).status()).toBe(404);
    });
  });
