import type { Vendor } from "@/simulators/vendors";
import { expect, test } from "../fixtures/test";
import { CreatePage } from "../pages/create-page";

/** A model of each vendor at its price for one order; half of them in each language. Midjourney makes whole sets. */
const orders: Record<
  Vendor,
  { language: "zh-CN" | "en"; model: string; prompt: string; count?: number; set?: number; price: number }
> = {
  openai: { language: "en", model: "GPT Image 2", prompt: "a tea house in the rain", count: 1, price: 9 },
  bailian: { language: "zh-CN", model: "千问图像 Plus", prompt: "雨中的茶馆", count: 1, price: 4 },
  replicate: { language: "en", model: "FLUX.1 schnell", prompt: "a wooden bridge", count: 2, price: 2 },
  stability: {
    language: "zh-CN",
    model: "Stable Image Core",
    prompt: "湖面上的一只小船，清晨的薄雾",
    count: 1,
    price: 4,
  },
  midjourney: { language: "zh-CN", model: "Midjourney V7", prompt: "沙漠里的骆驼", set: 4, price: 12 },
  a1111: {
    language: "en",
    model: "Self-hosted Stable Diffusion",
    prompt: "a castle on a hill",
    count: 1,
    price: 2,
  },
};

for (const [vendor, { language, set, ...order }] of Object.entries(orders))
  test.describe(language, () => {
    test.use({ language });

    test(`${vendor}: chosen in the composer, marked as simulated, it delivers for the price on the button`, async ({
      page,
      person,
      t,
    }) => {
      const create = new CreatePage(page, t);
      await create.open();
      await expect(create.balance(50), person.username).toBeVisible();
      const card = await create.order(order);
      await expect(create.modelMark("simulated")).toBeVisible();
      await expect(card.article.getByText(t("create.outcome.used", { charged: order.price }))).toBeVisible({
        timeout: 60_000,
      });
      await expect(card.pictures).toHaveCount(set ?? order.count ?? 0);
      for (const picture of await card.pictures.all())
        await expect.poll(() => picture.evaluate(widthOf)).toBeGreaterThan(0);
      await expect(create.balance(50 - order.price)).toBeVisible();
    });
  });

/** Of the file behind a picture of the page; zero until it has come, and when it is broken. */
const widthOf = (element: Element): number =>
  element instanceof HTMLImageElement && element.complete ? element.naturalWidth : 0;

test("every vendor stands in the list of models with its price, and the search finds it by name", async ({
  page,
  person,
  t,
}) => {
  const create = new CreatePage(page, t);
  await create.open();
  await expect(create.balance(50), person.username).toBeVisible();
  await create.openModels();
  const list = page.getByRole("listbox", { name: t("create.composer.modelList"), exact: true });
  for (const vendor of [
    "openai",
    "replicate",
    "stability",
    "midjourney",
    "bailian",
    "a1111",
    "sketch",
  ] as const)
    await expect(
      list.getByRole("group", { name: t(`create.vendors.${vendor}`), exact: true }).getByRole("option"),
    ).not.toHaveCount(0);
  await expect(create.modelOption("GPT Image 2")).toContainText(t("create.composer.modelUnit", { unit: 9 }));
  const search = page.getByRole("combobox", { name: t("create.composer.modelSearch") });
  await search.fill(t("create.vendors.midjourney"));
  await expect(list.getByRole("option")).toHaveCount(2);
  await search.press("ArrowDown");
  await search.press("Enter");
  await expect(create.model).toContainText("Niji 6");
  await expect(create.composer.getByText(t("create.composer.wholeSets", { count: 4 }))).toBeVisible();
});

test("a Chinese prompt reaches an English-only vendor translated, and stays as it was written", async ({
  page,
  person,
  t,
}) => {
  const prompt = "雪山下的小屋，星空";
  const create = new CreatePage(page, t);
  await create.open();
  await expect(create.balance(50), person.username).toBeVisible();
  const card = await create.order({ prompt, model: "Stable Image Core", count: 1, price: 4 });
  await expect(create.composer.getByText(t("create.composer.translates"))).toBeVisible();
  await expect(card.pictures).toHaveCount(1, { timeout: 60_000 });
  await expect(card.article.getByText(prompt, { exact: true })).toBeVisible();
  await card.article.getByRole("button", { name: t("create.card.translatedShow") }).click();
  await expect(card.article.locator("[lang=en]")).toHaveText(/^(?=.*snowy mountain)[\x20-\x7e]+$/);
});

test("a vendor that shows its work is watched: a rough picture first, then the finished one", async ({
  page,
  person,
  t,
}) => {
  const create = new CreatePage(page, t);
  await create.open();
  await expect(create.balance(50), person.username).toBeVisible();
  const prompt = "山谷里的热气球 [[sim:ok_slow=16000]]";
  const card = await create.order({ prompt, model: "GPT Image 2", count: 1, price: 9 });
  await expect(card.preview).toBeVisible();
  await expect(card.article.locator("li img").first()).toHaveAttribute("src", /preview/);
  await expect(card.article.getByText(t("create.outcome.used", { charged: 9 }))).toBeVisible({
    timeout: 60_000,
  });
  await expect(card.preview).toHaveCount(0);
  await expect(card.pictures).toHaveCount(1);
});
