import type { BrowserContext } from "@playwright/test";
import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { newId } from "@/lib/platform/ids";
import { LOCALES } from "@/lib/platform/locale";
import { readLabelOf } from "../files/label-reader";
import { expect, test } from "../fixtures/browsers";
import { generate } from "../fixtures/orders";
import { MOST_SHIFT, shifted, watchShifts } from "../fixtures/shifts";
import { SharedPage, ShareWindow } from "../pages/gallery/sharing";
import { LibraryPage } from "../pages/library-page";

async function putInto(context: BrowserContext, collectionId: string, id: string): Promise<void> {
  const answer = await context.request.post("/api/v1/images/move", { data: { ids: [id], collectionId } });
  expect(answer.status(), await answer.text()).toBe(200);
}

async function makeCollection(context: BrowserContext, name: string): Promise<string> {
  const answer = await context.request.post("/api/v1/collections", { data: { name } });
  expect(answer.status(), await answer.text()).toBeLessThan(300);
  return (await answer.json()).id;
}

/** More images with the files of one, beside it; past every rule, because so many take long. */
async function multiply(id: string, count: number): Promise<void> {
  const [image] = await db().select().from(generatedImages).where(eq(generatedImages.id, id));
  if (!image) throw new Error(`${id} is not there`);
  const copies = Array.from({ length: count }, (_, index) => ({
    ...image,
    ...{ id: newId("image"), generationId: null },
    createdAt: new Date(image.createdAt.getTime() - (index + 1) * 1_000),
  }));
  await db().insert(generatedImages).values(copies);
}

for (const language of LOCALES)
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("a link to a collection, made from its menu, shows what it holds and what is added later", async ({
      context,
      openBrowser,
      page,
      person,
      t,
    }) => {
      const name = `图集 ${person.username}`;
      const { images } = await generate(context, { prompt: `甲 ${person.username}`, count: 2 });
      const [first = "", second = ""] = images.map(({ id }) => id);
      const collectionId = await makeCollection(context, name);
      await putInto(context, collectionId, first);
      const library = new LibraryPage(page, t);
      await library.open();
      await library.place(name).hover();
      await library.places
        .getByRole("button", { name: t("library.collections.menu", { name }), exact: true })
        .click();
      await page.getByRole("menuitem", { name: t("sharing.menu"), exact: true }).click();
      const path = await new ShareWindow(page, t).create({ days: "never" });

      const visitor = await openBrowser();
      const shared = new SharedPage(await visitor.newPage(), t);
      await shared.page.goto(path);
      await expect(shared.heading(name)).toBeVisible();
      const pictures = shared.grid(name).getByRole("button");
      await expect(pictures).toHaveCount(1);
      expect((await visitor.request.get(`${path}/files/${second}/display`)).status()).toBe(404);
      await putInto(context, collectionId, second);
      await expect(async () => {
        await shared.page.reload();
        await expect(pictures).toHaveCount(2, { timeout: 3_000 });
      }).toPass({ timeout: 30_000 });
      const file = await visitor.request.get(`${path}/files/${second}/download?format=jpeg`);
      expect((await readLabelOf(await file.body())).marks).toBe(1);
    });
  });

const looks = [
  { name: "a wide screen", viewport: { width: 1440, height: 900 }, isMobile: false },
  { name: "a phone", viewport: { width: 360, height: 740 }, isMobile: true },
];

/** Pictures of 16:9 side by side, on the widest of these screens. */
const MOST_IN_ROW = 6;

for (const { name: look, ...use } of looks)
  test.describe(`on ${look}`, () => {
    test.use({ ...use, language: "en" });
    test("a shared collection loads page after page without anything moving, and a picture opens over it", async ({
      context,
      page,
      person,
      t,
    }) => {
      const name = `Harbour ${person.username}`;
      const prompt = `Boats ${person.username}`;
      const [image] = (await generate(context, { prompt, count: 1, ratio: "16:9" })).images;
      const collectionId = await makeCollection(context, name);
      await putInto(context, collectionId, image?.id ?? "");
      await multiply(image?.id ?? "", 69);
      const made = await context.request.post("/api/v1/shares", { data: { collectionId } });
      const { path } = await made.json();
      await context.clearCookies({ name: /session/ });

      await watchShifts(page);
      const shared = new SharedPage(page, t);
      await page.goto(path);
      const pictures = shared.grid(name).getByRole("button");
      // The first page without its last row, which the second one may change: it is drawn when that is here.
      const isFirstPage = async () => {
        const count = await pictures.count();
        return count < 60 && count >= 60 - MOST_IN_ROW;
      };
      await expect.poll(isFirstPage).toBe(true);
      // As fast as a hand does it, until the second page has come.
      await expect
        .poll(
          async () => {
            await page.evaluate(() => window.scrollBy(0, 500));
            return pictures.count();
          },
          { intervals: [200], timeout: 60_000 },
        )
        .toBe(70);
      await expect(page.getByText(t("common.endOfList"), { exact: true })).toBeAttached();
      await expect
        .poll(() =>
          page.evaluate(() => [...document.images].every((one) => one.complete || one.loading === "lazy")),
        )
        .toBe(true);
      expect(await shifted(page)).toBeLessThan(MOST_SHIFT);

      await pictures.last().click();
      await expect(shared.picture(prompt)).toBeVisible();
      await expect(shared.download).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(shared.download).toHaveCount(0);
      await expect(pictures.last()).toBeFocused();
    });
  });
