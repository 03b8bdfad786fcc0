import { LOCALES } from "@/lib/platform/locale";
import { publish } from "../fixtures/gallery";
import { newPerson, register, signIn } from "../fixtures/people";
import { expect, test } from "../fixtures/test";
import { PublicationPanel } from "../pages/gallery/publication-panel";

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("the owner sees by day how often others liked and downloaded an image, each of them once", async ({
      context,
      page,
      person,
      t,
    }) => {
      const id = await publish(context, { prompt: `每日 ${person.username}` });
      const download = async () => (await context.request.get(`/media/${id}/download?format=png`)).status();
      expect(await download(), "the owner's own, which does not count").toBe(200);
      const other = newPerson();
      await register(other);
      await signIn(context, other);
      for (let times = 0; times < 2; times += 1) {
        expect((await context.request.put(`/api/v1/gallery/${id}/like`)).status()).toBe(200);
        expect(await download()).toBe(200);
      }

      await signIn(context, person);
      const panel = new PublicationPanel(page, t);
      await panel.open(id);
      await expect(panel.state("public")).toBeVisible();
      for (const what of [t("viewer.figures.likes"), t("viewer.figures.downloads")]) {
        const bars = panel.viewer.panel.getByRole("img", {
          name: t("viewer.figures.byDay", { what, count: 1 }),
          exact: true,
        });
        await expect(bars).toBeVisible();
        await expect(bars.locator("rect")).toHaveCount(30);
      }
      await expect(
        panel.viewer.panel.getByText(t("viewer.figures.month", { count: 1 }), { exact: true }),
      ).toHaveCount(2);
    });
  });
