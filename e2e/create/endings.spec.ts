import { alive } from "../fixtures/alive";
import { ended, order } from "../fixtures/orders";
import { expect, test } from "../fixtures/test";
import { CreatePage } from "../pages/create-page";

test.describe("on a plan with the largest pictures", () => {
  test.use({ plan: "pro" });

  test("an order that is too dear is not sent: the button says what is missing and leads to the credits", async ({
    page,
    person,
    t,
  }) => {
    const create = new CreatePage(page, t);
    await create.open();
    await expect(create.balance(50), person.username).toBeVisible();
    await alive(create.prompt);
    await create.prompt.fill("一座很大的城");
    await create.choice("tier", "4K").click();
    await create.choice("quality", t("create.qualities.high")).click();
    await create.images(8).click();
    const short = create.composer.getByRole("link", { name: t("create.submit.short", { price: 64 }) });
    await expect(short).toBeVisible();
    await create.prompt.press("Control+Enter");
    await short.click();
    await expect(page).toHaveURL("/credits");
    const rows = page.getByRole("table", { name: t("ledger.entries") }).getByRole("row");
    await expect(rows).toHaveCount(2);
  });
});

test("credits that another window has taken meanwhile: the order is refused, said so, and nothing is charged", async ({
  context,
  page,
  complaints,
  person,
  t,
}) => {
  complaints.expect(/402/);
  const create = new CreatePage(page, t);
  await create.open();
  await expect(create.balance(50), person.username).toBeVisible();
  await alive(create.prompt);
  await create.prompt.fill("一座很大的城");
  await create.choice("tier", "2K").click();
  await create.choice("quality", t("create.qualities.high")).click();
  await create.images(8).click();
  const other = { prompt: "另一座城 [[slow]]", tier: "2K", quality: "high", count: 8 } as const;
  const { id, priceCredits } = await order(context, other);
  await create.generate(priceCredits).click();
  await expect(create.composer.getByText(t("errors.code.not_enough_credits"))).toBeVisible();
  await expect(create.balance(50 - priceCredits)).toBeVisible();
  await context.request.post(`/api/v1/generations/${id}/cancel`);
  expect(await ended(context, id)).toMatchObject({ status: "cancelled" });
  await page.reload();
  await expect(page.getByRole("article")).toHaveCount(1);
});

test("a prompt that the provider refuses costs nothing, and the card says so", async ({
  page,
  person,
  t,
}) => {
  const create = new CreatePage(page, t);
  await create.open();
  await expect(create.balance(50), person.username).toBeVisible();
  const card = await create.order({ prompt: "海边的灯塔 [[refuse]]", count: 3, price: 3 });
  const receipt = t("create.outcome.returned", { returned: 3 });
  const sentence = t("create.outcome.failedSentence", {
    reason: t("create.failure.content_policy"),
    receipt,
  });
  await expect(card.article.getByText(sentence, { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(card.article.getByText(t("create.advice.content_policy"))).toBeVisible();
  await expect(card.announcement).toContainText(sentence);
  await expect(card.pictures).toHaveCount(0);
  await expect(create.balance(50)).toBeVisible();
});

test("where the provider delivers a part, only the part is paid for", async ({ page, person, t }) => {
  const create = new CreatePage(page, t);
  await create.open();
  await expect(create.balance(50), person.username).toBeVisible();
  const card = await create.order({ prompt: "竹林 [[partial]]", count: 2, price: 2 });
  const sentence = t("create.outcome.partlySentence", {
    missing: t("create.outcome.missing", { missing: 1 }),
    reason: t("create.outcome.partlyRefused"),
    receipt: t("create.outcome.usedAndReturned", { charged: 1, returned: 1 }),
  });
  await expect(card.article.getByText(sentence, { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(card.pictures).toHaveCount(1);
  await expect(create.balance(49)).toBeVisible();
});

test("a cancelled generation keeps and charges what had been delivered, and gives back the rest", async ({
  page,
  person,
  t,
}) => {
  const create = new CreatePage(page, t);
  await create.open();
  await expect(create.balance(50), person.username).toBeVisible();
  const card = await create.order({ prompt: "雨中的石桥 [[slow]]", count: 4, price: 4 });
  await card.watchProgress(2);
  await card.cancel.click();
  await expect(card.announcement).toContainText(t("create.outcome.cancelled"), { timeout: 30_000 });
  const delivered = await card.pictures.count();
  expect(delivered).toBeLessThan(4);
  await expect(create.balance(50 - delivered)).toBeVisible();
});

test("a generation goes on while its page is closed", async ({ context, page, person, t }) => {
  const prompt = "沙丘上的商队 [[slow]]";
  const create = new CreatePage(page, t);
  await create.open();
  const card = await create.order({ prompt, count: 2, price: 2 });
  await card.watchProgress(2);
  const before = Number(await card.bar.getAttribute("aria-valuenow"));
  await page.close();

  const again = new CreatePage(await context.newPage(), t);
  await again.open();
  const same = again.card(prompt);
  const now = async () => Number(await same.bar.getAttribute("aria-valuenow", { timeout: 5_000 }));
  await expect.poll(now, { intervals: [100], message: person.username }).toBeGreaterThan(before);
  await expect(same.announcement).toHaveText(t("create.card.announceDone", { prompt, count: 2 }), {
    timeout: 60_000,
  });
  await expect(again.balance(48)).toBeVisible();
  await expect(again.page.getByRole("article")).toHaveCount(1);
});
