import type { APIRequestContext } from "@playwright/test";
import { LOCALES } from "@/lib/platform/locale";
import { readLabelOf } from "../files/label-reader";
import { expect, test } from "../fixtures/browsers";
import { generate } from "../fixtures/orders";
import { reviewer } from "../fixtures/people";
import { bring, drawn } from "../library/pictures";
import { ExplorePage } from "../pages/gallery/explore-page";
import { PublicationPanel } from "../pages/gallery/publication-panel";
import { ReviewPage } from "../pages/gallery/review-page";

const addressesOf = (id: string) => [
  `/explore/${id}`,
  `/explore/${id}/share.jpg`,
  `/media/${id}/display`,
  `/media/${id}/thumbnail`,
  `/media/${id}/download`,
];

async function expectAll(as: APIRequestContext, paths: string[], status: number): Promise<void> {
  for (const path of paths) expect((await as.get(path)).status(), path).toBe(status);
}

for (const language of LOCALES)
  test.describe(`in ${language}`, () => {
    test.use({ language });
    test("an image is handed in, let in by a key of the reviewer, and gone from every address when it is taken back", async ({
      complaints,
      context,
      openBrowser,
      page,
      person,
      t,
    }) => {
      complaints.expect(/404/);
      const prompt = `发布 ${person.username}`;
      const [image] = (await generate(context, { prompt, count: 1 })).images;
      const id = image?.id ?? "";
      const panel = new PublicationPanel(page, t);
      await panel.open(id);
      await panel.publish();
      await expect(panel.state("pending")).toBeVisible();
      await expect(panel.publishButton).toHaveCount(0);
      const stranger = await openBrowser();
      await expectAll(stranger.request, addressesOf(id), 404);

      const review = new ReviewPage(await (await openBrowser(reviewer())).newPage(), t);
      await review.find(prompt);
      await review.approve();
      await review.said("approve");

      await expectAll(stranger.request, addressesOf(id), 200);
      const media = await stranger.request.get(`/media/${id}/display`);
      expect(media.headers()["cache-control"]).toBe("public, no-cache");
      const { etag = "" } = media.headers();
      const known = { headers: { "if-none-match": etag } };
      expect((await stranger.request.get(`/media/${id}/display`, known)).status()).toBe(304);
      const explore = new ExplorePage(await stranger.newPage(), t);
      await explore.openImage(id);
      await expect(explore.main.getByRole("img", { name: prompt, exact: true }).first()).toBeVisible();

      await panel.open(id);
      await expect(panel.state("public")).toBeVisible();
      await panel.withdraw();
      await expectAll(stranger.request, addressesOf(id), 404);
      expect((await stranger.request.get(`/media/${id}/display`, known)).status()).toBe(404);
      await explore.page.reload();
      await expect(explore.heading(t("explore.notPublic.image.title"))).toBeVisible();
      await expect(panel.publishButton).toBeVisible();
    });
  });

for (const language of LOCALES)
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("a refusal tells its reason and words, cannot be handed in again, and one appeal is decided for good", async ({
      context,
      openBrowser,
      page,
      person,
      t,
    }) => {
      const prompt = `申诉 ${person.username}`;
      const [image] = (await generate(context, { prompt, count: 1 })).images;
      const id = image?.id ?? "";
      const handIn = (path: string, data: object) =>
        context.request.post(`/api/v1/publications${path}`, { data });
      const panel = new PublicationPanel(page, t);
      await panel.open(id);
      await panel.publish();
      const review = new ReviewPage(await (await openBrowser(reviewer())).newPage(), t);
      await review.find(prompt);
      await review.reject("copyright", "画面里有一个商标。");
      await review.said("reject");

      await panel.open(id);
      await expect(panel.state("rejected")).toBeVisible();
      const because = t("publishing.because", { reason: t("publishing.reasons.copyright") });
      await expect(panel.section.getByText(because, { exact: true })).toBeVisible();
      await expect(panel.section).toContainText("画面里有一个商标。");
      await expect(panel.publishButton).toHaveCount(0);
      const again = await handIn("", { ids: [id], declaration: "made_here" });
      expect((await again.json()).items[0]).toMatchObject({ state: "rejected", refusal: "rejected" });

      await panel.appeal("商标是我自己的。");
      await expect(panel.state("pending")).toBeVisible();
      await review.find(prompt);
      await expect(review.item.getByText(t("review.appeal"), { exact: true })).toBeVisible();
      await expect(review.item).toContainText("商标是我自己的。");
      const before = t("review.refusedFor", { reason: t("publishing.reasons.copyright") });
      await expect(review.item).toContainText(before);
      await review.reject("other", "仍然不行。");
      await review.said("reject");

      await panel.open(id);
      await expect(panel.section).toContainText("仍然不行。");
      await expect(panel.section).toContainText(t("publishing.appealedBefore"));
      await expect(panel.appealButton).toHaveCount(0);
      const third = await handIn(`/${id}/appeal`, { text: "再看一次" });
      expect([third.status(), (await third.json()).code]).toEqual([409, "cannot_appeal"]);
    });
  });

for (const language of LOCALES)
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("a photo that its owner declares as made by an AI elsewhere carries the label from then on", async ({
      context,
      openBrowser,
      page,
      person,
      t,
    }) => {
      const id = (await bring(context, await drawn(11))).id;
      const file = async (path: string) => (await context.request.get(`/media/${id}/${path}`)).body();
      const display = () => file("display");
      const mark = (bytes: Buffer) => bytes.toString("latin1").split("<TC260:AIGC>").length - 1;
      expect(mark(await display()), person.username).toBe(0);
      const panel = new PublicationPanel(page, t);
      await panel.open(id);
      await expect(panel.viewer.panel).toContainText(t("viewer.labels.none"));
      await panel.publish("ai_elsewhere");
      await expect(panel.viewer.panel).toContainText(t("viewer.labels.declared"));

      const review = new ReviewPage(await (await openBrowser(reviewer())).newPage(), t);
      await review.findPicture(id);
      await expect(review.item).toContainText(t("shared.origin.declared"));
      await review.approve();
      await review.said("approve");

      const stranger = await openBrowser();
      const shown = await stranger.request.get(`/media/${id}/display`);
      expect(shown.status()).toBe(200);
      expect(mark(await shown.body())).toBe(1);
      const label = await readLabelOf(
        await (await stranger.request.get(`/media/${id}/download?format=png`)).body(),
      );
      expect(label).toMatchObject({ marks: 1, aigc: { Label: "2" } });
    });
  });
