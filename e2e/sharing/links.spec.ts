import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { LOCALES } from "@/lib/platform/locale";
import { readLabelOf } from "../files/label-reader";
import { expect, test } from "../fixtures/browsers";
import { generate } from "../fixtures/orders";
import { PublicationPanel } from "../pages/gallery/publication-panel";
import { SharedPage, ShareWindow } from "../pages/gallery/sharing";

/** Neither search engines nor other sites learn of the page. */
async function expectDiscreet(page: Page): Promise<void> {
  await expect(page.locator('meta[name="robots"]').first()).toHaveAttribute("content", /noindex.*nofollow/);
  await expect(page.locator('meta[name="referrer"]')).toHaveAttribute("content", "no-referrer");
}

for (const language of LOCALES)
  test.describe(`in ${language}`, () => {
    test.use({ language });
    test("a link with a password and an end shows nothing without it, the labelled picture with it, and nothing once it ended", async ({
      complaints,
      context,
      openBrowser,
      page,
      person,
      t,
    }) => {
      complaints.expect(/40[34]/);
      const prompt = `分享 ${person.username}`;
      const [image] = (await generate(context, { prompt, count: 1 })).images;
      const id = image?.id ?? "";
      const panel = new PublicationPanel(page, t);
      await panel.open(id);
      await panel.viewer.any.getByRole("button", { name: t("sharing.open"), exact: true }).click();
      const share = new ShareWindow(page, t);
      const path = await share.create({ days: "7", password: "月落乌啼" });
      expect(path).toMatch(/^\/s\/[\w-]{22}$/);
      await expect(share.links.first()).toContainText(t("sharing.hasPassword"));

      const visitor = await openBrowser();
      const shared = new SharedPage(await visitor.newPage(), t);
      await shared.page.goto(path);
      await expect(shared.heading(t("shared.lockedTitle"))).toBeVisible();
      await expectDiscreet(shared.page);
      expect(await shared.page.content()).not.toContain(id);
      const file = `${path}/files/${id}/display`;
      expect((await visitor.request.get(file)).status()).toBe(404);
      await shared.unlock("江枫渔火");
      await expect(shared.page.getByText(t("errors.code.wrong_share_password"))).toBeVisible();
      await shared.unlock("月落乌啼");
      await expect(shared.picture(prompt)).toBeVisible();
      await expectDiscreet(shared.page);
      await expect(shared.page.getByText(t("shared.by", { name: person.username }))).toBeVisible();
      const shown = await visitor.request.get(file);
      expect(shown.headers()["cache-control"]).toContain("private");
      expect(shown.headers()["x-robots-tag"]).toContain("noindex");
      const coming = shared.page.waitForEvent("download");
      await shared.download.click();
      expect((await readLabelOf(readFileSync(await (await coming).path()))).marks).toBe(1);

      await share.revoke();
      await expect(share.links.first()).toContainText(t("sharing.ended"));
      expect((await shared.page.reload())?.status()).toBe(404);
      await expect(shared.heading(t("shared.goneTitle"))).toBeVisible();
      const known = { headers: { "if-none-match": shown.headers().etag ?? "" } };
      for (const asked of [undefined, known])
        expect((await visitor.request.get(file, asked)).status()).toBe(404);
    });
  });

test("a link to an image that goes to the trash opens nothing, and opens again when it is restored", async ({
  context,
  openBrowser,
  person,
}) => {
  const [image] = (await generate(context, { prompt: `回收 ${person.username}`, count: 1 })).images;
  const id = image?.id ?? "";
  const made = await context.request.post("/api/v1/shares", { data: { imageId: id } });
  const { path } = await made.json();
  const visitor = await openBrowser();
  const status = async () => (await visitor.request.get(path)).status();
  expect(await status()).toBe(200);
  await context.request.post("/api/v1/images/trash", { data: { ids: [id] } });
  expect(await status()).toBe(404);
  await context.request.post("/api/v1/images/restore", { data: { ids: [id] } });
  expect(await status()).toBe(200);
});
