import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Download } from "@playwright/test";
import { LOCALES } from "@/lib/platform/locale";
import { findVisibleLabel, readLabelOf } from "../files/label-reader";
import { newPerson } from "../fixtures/people";
import { server } from "../fixtures/stack/server";
import { expect, test } from "../fixtures/test";
import { AuthPage } from "../pages/auth-page";
import { CreatePage } from "../pages/create-page";
import { LibraryPage } from "../pages/library-page";
import { Viewer } from "../pages/viewer";

const stories = {
  "zh-CN": "雪山下的湖，清晨的薄雾",
  en: "a lighthouse above a stormy sea",
};
const IPTC_AI = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("a newcomer signs up, watches four pictures come, pays for four, and downloads a labelled one", async ({
      page,
      t,
    }) => {
      const prompt = stories[language];
      const auth = new AuthPage(page, t);
      const person = newPerson();
      await page.goto("/");
      await page.getByRole("link", { name: t("home.start"), exact: true }).click();
      await auth.signUp(person);
      await expect(auth.account(person)).toBeVisible();

      const create = new CreatePage(page, t);
      await create.open();
      await expect(create.balance(50)).toBeVisible();
      const card = await create.order({ prompt, count: 4, price: 4, ratio: "16:9" });
      await expect(card.announcement).toContainText(prompt.slice(0, 20));
      await card.watchProgress(3);
      await expect(card.article.getByText(t("create.outcome.used", { charged: 4 }))).toBeVisible({
        timeout: 60_000,
      });
      await expect(card.announcement).toHaveText(
        t("create.card.announceDone", { prompt: prompt.slice(0, 40), count: 4 }),
      );
      await expect(card.pictures).toHaveCount(4);
      await expect(create.balance(46)).toBeVisible();

      const library = new LibraryPage(page, t);
      const viewer = new Viewer(page, t);
      await page.getByRole("link", { name: t("shell.library"), exact: true }).click();
      await expect(library.cells(prompt)).toHaveCount(4);
      await library.cells(prompt).first().click();
      await expect(viewer.at(1, 4)).toBeVisible();
      await page.keyboard.press("ArrowRight");
      await expect(viewer.at(2, 4)).toBeVisible();
      await page.keyboard.press("ArrowLeft");
      await expect(viewer.at(1, 4)).toBeVisible();
      const id = new URL(page.url()).searchParams.get("image") ?? "";
      const generation = (await viewer.any.getByText(/^gen_[0-9a-z]{26}$/).textContent()) ?? "";

      const png = await bytesOf(await viewer.download());
      const jpeg = await bytesOf(await viewer.downloadAs("jpeg"));
      for (const file of [png, jpeg]) {
        const label = await readLabelOf(file);
        expect(label.marks).toBe(1);
        expect(label.digitalSourceType).toBe(IPTC_AI);
        expect(label.aigc).toMatchObject({ Label: "1", ProduceID: generation, PropagateID: generation });
      }
      await expectVisibleLabel(png, id);

      await viewer.close();
      await page.getByRole("link", { name: t("shell.creditsChip", { count: 46 }) }).click();
      const rows = page.getByRole("table", { name: t("ledger.entries") }).getByRole("row");
      await expect(rows).toHaveCount(4);
      await expect(rows.nth(1)).toContainText(t("ledger.settled", { count: 4 }));
      await expect(rows.nth(2)).toContainText(t("ledger.kinds.reserve"));
      await expect(rows.nth(2)).toContainText("-4");
      await expect(rows.nth(3)).toContainText(t("ledger.sources.welcome"));
      await expect(rows.nth(3)).toContainText("+50");
    });
  });

async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path());
}

/** In the bottom right corner, its writing at least 5 % of the short side high (GB 45438-2025). */
async function expectVisibleLabel(png: Buffer, imageId: string): Promise<void> {
  const folder = join(server.dataFolder(), "files");
  const original = globSync(`**/${imageId}/original.*`, { cwd: folder })[0] ?? "missing";
  const { widthPx, heightPx, changed, writing } = await findVisibleLabel(png, join(folder, original));
  const shortSide = Math.min(widthPx, heightPx);
  expect(changed.left).toBeGreaterThan(widthPx / 2);
  expect(changed.top).toBeGreaterThan(heightPx * 0.8);
  expect(writing.bottom - writing.top + 1).toBeGreaterThanOrEqual(shortSide * 0.05);
}
