import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import sharp from "sharp";
import { LOCALES, type Locale } from "@/lib/platform/locale";
import { buildIfStale } from "@/scripts/local/build";
import { startThrowawayPostgres } from "@/scripts/local/postgres";
import { openStack } from "@/scripts/local/stack";
import { findBrowser } from "@/scripts/test/browser";

/**
 * Pictures of the main screens for looking at: `node scripts/run.mjs e2e/screens.ts <folder> [base-url]`. With `--docs`
 * in place of the folder, those of the README: `node scripts/run.mjs e2e/screens.ts --docs [base-url]`.
 */
const widths = [360, 1440] as const;
const themes = ["light", "dark"] as const;
const OWNER = { login: "enterprise", password: "xintu-demo" };
const DOCS_FOLDER = join("docs", "screens");
/** A README is read by phone as well. */
const DOCS_MAX_BYTES = 400_000;

interface Screen {
  name: string;
  path: string;
  signedIn: boolean;
  /** What is pressed before the picture is taken: the one at this place. */
  press?: { selector: string; place: number };
  /** Shows that what was pressed has opened. */
  ready?: string;
}

const gallery = "a[data-image-id]";
const strangers: readonly Screen[] = [
  { name: "home", path: "/", signedIn: false },
  { name: "explore", path: "/explore", signedIn: false },
  {
    name: "image",
    path: "/explore",
    signedIn: false,
    press: { selector: gallery, place: 5 },
    ready: "h1 + div time",
  },
  { name: "author", path: "/authors/enterprise", signedIn: false },
  { name: "pricing", path: "/pricing", signedIn: false },
  { name: "downloads", path: "/downloads", signedIn: false },
  { name: "sign-in", path: "/sign-in", signedIn: false },
];
const members: readonly Screen[] = [
  { name: "create", path: "/create", signedIn: true },
  { name: "library", path: "/library", signedIn: true },
  {
    name: "viewer",
    path: "/library",
    signedIn: true,
    press: { selector: "button[data-image-id]", place: 2 },
    ready: "[data-stage] img",
  },
  { name: "history", path: "/history", signedIn: true },
  { name: "credits", path: "/credits", signedIn: true },
  { name: "notifications", path: "/notifications", signedIn: true },
  { name: "settings", path: "/settings", signedIn: true },
  { name: "programs", path: "/settings/programs", signedIn: true },
  { name: "notification-settings", path: "/settings/notifications", signedIn: true },
];
const screens = [...strangers, ...members];

interface Look {
  width: (typeof widths)[number];
  theme: (typeof themes)[number];
  language: Locale;
}

/** The eight screens of the README, and what they show of the themes and of phones. */
const desk: Look = { width: 1440, theme: "light", language: "en" };
const phone: Look = { width: 360, theme: "light", language: "zh-CN" };
const documented: readonly { file: string; screen: string; look: Look }[] = [
  { file: "home", screen: "home", look: desk },
  { file: "explore", screen: "explore", look: desk },
  { file: "explore-phone", screen: "explore", look: phone },
  { file: "image", screen: "image", look: desk },
  { file: "pricing", screen: "pricing", look: desk },
  { file: "create", screen: "create", look: desk },
  { file: "library", screen: "library", look: desk },
  { file: "viewer", screen: "viewer", look: { ...desk, theme: "dark" } },
  { file: "credits", screen: "credits", look: desk },
  { file: "create-phone", screen: "create", look: { ...phone, theme: "dark" } },
];

async function main(): Promise<void> {
  const [folder, given] = process.argv.slice(2);
  if (!folder) throw new Error("Name the folder for the pictures, or --docs.");
  const root = process.cwd();
  const browser = await chromium.launch({ executablePath: await findBrowser(root), args: ["--no-sandbox"] });
  const own = given ? null : await openOwn(root);
  try {
    const url = given ?? own?.url ?? "";
    await orderFour(browser, url);
    if (folder === "--docs") return await takeDocumented(browser, url, join(root, DOCS_FOLDER));
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

async function openLook(browser: Browser, url: string, look: Look): Promise<Page> {
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
  return context.newPage();
}

async function takeAll(browser: Browser, url: string, folder: string, look: Look): Promise<void> {
  const { width, theme, language } = look;
  const page = await openLook(browser, url, look);
  mkdirSync(folder, { recursive: true });
  for (const screen of screens) {
    const file = join(folder, `${screen.name}-${width}-${theme}-${language}.webp`);
    await sharp(await take(page, screen))
      .webp({ quality: 88 })
      .toFile(file);
    process.stdout.write(`${file}\n`);
  }
  await page.context().close();
}

/** Replaces the pictures of the README, each small enough for it. */
async function takeDocumented(browser: Browser, url: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { file, screen: name, look } of documented) {
    const screen = screens.find((one) => one.name === name);
    if (!screen) throw new Error(`There is no screen ${name}.`);
    const page = await openLook(browser, url, look);
    const picture = await small(await take(page, screen));
    writeFileSync(join(folder, `${file}.png`), picture);
    process.stdout.write(`${file}.png ${Math.round(picture.length / 1000)} kB\n`);
    await page.context().close();
  }
}

/** As many colours as there is room for: text stays sharp and gradients lose little. */
async function small(picture: Buffer): Promise<Buffer> {
  for (const colours of [256, 192, 128, 64, 32]) {
    const made = await sharp(picture).png({ palette: true, colours, effort: 10, dither: 0.5 }).toBuffer();
    if (made.length < DOCS_MAX_BYTES) return made;
  }
  throw new Error("A picture does not become small enough.");
}

async function take(page: Page, screen: Screen): Promise<Buffer> {
  const { path, signedIn, press, ready } = screen;
  if (signedIn) await signInOnce(page);
  await page.goto(path);
  // Not until the network is idle: the bell of the header holds a stream of events.
  await page.waitForLoadState("load");
  if (press) await page.locator(press.selector).nth(press.place).click();
  if (ready) await page.locator(ready).first().waitFor();
  // Nothing is hovered over.
  await page.mouse.move(0, 0);
  await settled(page);
  return page.screenshot();
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
        // One that is cut short has ended as well.
        .map((one) =>
          one.effect?.getComputedTiming().endTime === Infinity ? null : one.finished.catch(() => null),
        ),
    ),
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
