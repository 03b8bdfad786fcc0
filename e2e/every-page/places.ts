import type { BrowserContext, Page } from "@playwright/test";
import { collector, reviewer, signIn } from "../fixtures/people";
import { server } from "../fixtures/stack/server";
import { expect } from "../fixtures/test";
import { recordOf } from "./records";
import { report, sharedPath, twins } from "./shown";

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
  { name: "nothing found", path: "/explore?q=zzqqxx", signedIn: false, ready: "h2" },
  { name: "recover", path: "/recover", signedIn: false, ready: "form" },
  { name: "reset", path: "/reset?token=none", signedIn: false, ready: "h1" },
  { name: "offline", path: "/offline.html", signedIn: false, ready: "h1" },
  { name: "shared", path: "/s", signedIn: false, ready: "figure img" },
  { name: "shared with a password", path: "/s", signedIn: false, ready: "form input" },
  { name: "create", path: "/create", signedIn: true, ready: "article img" },
  { name: "library", path: "/library", signedIn: true, ready: "button[data-image-id] img" },
  { name: "viewer", path: "/library", signedIn: true, ready: "[data-stage] img" },
  { name: "trash", path: "/library?trash=true", signedIn: true, ready: "h1" },
  { name: "no duplicates", path: "/library/duplicates", signedIn: true, ready: "h2" },
  { name: "edit", path: "/edit", signedIn: true, ready: "a[data-image-id] img" },
  { name: "editor", path: "/edit?operation=inpaint", signedIn: true, ready: "aside form, [data-stage] img" },
  { name: "history", path: "/history", signedIn: true, ready: "button[data-image-id] img" },
  { name: "credits", path: "/credits", signedIn: true, ready: "table" },
  { name: "settings", path: "/settings", signedIn: true, ready: "form" },
  { name: "keys", path: "/settings/keys", signedIn: true, ready: "section h2" },
  { name: "programs", path: "/settings/programs", signedIn: true, ready: "section h2" },
  { name: "notifications", path: "/notifications", signedIn: true, ready: "[role=radiogroup]" },
  { name: "notification-settings", path: "/settings/notifications", signedIn: true, ready: "table" },
  { name: "duplicates", path: "/library/duplicates", signedIn: true, ready: "section li img" },
  { name: "review", path: "/admin/review", signedIn: true, ready: "article img" },
  { name: "reports", path: "/admin/review?view=reports", signedIn: true, ready: "main li img" },
  { name: "appeals", path: "/admin/review?view=appeals", signedIn: true, ready: "h1" },
  { name: "admin", path: "/admin", signedIn: true, ready: "h1" },
  { name: "admin/find", path: "/admin/find?q=zzqqxx", signedIn: true, ready: "h1" },
  { name: "admin/users", path: "/admin/users", signedIn: true, ready: "main table" },
  { name: "admin/generations", path: "/admin/generations", signedIn: true, ready: "main table" },
  { name: "admin/generations/uncertain", path: "/admin/generations/uncertain", signedIn: true, ready: "h1" },
  { name: "admin/content", path: "/admin/content", signedIn: true, ready: "h1" },
  { name: "admin/styles", path: "/admin/styles", signedIn: true, ready: "main table" },
  { name: "admin/vendors", path: "/admin/vendors", signedIn: true, ready: "main table" },
  { name: "admin/vendors/models", path: "/admin/vendors/models", signedIn: true, ready: "main table" },
  { name: "admin/money/orders", path: "/admin/money/orders", signedIn: true, ready: "h1" },
  { name: "admin/money/refunds", path: "/admin/money/refunds", signedIn: true, ready: "h1" },
  { name: "admin/money/products", path: "/admin/money/products", signedIn: true, ready: "main table" },
  { name: "admin/money/differences", path: "/admin/money/differences", signedIn: true, ready: "h1" },
  { name: "admin/money/ledger", path: "/admin/money/ledger", signedIn: true, ready: "main table" },
  { name: "admin/stats", path: "/admin/stats", signedIn: true, ready: "h1" },
  { name: "admin/system/audit", path: "/admin/system/audit", signedIn: true, ready: "h1" },
  { name: "admin/system/jobs", path: "/admin/system/jobs", signedIn: true, ready: "main table" },
  { name: "admin/system/deliveries", path: "/admin/system/deliveries", signedIn: true, ready: "h1" },
  { name: "admin/system/switches", path: "/admin/system/switches", signedIn: true, ready: "h1" },
  { name: "admin/system/announcements", path: "/admin/system/announcements", signedIn: true, ready: "h1" },
  { name: "admin/users/one", path: "/admin/users", signedIn: true, ready: "main section dl" },
  { name: "admin/generations/one", path: "/admin/generations", signedIn: true, ready: "main section dl" },
  { name: "admin/content/image", path: "/admin/content/images", signedIn: true, ready: "main dl" },
  {
    name: "admin/styles/one",
    path: "/admin/styles?open=watercolor",
    signedIn: true,
    ready: "[role=dialog] dl",
  },
  {
    ...{ name: "admin/vendors/model", path: "/admin/vendors/models?open=stable-core" },
    ...{ signedIn: true, ready: "[role=dialog] dl" },
  },
  { name: "admin/vendors/config", path: "/admin/vendors", signedIn: true, ready: "[role=dialog] dl" },
] as const;
export type Place = (typeof places)[number];

/** The pages of the panel, which an admin works with at a desk. */
export const isOfPanel = ({ path }: Place): boolean => path.startsWith("/admin");

/** What pages of the reviewer show besides the seed; they and the whole panel are visited as that person. */
const ofReviewer: Partial<Record<Place["name"], (context: BrowserContext) => Promise<unknown>>> = {
  duplicates: twins,
  review: twins,
  reports: report,
};

export const themes = ["light", "dark"] as const;

/** Signs in as somebody who has things; nobody changes them. */
export const becomeCollector = (context: BrowserContext) => signIn(context, collector());

export const chooseTheme = (context: BrowserContext, theme: (typeof themes)[number]) =>
  context.addCookies([{ name: "theme", value: theme, url: server.url() }]);

/** Opens a page and waits until it stands still: its pictures loaded, its motion over. */
export async function visit(page: Page, place: Place): Promise<void> {
  const path = await prepare(page.context(), place);
  await page.goto(path);
  if (place.name === "viewer") await page.locator("button[data-image-id]").first().click();
  if (place.name === "image") await page.locator("a[data-image-id]").first().click();
  if (place.name === "editor") await page.locator("a[data-image-id]").first().click();
  await expect(page.locator(place.ready).filter({ visible: true }).first()).toBeVisible();
  await standsStill(page);
}

/** Makes what a page needs beyond the seed; its address. */
async function prepare(context: BrowserContext, { name, path }: Place): Promise<string> {
  if (name === "shared" || name === "shared with a password")
    return sharedPath({ locked: name !== "shared" });
  const make = ofReviewer[name];
  if (make || path.startsWith("/admin")) await signIn(context, reviewer());
  await make?.(context);
  const record = recordOf[name];
  return record ? `${path}${await record()}` : path;
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
