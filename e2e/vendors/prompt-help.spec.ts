import { LOCALES } from "@/lib/platform/locale";
import { expect, test } from "../fixtures/test";
import { CreatePage } from "../pages/create-page";

const prompts = { "zh-CN": "月光下的竹林", en: "a bamboo grove in the moonlight" };

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("a prompt is improved, taken over, kept, and used again from the kept and from the used ones", async ({
      page,
      person,
      t,
    }) => {
      const written = prompts[language];
      const create = new CreatePage(page, t);
      await create.open();
      await expect(create.balance(50), person.username).toBeVisible();
      await create.write(written);
      await create.help(t("prompts.improve.start")).click();
      const proposal = create.composer.getByRole("region", { name: t("prompts.proposal.label") });
      await expect(proposal.getByText(written, { exact: true })).toBeVisible();
      await expect(create.prompt).toHaveValue(written);
      const words = proposal.getByRole("textbox", { name: t("prompts.proposal.after"), exact: true });
      const improved = await words.inputValue();
      expect(improved.length).toBeGreaterThan(written.length);
      await proposal.getByRole("button", { name: t("prompts.proposal.accept"), exact: true }).click();
      await expect(create.prompt).toHaveValue(improved);

      const title = `${written} · e2e`;
      await create.help(t("prompts.save.open")).click();
      const save = page.getByRole("dialog", { name: t("prompts.save.title") });
      await save.getByRole("textbox", { name: t("prompts.save.name") }).fill(title);
      await save.getByRole("button", { name: t("common.save"), exact: true }).click();
      await expect(page.getByText(t("prompts.save.saved", { title }), { exact: true })).toBeVisible();
      await expect(page.getByRole("article")).toHaveCount(0);
      const card = await create.order({ prompt: written, count: 1, price: 1 });
      await expect(card.pictures).toHaveCount(1, { timeout: 60_000 });

      await create.prompt.fill("");
      await create.help(t("prompts.list.open")).click();
      const lists = page.getByRole("dialog", { name: t("prompts.list.title"), exact: true });
      const use = (name: string) =>
        lists.getByRole("button", { name: t("prompts.list.useName", { name }), exact: true });
      await use(written).click();
      await expect(create.prompt).toHaveValue(written);

      await page.reload();
      await create.help(t("prompts.list.open")).click();
      await lists.getByRole("tab", { name: t("prompts.list.saved"), exact: true }).click();
      await use(title).click();
      await expect(create.prompt).toHaveValue(improved);
    });
  });
