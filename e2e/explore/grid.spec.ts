import type { Page } from "@playwright/test";
import { publish, publishCopies } from "../fixtures/gallery";
import { MOST_SHIFT, shifted, watchShifts } from "../fixtures/shifts";
import { expect, test } from "../fixtures/test";
import { ExplorePage, signOut } from "../pages/gallery/explore-page";

/** Enough for three pages and for a grid that draws only what is near the screen. */
const COPIES = 130;

/** Scrolls on, as fast as a hand does, until the list has ended and its end is in sight. */
async function scrollToEnd(page: Page, end: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.evaluate(() => window.scrollBy(0, 500));
        const mark = page.getByText(end, { exact: true });
        const box = (await mark.count()) > 0 ? await mark.boundingBox() : null;
        return box !== null && box.y < (page.viewportSize()?.height ?? 0);
      },
      { timeout: 90_000, intervals: [200] },
    )
    .toBe(true);
}

const looks = [
  { name: "a wide screen", viewport: { width: 1440, height: 900 }, isMobile: false, userAgent: undefined },
  {
    name: "a phone",
    viewport: { width: 360, height: 740 },
    isMobile: true,
    userAgent: "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
  },
];

for (const { name, ...use } of looks)
  test.describe(`on ${name}`, () => {
    test.use(use);
    test("the gallery and an author's page load page after page without anything moving", async ({
      context,
      page,
      person,
      t,
    }) => {
      const id = await publish(context, { prompt: `长卷 ${person.username}`, ratio: "16:9" });
      await publishCopies(id, COPIES);
      await signOut(context);
      await watchShifts(page);
      const explore = new ExplorePage(page, t);
      await explore.open(`/authors/${person.username}`);
      await expect(explore.cells().first()).toBeVisible();
      await scrollToEnd(page, t("common.endOfList"));
      const last = explore.cells().last().locator("xpath=ancestor::li");
      await expect(last).toHaveAttribute("aria-posinset", String(COPIES + 1));
      expect(await shifted(page)).toBeLessThan(MOST_SHIFT);

      await explore.open();
      await expect(explore.cells().first()).toBeVisible();
      await page.evaluate(() => window.scrollBy(0, 4_000));
      await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(1_000);
      await expect
        .poll(() =>
          page.evaluate(() =>
            [...document.images].every((image) => image.complete || image.loading === "lazy"),
          ),
        )
        .toBe(true);
      expect(await shifted(page)).toBeLessThan(MOST_SHIFT);
    });
  });

test("going back from an image finds the place in a list of several pages", async ({
  context,
  page,
  person,
  t,
}) => {
  const id = await publish(context, { prompt: `归处 ${person.username}` });
  await publishCopies(id, COPIES);
  const explore = new ExplorePage(page, t);
  await explore.open(`/authors/${person.username}`);
  await scrollToEnd(page, t("common.endOfList"));
  const cell = explore.cells().last();
  const href = await cell.getAttribute("href");
  const before = await page.evaluate(() => window.scrollY);
  await cell.click();
  await expect(page).toHaveURL(href ?? "");
  await page.goBack();
  await expect(page).toHaveURL(`/authors/${person.username}`);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(before - 50);
  await expect(explore.main.locator(`a[href="${href}"]`)).toBeInViewport();
});

test("a page that does not come says so, keeps what is shown, and comes when asked for again", async ({
  complaints,
  context,
  page,
  person,
  t,
}) => {
  complaints.expect(/\/api\/v1\/gallery\?/);
  complaints.expect(/Failed to load resource/);
  const id = await publish(context, { prompt: `断线 ${person.username}` });
  await publishCopies(id, 60);
  const explore = new ExplorePage(page, t);
  await page.route("**/api/v1/gallery?*", (route) => route.abort());
  await explore.open(`/authors/${person.username}`);
  await page.evaluate(() => window.scrollBy(0, 6_000));
  await expect(page.getByText(t("explore.loadFailed"))).toBeVisible();
  await expect(explore.cells()).toHaveCount(40);
  await page.unroute("**/api/v1/gallery?*");
  await page.getByRole("link", { name: t("common.retry"), exact: true }).click();
  await expect(explore.cells()).toHaveCount(61);
});

test("by keyboard the pictures are reached one after the other, with the heart of each", async ({
  context,
  page,
  person,
  t,
}) => {
  const id = await publish(context, { prompt: `按键 ${person.username}` });
  await publishCopies(id, 2);
  await signOut(context);
  const explore = new ExplorePage(page, t);
  await explore.open(`/explore?q=${person.username}`);
  await expect(explore.cells()).toHaveCount(3);
  await explore.cells().first().focus();
  await page.keyboard.press("Tab");
  await expect(page.locator(":focus")).toHaveAccessibleName(new RegExp(`^${t("explore.likeSignedOut")} `));
  await page.keyboard.press("Tab");
  await expect(explore.cells().nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/explore\/img_/);
});
