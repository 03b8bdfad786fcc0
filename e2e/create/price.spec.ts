import { setPrice } from "../as-admin";
import { expect, test } from "../fixtures/test";
import { CreatePage } from "../pages/create-page";

/** No other test orders from this model, so its price is nobody else's. */
const model = { id: "wan2.2-t2i-flash", name: "万相 2.2 极速版", credits: 3 };

test("a price that changes while the composer is open: the press takes nothing and says so, the next takes the new one", async ({
  complaints,
  page,
  person,
  t,
}) => {
  complaints.expect(/409/);
  const prompt = "湖边的风车";
  const create = new CreatePage(page, t);
  await create.open();
  await expect(create.balance(50), person.username).toBeVisible();
  await create.write(prompt);
  await create.chooseModel(model.name);
  await create.images(2).click();
  await expect(create.generate(2 * model.credits)).toBeVisible();
  await setPrice(model.id, 5);
  try {
    await create.generate(2 * model.credits).click();
    const problem = create.composer.getByText(t("errors.code.price_changed"));
    await expect(problem).toBeVisible();
    await expect(create.generate(10)).toBeVisible();
    await expect(page.getByRole("article")).toHaveCount(0);
    await expect(create.balance(50)).toBeVisible();

    await create.generate(10).click();
    await expect(create.card(prompt).article).toBeVisible();
    await expect(problem).toHaveCount(0);
    await expect(
      create.card(prompt).article.getByText(t("create.outcome.used", { charged: 10 })),
    ).toBeVisible({ timeout: 60_000 });
    await expect(create.balance(40)).toBeVisible();
  } finally {
    await setPrice(model.id, model.credits);
  }
});
