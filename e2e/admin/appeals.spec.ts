import { resetCheckers } from "../as-admin";
import { expect, test } from "../fixtures/browsers";
import { publish, takeDown } from "../fixtures/gallery";
import { PanelWrites } from "../pages/admin/panel-writes";
import { ReviewPage } from "../pages/gallery/review-page";
import { newAdmin } from "./new-admin";

test("an appeal is decided among the appeals, where nothing else stands", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  const prompt = `申诉 ${person.username}`;
  const id = await publish(context, { prompt });
  await takeDown(id);
  const data = { text: "E2E: 请再看一次" };
  const appealed = await context.request.post(`/api/v1/publications/${id}/appeal`, { data });
  expect(appealed.status(), await appealed.text()).toBe(200);

  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  const review = new ReviewPage(panel.page, t);
  await review.open();
  await panel.page.getByRole("link", { name: t("review.toAppeals"), exact: true }).click();
  await expect(panel.page).toHaveURL("/admin/review?view=appeals");
  await review.find(prompt, "appeals");
  await expect(review.item).toContainText(data.text);
  await expect(review.item.getByText(t("review.appeal"), { exact: true })).toBeVisible();
  await review.approve();
  await review.said("approve");
  expect((await context.request.get(`/media/${id}/display`)).status()).toBe(200);
  await panel.logged(id, "publication.approve", { state: ["pending", "public"] });
});

test("which vendors judge pictures is set and set back, and the log has both", async ({ openBrowser, t }) => {
  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  const section = panel.page.getByRole("region", { name: t("admin.content.checkers"), exact: true });
  // Here nobody is asked without being told to, so that "off" changes nothing for what others publish meanwhile.
  try {
    for (const [choice, before, after] of [
      ["off", "null", "false"],
      ["default", "false", "null"],
    ] as const) {
      await panel.open("content");
      await expect(section.getByText(t("admin.content.isAsked"), { exact: true })).toHaveCount(0);
      const set = panel.button(t("admin.content.setCheckers"));
      await panel.write(set, { fields: { bailian: choice } }, t("admin.content.saved"));
      await expect(
        section.getByText(t(`admin.content.choices.${choice}`), { exact: false }).last(),
      ).toBeVisible();
      await panel.logged("settings.moderation", "settings.update", { bailian: [before, after] });
    }
  } finally {
    await resetCheckers();
  }
});
