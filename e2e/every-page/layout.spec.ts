import type { Page } from "@playwright/test";
import { LOCALES } from "@/lib/platform/locale";
import { expect, test } from "../fixtures/test";
import { becomeCollector, isOfPanel, places, visit } from "./places";

const NARROWEST = { width: 360, height: 740 };
/**
 * The narrowest window in which an admin works, upright: it is the width that is tried, and what is told to everybody
 * meanwhile stands above what a page is about.
 */
const DESK = { width: 1024, height: 1366 };

const groups = {
  outside: places.filter((place) => !place.signedIn),
  inside: places.filter((place) => place.signedIn && !isOfPanel(place)),
  "of the panel": places.filter(isOfPanel),
};

for (const language of LOCALES)
  test.describe(`at 360 px in ${language}`, () => {
    test.use({ language, viewport: NARROWEST, hasTouch: true, isMobile: true });
    for (const [group, members] of Object.entries(groups))
      test(`no page ${group} is wider than the screen`, async ({ context, page }) => {
        if (group !== "outside") await becomeCollector(context);
        for (const place of members) {
          await visit(page, place);
          expect(await widerThanScreen(page), place.name).toEqual([]);
        }
      });
  });

test.describe("at 1024 px", () => {
  test.use({ viewport: DESK });
  test("no page of the panel is wider than the screen, and what it is about is in sight", async ({
    page,
  }) => {
    for (const place of groups["of the panel"]) {
      await visit(page, place);
      expect(await widerThanScreen(page), place.name).toEqual([]);
      const first = page.locator(place.ready).filter({ visible: true }).first();
      await expect(first, place.name).toBeInViewport();
    }
  });
});

/** What makes the page scroll sideways, if it does. */
const widerThanScreen = (page: Page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width && window.innerWidth <= width) return [];
    return [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > width + 0.5)
      .map((element) => element.outerHTML.slice(0, 160));
  });

const MOST_SHIFT = 0.02;

for (const [name, width] of [
  ["home", 1280],
  ["library", 1280],
  // Narrow without saying so: a window beside another one, whose width the server cannot know.
  ["library", 360],
  ["explore", 360],
] as const)
  test(`nothing on ${name} at ${width} px moves while it loads and while it is scrolled`, async ({
    context,
    page,
  }) => {
    await page.setViewportSize({ width, height: 740 });
    const place = places.find((one) => one.name === name);
    if (!place) throw new Error(`There is no place ${name}.`);
    if (place.signedIn) await becomeCollector(context);
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if ("value" in entry) shifts.push(Number(entry.value));
      }).observe({ type: "layout-shift", buffered: true });
    });
    await visit(page, place);
    await page.mouse.wheel(0, 600);
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(100);
    await visitedAll(page);
    const shift = await page.evaluate(() => {
      const shifts: unknown = Reflect.get(window, "shifts");
      return Array.isArray(shifts) ? shifts.reduce<number>((sum, one) => sum + Number(one), 0) : Number.NaN;
    });
    expect(shift).toBeLessThan(MOST_SHIFT);
  });

/** Pictures far below are not loaded before somebody comes near them. */
const visitedAll = (page: Page) =>
  expect
    .poll(() =>
      page.evaluate(() => [...document.images].every((image) => image.complete || image.loading === "lazy")),
    )
    .toBe(true);
