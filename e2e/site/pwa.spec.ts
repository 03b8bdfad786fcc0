import { z } from "zod";
import { LOCALES } from "@/lib/platform/locale";
import { becomeCollector } from "../every-page/places";
import { expect, test } from "../fixtures/test";
import { LibraryPage } from "../pages/library-page";

const manifestShape = z.object({
  name: z.literal("芯图"),
  start_url: z.literal("/create"),
  display: z.literal("standalone"),
  icons: z.array(
    z.object({ src: z.string(), sizes: z.string(), type: z.literal("image/png"), purpose: z.string() }),
  ),
  shortcuts: z.array(z.object({ url: z.string() })).min(1),
});

/** Width and height in the header of a PNG. */
const sizeOf = (png: Buffer): string => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;

/** Every address that some cache of the browser holds. */
const keptAddresses = () =>
  caches
    .keys()
    .then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))
    .then((lists) => lists.flat().map(({ url }) => new URL(url).pathname));

test("the manifest names an app with icons that exist in their sizes", async ({ page }) => {
  await page.goto("/");
  const href = await page.locator('link[rel="manifest"]').getAttribute("href");
  const answer = await page.request.get(href ?? "");
  expect(answer.headers()["content-type"]).toContain("application/manifest+json");
  const manifest = manifestShape.parse(await answer.json());
  expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`).sort()).toEqual([
    "192x192 any",
    "192x192 maskable",
    "512x512 any",
    "512x512 maskable",
  ]);
  for (const icon of manifest.icons) {
    const file = await page.request.get(icon.src);
    expect(file.headers()["content-type"], icon.src).toBe(icon.type);
    expect(sizeOf(await file.body()), icon.src).toBe(icon.sizes);
  }
});

test("the worker is never held back by a cache", async ({ page }) => {
  const answer = await page.request.get("/sw.js");
  expect(answer.headers()["cache-control"]).toBe("no-cache");
  expect(answer.headers()["content-type"]).toContain("text/javascript");
});

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("without a network a page of our own says so, and with it everything is back", async ({
      context,
      page,
      person,
      complaints,
      t,
    }) => {
      complaints.expect(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
      await page.goto("/credits");
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await context.setOffline(true);
      await page.goto("/library", { waitUntil: "commit" });
      await expect(page.getByRole("heading", { name: "没有网络" }), person.username).toBeVisible();
      await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
      await expect(page).toHaveURL("/library");
      await context.setOffline(false);
      await expect(page.getByRole("heading", { name: t("library.title"), exact: true })).toBeVisible();
    });
  });

test("only files that never change are kept: no page, no answer of the API, no picture", async ({
  context,
  page,
  complaints,
  t,
}) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  await becomeCollector(context);
  const library = new LibraryPage(page, t);
  await library.open();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // The worker takes over with the next page, and then sees all that it asks for.
  await page.reload();
  await expect(library.cells().first().locator("img")).toBeVisible();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  const asked = await page.evaluate(() => fetch("/api/v1/me").then((answer) => answer.status));
  expect(asked).toBe(200);
  await expect
    .poll(() => page.evaluate(keptAddresses))
    .toContainEqual(expect.stringMatching(/^\/_next\/static\//));
  const kept = await page.evaluate(keptAddresses);
  expect(kept.filter((path) => path !== "/offline.html" && !path.startsWith("/_next/static/"))).toEqual([]);
  await context.setOffline(true);
  const offline = await page.evaluate(() =>
    fetch("/api/v1/me").then(
      () => "answered",
      () => "failed",
    ),
  );
  expect(offline).toBe("failed");
  await context.setOffline(false);
});

test.describe("inside WeChat", () => {
  test.use({
    userAgent:
      "Mozilla/5.0 (Linux; Android 15; wv) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50",
  });

  test("there is no worker", async ({ page }) => {
    await page.goto("/");
    await page.waitForLoadState("load");
    expect(
      await page.evaluate(() => navigator.serviceWorker.getRegistrations().then(({ length }) => length)),
    ).toBe(0);
  });
});
