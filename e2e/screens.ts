import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import sharp from "sharp";
import { LOCALES, type Locale } from "@/lib/platform/locale";
import { buildIfStale } from "@/scripts/local/build";
import { startThrowawayPostgres } from "@/scripts/local/postgres";
import { openStack } from "@/scripts/local/stack";
import { findBrowser } from "@/scripts/test/browser";

/** Pictures of the main screens for looking at: `node scripts/run.mjs e2e/screens.ts <folder> [base-url]`. */
const widths = [360, 1440] as const;
const themes = ["light", "dark"] as const;
const OWNER = { login: "enterprise", password: "xintu-demo" };

const screens = [
  { name: "home", path: "/", signedIn: false },
  { name: "sign-in", path: "/sign-in", signedIn: false },
  { name: "create", path: "/create", signedIn: true },
  { name: "library", path: "/library", signedIn: true },
  { name: "viewer", path: "/library", signedIn: true, press: "button[data-image-id]" },
  { name: "history", path: "/history", signedIn: true },
  { name: "credits", path: "/credits", signedIn: true },
  { name: "settings", path: "/settings", signedIn: true },
] as const;

interface Look {
  width: (typeof widths)[number];
  theme: (typeof themes)[number];
  language: Locale;
}

async function main(): Promise<void> {
  const [folder, given] = process.argv.slice(2);
  if (!folder) throw new Error("Name the folder for the pictures.");
  const root = process.cwd();
  const browser = await chromium.launch({ executablePath: await findBrowser(root), args: ["--no-sandbox"] });
  const own = given ? null : await openOwn(root);
  try {
    const url = given ?? own?.url ?? "";
    await orderFour(browser, url);
    for (const language of LOCALES)
      for (const theme of themes)
        for (const width of widths) await takeAll(browser, url, resolve(folder), { width, theme, language });
  } finally {
    await browser.close();
    await own?.stop();
  }
}

/** A server with the seeded demo, which goes when the pictures are taken. */
async function openOwn(root: string) {
  await buildIfStale(root, process.env);
  const postgres = await startThrowawayPostgres(root);
  const databaseServer = postgres.url("postgres");
  const dataFolder = join(root, "test-results", "screens-data");
  const stack = await openStack({ root, databaseServer, database: "xintu_screens", dataFolder });
  return {
    url: stack.url,
    stop: async () => {
      await stack.stop();
      await postgres.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Four pictures of one order, for the studio; the key makes a repetition find what is there. */
async function orderFour(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext({ baseURL: url });
  await signInOnce(await context.newPage());
  const data = {
    idempotencyKey: "screens-four-cranes",
    prompt: "丹顶鹤飞过清晨的湿地，远山如黛",
    ratio: "16:9",
    count: 4,
    seed: 3,
    model: "sketch-1",
  };
  const ordered = await context.request.post("/api/v1/generations", { data });
  if (!ordered.ok()) throw new Error(`The order was answered ${ordered.status()}: ${await ordered.text()}`);
  const { id } = await ordered.json();
  while (!(await hasReceipt(context, id))) await pause(300);
  await context.close();
}

async function hasReceipt(context: BrowserContext, id: string): Promise<boolean> {
  const answer = await context.request.get(`/api/v1/generations/${id}`);
  return (await answer.json()).receipt !== null;
}

async function takeAll(browser: Browser, url: string, folder: string, look: Look): Promise<void> {
  const { width, theme, language } = look;
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: width === 360 ? 780 : 900 },
    deviceScaleFactor: width === 360 ? 2 : 1,
    isMobile: width === 360,
    hasTouch: width === 360,
    timezoneId: "Asia/Shanghai",
  });
  await context.addCookies([
    { name: "locale", value: language, url },
    { name: "theme", value: theme, url },
  ]);
  const page = await context.newPage();
  mkdirSync(folder, { recursive: true });
  for (const screen of screens) {
    if (screen.signedIn) await signInOnce(page);
    await page.goto(screen.path);
    // Not until the network is idle: the bell of the header holds a stream of events.
    await page.waitForLoadState("load");
    if ("press" in screen) await page.locator(screen.press).nth(2).click();
    await settled(page);
    const file = join(folder, `${screen.name}-${width}-${theme}-${language}.webp`);
    await sharp(await page.screenshot())
      .webp({ quality: 88 })
      .toFile(file);
    process.stdout.write(`${file}\n`);
  }
  await context.close();
}

async function signInOnce(page: Page): Promise<void> {
  const { cookies } = await page.context().storageState();
  if (cookies.some(({ name }) => name.endsWith("xintu.session"))) return;
  await page.goto("/sign-in");
  await page.locator("input[name=login]").fill(OWNER.login);
  await page.locator("input[name=password]").fill(OWNER.password);
  await page.locator("form button[type=submit]").click();
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
}

/** Pictures in sight have come and motion has ended. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const inSight = [...document.images].filter((image) => {
      const { top, bottom, width } = image.getBoundingClientRect();
      return width > 0 && bottom > 0 && top < window.innerHeight;
    });
    return inSight.every((image) => image.complete && Number(getComputedStyle(image).opacity) === 1);
  });
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .map((one) => (one.effect?.getComputedTiming().endTime === Infinity ? null : one.finished)),
    ),
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
