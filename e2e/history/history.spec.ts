import type { Page } from "@playwright/test";
import { generate } from "../fixtures/orders";
import { expect, test } from "../fixtures/test";
import type { Texts } from "../fixtures/texts";
import { CreatePage } from "../pages/create-page";
import { Viewer } from "../pages/viewer";

const rowOf = (page: Page, t: Texts, prompt: string) =>
  page
    .getByRole("region", { name: t("history.title"), exact: true })
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: t("history.detailsOf", { prompt }), exact: true }) });

test("a failed generation says why and what came back, and is ordered again at the price on its button", async ({
  context,
  page,
  person,
  t,
}) => {
  const prompt = "风车与麦田 [[fail]]";
  const { priceCredits } = await generate(context, { prompt, count: 2 });
  await page.goto("/history");
  const row = rowOf(page, t, prompt);
  await expect(row, person.username).toHaveCount(1);
  await expect(row).toContainText(t("history.statuses.failed"));
  await expect(row).toContainText(t("history.failures.provider_error"));
  await expect(row).toContainText(t("history.returned", { count: 2 }));
  await row.getByRole("button", { name: t("history.retry", { count: priceCredits }) }).click();
  await expect(page.getByText(t("history.retried"), { exact: true })).toBeVisible();
  await expect(row).toHaveCount(2);
  await expect(row.filter({ hasText: t("history.statuses.failed") })).toHaveCount(2, { timeout: 60_000 });
  await expect(page.getByRole("link", { name: t("shell.creditsChip", { count: 50 }) })).toBeVisible();
});

test("the settings of a generation fill the composer", async ({ context, page, person, t }) => {
  const prompt = "桂林的山水";
  await generate(context, { prompt, ratio: "21:9", count: 2, negativePrompt: "人群" });
  await page.goto("/history");
  await rowOf(page, t, prompt)
    .getByRole("link", { name: t("history.reuse") })
    .click();
  const create = new CreatePage(page, t);
  await expect(create.prompt, person.username).toHaveValue(prompt);
  await expect(create.choice("ratio", "21:9")).toBeChecked();
  await expect(create.images(2)).toBeChecked();
  await expect(create.choice("quality", t("create.qualities.draft"))).toBeChecked();
  await expect(page).toHaveURL("/create");
});

test("details tell what happened step by step, and lead to the pictures", async ({
  context,
  page,
  person,
  t,
}) => {
  const prompt = "屋檐下的雨";
  const { id } = await generate(context, { prompt, count: 2 });
  await page.goto("/history");
  await rowOf(page, t, prompt)
    .getByRole("button", { name: t("history.detailsOf", { prompt }) })
    .click();
  await expect(page).toHaveURL(`/history?generation=${id}`);
  const sheet = page.getByRole("dialog", { name: t("history.details"), exact: true });
  await expect(sheet, person.username).toContainText(t("history.timeline.created", { count: 2 }));
  await expect(sheet).toContainText(t("history.receipt", { charged: 2 }));
  await expect(sheet).toContainText(id);
  await sheet.getByRole("button", { name: t("history.openImage", { place: 2, count: 2 }) }).click();
  await expect(new Viewer(page, t).at(2, 2)).toBeVisible();
});

test("the list follows what runs, and its filter tells running from ended", async ({ page, person, t }) => {
  const prompt = "远处的帆船 [[slow]]";
  const create = new CreatePage(page, t);
  await create.open();
  await create.order({ prompt, count: 1, price: 1 });
  await page.getByRole("link", { name: t("shell.history"), exact: true }).click();
  const row = rowOf(page, t, prompt);
  await expect(row.getByRole("progressbar"), person.username).toBeVisible();
  await expect(row).toContainText(t("history.statuses.succeeded"), { timeout: 60_000 });
  await expect(row).toContainText(t("history.receipt", { charged: 1 }));
  const filter = page.getByRole("radiogroup", { name: t("history.filter") });
  await filter.getByRole("radio", { name: t("history.filters.active"), exact: true }).click();
  await expect(page.getByRole("heading", { name: t("history.empty.active") })).toBeVisible();
  await filter.getByRole("radio", { name: t("history.filters.ended"), exact: true }).click();
  await expect(row).toHaveCount(1);
});
