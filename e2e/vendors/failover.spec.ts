import { LOCALES } from "@/lib/platform/locale";
import { expect, test } from "../fixtures/test";
import { CreatePage } from "../pages/create-page";

const prompts = { "zh-CN": "海边的灯塔 [[sim:503@main]]", en: "a lighthouse by the sea [[sim:503@main]]" };

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("when a vendor's first way is out of order, the picture comes over the next, and the timeline tells so", async ({
      page,
      person,
      t,
    }) => {
      const prompt = prompts[language];
      const create = new CreatePage(page, t);
      await create.open();
      await expect(create.balance(50), person.username).toBeVisible();
      const card = await create.order({ prompt, model: "GPT Image 2", count: 1, price: 9 });
      await expect(card.article.getByText(t("create.outcome.used", { charged: 9 }))).toBeVisible({
        timeout: 60_000,
      });
      await expect(create.balance(41)).toBeVisible();

      await page.getByRole("link", { name: t("shell.history"), exact: true }).click();
      await page.getByRole("button", { name: t("history.detailsOf", { prompt }), exact: true }).click();
      const sheet = page.getByRole("dialog", { name: t("history.details"), exact: true });
      const step = (kind: string) => sheet.locator(`li[data-step="${kind}"]`);
      await expect(step("channel_chosen")).toContainText(
        t("history.timeline.channel_chosen", { cause: "first", channel: "OpenAI" }),
      );
      await expect(step("refused")).toContainText(
        t("history.timeline.refused", { attempt: 1, reason: t("history.classes.provider_error") }),
      );
      await expect(step("refused")).toContainText("503");
      await expect(step("failover")).toContainText(t("history.timeline.failover", { channel: "OpenAI 2" }));
      await expect(step("delivered")).toContainText(t("history.timeline.delivered", { count: 1, of: 1 }));
      await expect(sheet).toContainText(t("history.receipt", { charged: 9 }));
    });
  });
