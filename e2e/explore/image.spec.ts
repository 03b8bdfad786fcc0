import { readFileSync } from "node:fs";
import { LOCALES } from "@/lib/platform/locale";
import { readLabelOf } from "../files/label-reader";
import { alive } from "../fixtures/alive";
import { publish, takeDown } from "../fixtures/gallery";
import { newPerson, register, signIn } from "../fixtures/people";
import { expect, test } from "../fixtures/test";
import { AuthPage } from "../pages/auth-page";
import { CreatePage } from "../pages/create-page";
import { ExplorePage, signOut } from "../pages/gallery/explore-page";

/** How the style is called in the composer. */
const inkWash = { "zh-CN": "水墨", en: "Ink wash" } as const;

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("a like counts once, is there after a reload and on the grid, and can be taken back", async ({
      context,
      page,
      person,
      t,
    }) => {
      const id = await publish(context, { prompt: `喜欢 ${person.username}` });
      const other = newPerson();
      await register(other);
      await signOut(context);
      await signIn(context, other);
      const explore = new ExplorePage(page, t);
      await explore.openImage(id);
      await expect(explore.heart).toHaveAttribute("aria-pressed", "false");
      await alive(explore.heart);
      const answered = page.waitForResponse((answer) => answer.url().endsWith(`/gallery/${id}/like`));
      await explore.heart.click();
      await expect(explore.heart).toHaveText("1");
      expect((await answered).status()).toBe(200);
      await page.reload();
      await expect(explore.heart).toHaveAttribute("aria-pressed", "true");
      await expect(explore.heart).toHaveText("1");

      await explore.open(`/explore?q=${person.username}`);
      await expect(explore.cellHeart(id)).toHaveAttribute("aria-pressed", "true");
      const withdrawn = page.waitForResponse((answer) => answer.request().method() === "DELETE");
      await explore.cellHeart(id).click();
      await withdrawn;
      await explore.cellOf(id).click();
      await expect(explore.heart).toHaveText("0");
      await page.reload();
      await expect(explore.heart).toHaveAttribute("aria-pressed", "false");
      await expect(explore.heart).toHaveText("0");
    });
  });

test("a like that the server does not take goes back and says so", async ({
  complaints,
  context,
  page,
  person,
  t,
}) => {
  complaints.expect(/\/like|Failed to load resource/);
  const id = await publish(context, { prompt: `失败 ${person.username}` });
  const explore = new ExplorePage(page, t);
  await page.route("**/like", (route) => route.abort());
  await explore.openImage(id);
  await alive(explore.heart);
  await explore.heart.click();
  await expect(page.getByText(t("explore.likeFailed"))).toBeVisible();
  await expect(explore.heart).toHaveAttribute("aria-pressed", "false");
  await expect(explore.heart).toHaveText("0");
});

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("a stranger who likes, reports or uses a prompt is led to sign in and back", async ({
      context,
      page,
      person,
      t,
    }) => {
      const prompt = `引路 ${person.username}`;
      const id = await publish(context, { prompt, ratio: "16:9", styleTags: ["ink-wash"] });
      await signOut(context);
      const explore = new ExplorePage(page, t);
      const auth = new AuthPage(page, t);
      await explore.openImage(id);
      await explore.heartOfVisitor.click();
      await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(`/explore/${id}`)}`);
      await auth.signIn(person.email, person.password);
      await expect(page).toHaveURL(`/explore/${id}`);
      await expect(explore.heart).toBeVisible();

      await signOut(context);
      await page.reload();
      await explore.actions.getByRole("link", { name: t("explore.report.open"), exact: true }).click();
      await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(`/explore/${id}`)}`);

      await explore.openImage(id);
      await explore.usePrompt.click();
      await expect(page).toHaveURL(/\/sign-in\?next=/);
      await auth.signIn(person.email, person.password);
      const create = new CreatePage(page, t);
      await expect(create.prompt).toHaveValue(prompt);
      await expect(create.choice("ratio", "16:9")).toBeChecked();
      await expect(create.composer.getByText(inkWash[language], { exact: true })).toBeVisible();
    });
  });

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("an image is reported with a reason and a note", async ({ context, page, person, t }) => {
      const id = await publish(context, { prompt: `举报 ${person.username}` });
      const other = newPerson();
      await register(other);
      await signOut(context);
      await signIn(context, other);
      const explore = new ExplorePage(page, t);
      await explore.openImage(id);
      const sent = page.waitForResponse((answer) => answer.url().endsWith(`/gallery/${id}/reports`));
      await explore.report("copyright", "原作者是另一位画家");
      expect((await sent).status()).toBeLessThan(300);
      await expect(explore.reported).toBeVisible();
    });
  });

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("a download has its label, counts for a member, and not for a stranger", async ({
      context,
      page,
      person,
      t,
    }) => {
      const id = await publish(context, { prompt: `下载 ${person.username}` });
      await signOut(context);
      const explore = new ExplorePage(page, t);
      await explore.openImage(id);
      const download = async () => {
        const coming = page.waitForEvent("download");
        await page
          .getByRole("link", { name: t("explore.downloadAs", { format: "PNG" }), exact: true })
          .click();
        return readFileSync(await (await coming).path());
      };
      expect((await readLabelOf(await download())).marks).toBe(1);
      await page.reload();
      await expect(explore.actions.getByText(t("explore.download", { count: 0 })).first()).toBeAttached();
      const other = newPerson();
      await register(other);
      await signIn(context, other);
      await page.reload();
      await download();
      await expect(async () => {
        await page.reload();
        await expect(explore.actions.getByText(t("explore.download", { count: 1 })).first()).toBeAttached();
      }).toPass();
    });
  });

test("what is taken down is gone from every address at once, in words that explain it", async ({
  complaints,
  context,
  page,
  person,
  t,
}) => {
  complaints.expect(/404/);
  const id = await publish(context, { prompt: `下架 ${person.username}` });
  await signOut(context);
  const addresses = [
    `/explore/${id}`,
    `/explore/${id}/share.jpg`,
    `/media/${id}/display`,
    `/media/${id}/thumbnail`,
  ];
  for (const path of addresses) expect((await page.request.get(path)).status(), path).toBe(200);
  await takeDown(id);
  for (const path of addresses) expect((await page.request.get(path)).status(), path).toBe(404);
  // Lists may be a moment old, and with their only image the author's page goes as well.
  const author = async () => (await page.request.get(`/authors/${person.username}`)).status();
  await expect.poll(author).toBe(404);
  const explore = new ExplorePage(page, t);
  await explore.openImage(id);
  await expect(explore.heading(t("explore.notPublic.image.title"))).toBeVisible();
  await page.goto(`/authors/${person.username}`);
  await expect(explore.heading(t("explore.notPublic.author.title"))).toBeVisible();
  await page.getByRole("link", { name: t("explore.notPublic.action"), exact: true }).click();
  await expect(page).toHaveURL("/explore");
});
