import { readFileSync } from "node:fs";
import { LOCALES } from "@/lib/platform/locale";
import { readZip } from "../files/zip-reader";
import { generate } from "../fixtures/orders";
import { expect, test } from "../fixtures/test";
import { LibraryPage } from "../pages/library-page";
import { Viewer } from "../pages/viewer";
import { bring, drawn } from "./pictures";

const crane = "白鹤飞过湖面";

test("tags are given to several images, narrow the library, are found by the search and change in the viewer", async ({
  context,
  page,
  person,
  t,
}) => {
  for (const seed of [1, 2, 3]) await bring(context, await drawn(seed));
  const library = new LibraryPage(page, t);
  const viewer = new Viewer(page, t);
  await library.open();
  await expect(library.cells(), person.username).toHaveCount(3);
  await library.select(0, 1);
  await library.button("tagSelected").click();
  const input = library.dialog.getByRole("textbox", { name: t("viewer.addTag") });
  await input.fill("湖，清晨");
  await input.press("Enter");
  await library.dialog.getByRole("button", { name: t("common.save"), exact: true }).click();
  await expect(page.getByText(t("viewer.tagged", { count: 2 }), { exact: true })).toBeVisible();

  await library.filter("tag", "湖");
  await expect(library.cells()).toHaveCount(2);
  await expect(page).toHaveURL(/tag=/);
  await page.reload();
  await expect(library.cells()).toHaveCount(2);

  await library.cells().first().click();
  await expect(viewer.tags).toHaveCount(2);
  // Letters are words here and no keys of the viewer.
  await viewer.addTags("finite");
  await expect(viewer.tags).toHaveCount(3);
  await expect(viewer.any.getByRole("button", { name: t("viewer.favorite"), exact: true })).toHaveAttribute(
    "aria-pressed",
    "false",
  );
  const saved = page.waitForResponse((response) => response.url().endsWith("/images/tags"));
  await viewer.removeTag("清晨");
  await saved;
  await expect(viewer.tags).toHaveCount(2);
  await viewer.close();

  await library.chip(t("library.chip.tag", { tag: "湖" })).click();
  await expect(library.cells()).toHaveCount(3);
  await library.search.fill("清晨");
  await expect(library.cells()).toHaveCount(1);
});

test("filters become chips, each of which is taken away, and origin tells imports from generated images", async ({
  context,
  page,
  person,
  t,
}) => {
  await generate(context, { prompt: crane, ratio: "16:9" });
  await bring(context, await drawn(1));
  const library = new LibraryPage(page, t);
  await library.open();
  await expect(library.cells(), person.username).toHaveCount(2);
  await library.filter("origin", "generated");
  await expect(library.cells(crane)).toBeVisible();
  await expect(library.cells()).toHaveCount(1);
  await library.filter("ratio", "16:9");
  await expect(library.chip("16:9")).toBeVisible();
  await library.filter("publication", "public");
  await expect(library.empty("match")).toBeVisible();
  await library.chip(t("publishing.states.public")).click();
  await expect(library.cells()).toHaveCount(1);
  await page.getByRole("button", { name: t("library.clearFilters"), exact: true }).click();
  await expect(library.cells()).toHaveCount(2);
  await expect(page).toHaveURL("/library");
  await library.filter("origin", "uploaded");
  // First the one that is left: under an open window no cell would be found at all.
  await expect(library.cells()).toHaveCount(1);
  await expect(library.cells(crane)).toHaveCount(0);
});

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("several images are marked as favourites at once, and no longer", async ({
      context,
      page,
      person,
      t,
    }) => {
      for (const seed of [1, 2]) await bring(context, await drawn(seed));
      const library = new LibraryPage(page, t);
      await page.goto("/library?favorite=true");
      await expect(library.empty("favorites"), person.username).toBeVisible();
      await library.place(t("library.collections.all")).click();
      await library.select(0, 1);
      await library.button("favoriteSelected").click();
      await expect(page.getByText(t("viewer.favorited", { count: 2 }), { exact: true })).toBeVisible();
      await library.place(t("library.collections.favorites")).click();
      await expect(library.cells()).toHaveCount(2);
      await library.select(0);
      await library.button("unfavoriteSelected").click();
      await expect(library.cells()).toHaveCount(1);
    });

    test("several photos are handed in for the gallery at once, as what their owner says they are", async ({
      context,
      page,
      person,
      t,
    }) => {
      const ids: string[] = [];
      for (const seed of [1, 2, 3]) ids.push((await bring(context, await drawn(seed))).id);
      const library = new LibraryPage(page, t);
      await library.open();
      await expect(library.cells(), person.username).toHaveCount(3);
      await library.select(0, 1);
      await library.button("publishSelected").click();
      const window = page.getByRole("dialog", { name: t("publishing.title", { count: 2 }), exact: true });
      await window.getByRole("radio", { name: t("publishing.declarations.own_photo") }).click();
      await window.getByRole("button", { name: t("publishing.submit"), exact: true }).click();
      await expect(window.getByText(t("publishing.waiting", { count: 2 }), { exact: true })).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(window).toHaveCount(0);
      await expect(library.grid.getByText(t("publishing.states.pending"), { exact: true })).toHaveCount(2);
      await page.goto("/library?publication=pending");
      await expect(library.chip(t("publishing.states.pending"))).toBeVisible();
      await expect(library.cells()).toHaveCount(2);
      // Nobody is to decide about them: what waits belongs to all tests together.
      const back = await context.request.post("/api/v1/publications/withdraw", { data: { ids } });
      expect(back.ok(), await back.text()).toBe(true);
    });
  });

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("everything is exported as one ZIP with a list of what is in it", async ({
      context,
      page,
      person,
      t,
    }) => {
      await generate(context, { prompt: crane });
      const library = new LibraryPage(page, t);
      await library.open();
      await expect(library.cells(crane), person.username).toBeVisible();
      await page.getByRole("button", { name: t("common.more"), exact: true }).click();
      await page.getByRole("menuitem", { name: t("library.exportAll.menu"), exact: true }).click();
      const coming = page.waitForEvent("download");
      await library.dialog.getByRole("link", { name: t("library.exportAll.download"), exact: true }).click();
      const names = readZip(readFileSync(await (await coming).path())).map(({ name }) => name);
      expect(names).toContain("manifest.json");
      expect(names.filter((name) => name.endsWith(".png"))).toHaveLength(1);
    });
  });

test("a place that was left comes back where it was, and the selection stays behind", async ({
  context,
  page,
  person,
  t,
}) => {
  for (const seed of Array.from({ length: 12 }, (_, place) => place + 1))
    await bring(context, await drawn(seed, 480, 480));
  await page.setViewportSize({ width: 1100, height: 420 });
  const library = new LibraryPage(page, t);
  await library.open();
  await expect(library.cells(), person.username).toHaveCount(12);
  await library.cells().nth(11).scrollIntoViewIfNeeded();
  const depth = await page.evaluate(() => window.scrollY);
  expect(depth).toBeGreaterThan(100);
  await library.select(11);
  await library.place(t("library.collections.favorites")).click();
  await expect(library.empty("favorites")).toBeVisible();
  await page.goBack();
  await expect(library.button("select")).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(depth - 60);
});
