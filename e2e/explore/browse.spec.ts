import { LOCALES } from "@/lib/platform/locale";
import { publish } from "../fixtures/gallery";
import { expect, test } from "../fixtures/test";
import { ExplorePage, signOut } from "../pages/gallery/explore-page";

/** What is published, what of it is searched for, and the name of its style. */
const works = {
  "zh-CN": { prompt: "丹顶鹤与孤舟", word: "孤舟", style: "水墨" },
  en: { prompt: "paper boats below the cranes", word: "boats", style: "Ink wash" },
} as const;

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("a stranger finds an image among the newest, by its style and by words, reads all about it and its author, and comes back to the place", async ({
      context,
      page,
      person,
      t,
    }) => {
      const { word, style } = works[language];
      const prompt = `${works[language].prompt} ${person.username}`;
      const words = `${word} ${person.username}`;
      const id = await publish(context, { prompt, styleTags: ["ink-wash"] });
      await signOut(context);
      const explore = new ExplorePage(page, t);
      await explore.reach("/explore", id);

      await explore.tab("popular").click();
      await expect(page).toHaveURL("/explore?sort=popular");
      await expect(explore.tab("popular")).toHaveAttribute("aria-current", "page");
      await expect(explore.cells().first()).toBeVisible();

      await explore.reach("/explore?tag=ink-wash", id);
      await expect(explore.heading(style)).toBeVisible();
      const chosen = explore.styles.getByRole("link", { name: new RegExp(`^${style}`) });
      await expect(chosen).toHaveAttribute("aria-current", "page");
      await explore.styles.getByRole("link", { name: t("explore.tags.all"), exact: true }).click();
      await expect(page).toHaveURL("/explore");

      await explore.search.fill(words);
      await explore.search.press("Enter");
      await expect(page).toHaveURL(/\/explore\?q=/);
      // The title of the page says the same, and is read out beside it.
      await expect(explore.main.getByText(t("explore.results", { q: words }))).toBeVisible();
      await expect(explore.cells()).toHaveCount(1);
      await explore.cells(prompt).click();
      await expect(page).toHaveURL(`/explore/${id}`);
      await expect(explore.heading(prompt)).toBeVisible();
      const part = (name: "prompt" | "settings" | "provenance") =>
        explore.main.getByRole("region", { name: t(`viewer.${name}`), exact: true });
      await expect(part("prompt").getByText(prompt, { exact: true })).toBeVisible();
      await expect(part("settings")).toContainText(t("viewer.qualities.draft"));
      await expect(part("settings").getByRole("link", { name: style, exact: true })).toBeVisible();
      await expect(part("provenance")).toContainText(t("explore.provenance.made.detail"));
      await page.goBack();
      await expect(explore.search).toHaveValue(words);
      await expect(explore.cells()).toHaveCount(1);

      await explore.cells(prompt).click();
      await expect(page).toHaveURL(`/explore/${id}`);
      await explore.main.getByRole("link", { name: person.username, exact: true }).click();
      await expect(page).toHaveURL(`/authors/${person.username}`);
      await expect(explore.heading(person.username)).toBeVisible();
      await expect(explore.main.getByText(t("explore.counts.images", { count: 1 }))).toBeVisible();
      await expect(explore.cells()).toHaveCount(1);
    });
  });

test("a search takes Chinese and English, prompts and names of styles, and puts beginnings first", async ({
  context,
  page,
  person,
  t,
}) => {
  const name = person.username;
  const inside = await publish(context, {
    prompt: `a lighthouse beside ${name} fox`,
    styleTags: ["watercolor"],
  });
  const begins = await publish(context, { prompt: `${name} fox at dawn` });
  const explore = new ExplorePage(page, t);
  const found = () =>
    explore.cells().evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-image-id")));
  const expectFound = (words: string, ids: string[]) =>
    expect(async () => {
      await explore.open(`/explore?q=${encodeURIComponent(words)}`);
      await expect.poll(found, { message: words, timeout: 3_000 }).toEqual(ids);
    }).toPass({ timeout: 30_000 });
  await expectFound(`${name} FOX`, [begins, inside]);
  for (const words of [`水彩 ${name}`, `Watercolour ${name}`]) await expectFound(words, [inside]);
});

test("a search without a result says so and leads on", async ({ page, t }) => {
  const explore = new ExplorePage(page, t);
  const words = "无此一物 zzqqxx";
  await explore.open(`/explore?q=${encodeURIComponent(words)}`);
  await expect(explore.heading(t("explore.empty.search.title", { q: words }))).toBeVisible();
  await page.getByRole("link", { name: t("explore.empty.search.action"), exact: true }).click();
  await expect(page).toHaveURL("/explore");
  await expect(explore.cells().first()).toBeVisible();
});

test("an address that means nothing shows the gallery, not an error", async ({ page, t }) => {
  const explore = new ExplorePage(page, t);
  for (const path of ["/explore?sort=oldest&tag=No+Such", "/explore?cursor=nonsense", "/explore?q="]) {
    await explore.open(path);
    await expect(explore.cells().first(), path).toBeVisible();
  }
  await explore.open("/explore?tag=no-such-style");
  await expect(page.getByRole("link", { name: t("explore.empty.style.action"), exact: true })).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the first page, its links and the search work", async ({ complaints, context, page, person, t }) => {
    // Chromium says of every script that it was told not to run.
    complaints.expect(/chunks\/.*\.js csp\b/);
    const id = await publish(context, { prompt: `无脚本 ${person.username}` });
    await signOut(context);
    const explore = new ExplorePage(page, t);
    await explore.open();
    // Others publish meanwhile: whichever stands first has its picture, and the own one is found by the search.
    const first = explore.cells().first();
    await expect(first).toBeVisible();
    const newest = await first.getAttribute("data-image-id");
    await expect(first.locator("img")).toHaveAttribute("src", `/media/${newest}/thumbnail`);
    await explore.tab("popular").click();
    await expect(page).toHaveURL("/explore?sort=popular");
    await explore.search.fill(person.username);
    await explore.search.press("Enter");
    await expect(page).toHaveURL(/\/explore\?q=/);
    await explore.reload(id);
    await explore.cellOf(id).click();
    await expect(explore.heading(`无脚本 ${person.username}`)).toBeVisible();
  });
});
