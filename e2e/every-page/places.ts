import type { BrowserContext, Page } from "@playwright/test";
import { collector, signIn } from "../fixtures/people";
import { server } from "../fixtures/stack/server";
import { expect } from "../fixtures/test";

/** Every page of the product, with what shows that it is there. */
export const places = [
  { name: "home", path: "/", signedIn: false, ready: "h1" },
  { name: "explore", path: "/explore", signedIn: false, ready: "a[data-image-id] img" },
  { name: "image", path: "/explore", signedIn: false, ready: "h1 + div time" },
  { name: "author", path: "/authors/enterprise", signedIn: false, ready: "a[data-image-id] img" },
  { name: "sign-in", path: "/sign-in", signedIn: false, ready: "form" },
  { name: "sign-up", path: "/sign-up", signedIn: false, ready: "form" },
  { name: "pricing", path: "/pricing", signedIn: false, ready: "dl" },
  { name: "downloads", path: "/downloads", signedIn: false, ready: "dl" },
  { name: "terms", path: "/legal/terms", signedIn: false, ready: "section h2" },
  { name: "privacy", path: "/legal/privacy", signedIn: false, ready: "section h2" },
  { name: "refunds", path: "/legal/refunds", signedIn: false, ready: "section h2" },
  { name: "recover", path: "/recover", signedIn: false, ready: "form" },
  { name: "create", path: "/create", signedIn: true, ready: "article img" },
  { name: "library", path: "/library", signedIn: true, ready: "button[data-image-id] img" },
  { name: "viewer", path: "/library", signedIn: true, ready: "[data-stage] img" },
  { name: "edit", path: "/edit", signedIn: true, ready: "a[data-image-id] img" },
  { name: "editor", path: "/edit?operation=inpaint", signedIn: true, ready: "aside form, [data-stage] img" },
  { name: "history", path: "/history", signedIn: true, ready: "button[data-image-id] img" },
  { name: "credits", path: "/credits", signedIn: true, ready: "table" },
  { name: "settings", path: "/settings", signedIn: true, ready: "form" },
  { name: "keys", path: "/settings/keys", signedIn: true, ready: "section h2" },
  { name: "programs", path: "/settings/programs", signedIn: true, ready: "section h2" },
  { name: "notifications", path: "/notifications", signedIn: true, ready: "[role=radiogroup]" },
  { name: "notification-settings", path: "/settings/notifications", signedIn: true, ready: "table" },
] as const;
export type Place = (typeof places)[number];

export const themes = ["light", "dark"] as const;

/** Signs in as somebody who has things; nobody changes them. */
export const becomeCollector = (context: BrowserContext) => signIn(context, collector());

export const chooseTheme = (context: BrowserContext, theme: (typeof themes)[number]) =>
  context.addCookies([{ name: "theme", value: theme, url: server.url() }]);

/** Opens a page and waits until it stands still: its pictures loaded, its motion over. */
export async function visit(page: Page, place: Place): Promise<void> {
  await page.goto(place.path);
  if (place.name === "viewer") await page.locator("button[data-image-id]").first().click();
  if (place.name === "image") await page.locator("a[data-image-id]").first().click();
  if (place.name === "editor") await page.locator("a[data-image-id]").first().click();
  await expect(page.locator(place.ready).filter({ visible: true }).first()).toBeVisible();
  await standsStill(page);
}

export const standsStill = (page: Page) =>
  expect.poll(() => page.evaluate(pending), { message: `${page.url()} settles` }).toBe(0);

/** Pictures in sight that are not there yet, and animations that will end. */
function pending(): number {
  const isInSight = (element: Element) => {
    const { top, bottom, width } = element.getBoundingClientRect();
    return width > 0 && bottom > 0 && top < window.innerHeight;
  };
  const pictures = [...document.images].filter((image) => isInSight(image) && !image.complete);
  const moving = document
    .getAnimations()
    .filter((one) => one.playState === "running" && one.effect?.getComputedTiming().endTime !== Infinity);
  return pictures.length + moving.length;
}
