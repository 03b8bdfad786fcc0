import { publish } from "../fixtures/gallery";
import { expect, test } from "../fixtures/test";
import { ExplorePage, signOut } from "../pages/gallery/explore-page";

test("a stranger finds an image among the newest, by its style and by words, and comes back to the place", async ({
  context,
  page,
  person,
  t,
}) => {
  const prompt = `丹顶鹤与孤舟 ${person.username}`;
  const id = await publish(context, { prompt, styleTags: ["ink-wash"] });
  await signOut(context);
  const explore = new ExplorePage(page, t);
  await explore.open();
  await expect(explore.cellOf(id)).toBeVisible();

  await explore.tab("popular").click();
  await expect(page).toHaveURL("/explore?sort=popular");
  await expect(explore.tab("popular")).toHaveAttribute("aria-current", "page");

  await explore.open("/explore?tag=ink-wash");
  await expect(explore.heading("水墨")).toBeVisible();
  await expect(explore.cellOf(id)).toBeVisible();
  await expect(explore.styles.getByRole("link", { name: /^水墨/ })).toHaveAttribute("aria-current", "page");
  await explore.styles.getByRole("link", { name: t("explore.tags.all"), exact: true }).click();
  await expect(page).toHaveURL("/explore");

  await explore.search.fill(`孤舟 ${person.username}`);
  await explore.search.press("Enter");
  await expect(page).toHaveURL(/\/explore\?q=/);
  await expect(page.getByText(t("explore.results", { q: `孤舟 ${person.username}` }))).toBeVisible();
  await expect(explore.cells()).toHaveCount(1);
  await explore.cells(prompt).click();
  await expect(page).toHaveURL(`/explore/${id}`);
  await expect(explore.heading(prompt)).toBeVisible();
  await page.goBack();
  await expect(explore.search).toHaveValue(`孤舟 ${person.username}`);
  await expect(explore.cells()).toHaveCount(1);
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
  await explore.open(`/explore?q=${encodeURIComponent(`${name} FOX`)}`);
  await expect.poll(found).toEqual([begins, inside]);
  for (const words of [`水彩 ${name}`, `Watercolour ${name}`]) {
    await explore.open(`/explore?q=${encodeURIComponent(words)}`);
    await expect.poll(found, words).toEqual([inside]);
  }
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

test.describe("in English", () => {
  test.use({ language: "en" });
  test("a stranger searches, opens an image and its author", async ({ context, page, person, t }) => {
    const prompt = `paper boats ${person.username}`;
    const id = await publish(context, { prompt, styleTags: ["ink-wash"] });
    await signOut(context);
    const explore = new ExplorePage(page, t);
    await explore.open();
    await explore.search.fill(person.username);
    await explore.search.press("Enter");
    await explore.cells(prompt).click();
    await expect(page).toHaveURL(`/explore/${id}`);
    await expect(explore.main.getByRole("link", { name: "Ink wash", exact: true })).toBeVisible();
    await explore.main.getByRole("link", { name: person.username, exact: true }).click();
    await expect(page).toHaveURL(`/authors/${person.username}`);
    await expect(explore.heading(person.username)).toBeVisible();
    await expect(explore.main.getByText(t("explore.counts.images", { count: 1 }))).toBeVisible();
    await expect(explore.cells()).toHaveCount(1);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the first page, its links and the search work", async ({ complaints, context, page, person, t }) => {
    // Chromium says of every script that it was told not to run.
    complaints.expect(/chunks\/.*\.js csp$/);
    const id = await publish(context, { prompt: `无脚本 ${person.username}` });
    await signOut(context);
    const explore = new ExplorePage(page, t);
    await explore.open();
    await expect(explore.cellOf(id)).toBeVisible();
    await expect(explore.cellOf(id).locator("img")).toHaveAttribute("src", `/media/${id}/thumbnail`);
    await explore.tab("popular").click();
    await expect(page).toHaveURL("/explore?sort=popular");
    await explore.search.fill(person.username);
    await explore.search.press("Enter");
    await explore.cellOf(id).click();
    await expect(explore.heading(`无脚本 ${person.username}`)).toBeVisible();
  });
});
