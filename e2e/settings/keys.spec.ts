import { configProviders } from "@/lib/api-configs/schema";
import { LOCALES } from "@/lib/platform/locale";
import { server } from "../fixtures/stack/server";
import { expect, test } from "../fixtures/test";
import { CreatePage } from "../pages/create-page";
import { KeysPage } from "../pages/settings/keys-page";

/** The simulator takes it: it begins as its keys do. */
const KEY = "sim-own-key-1234";
/** What the composer holds before the link of the key changes it. */
const builtIn = { "zh-CN": "内置速写", en: "Built-in sketch" };
const address = () => `${server.simulator("openai")}/v1`;

test.use({ plan: "pro" });

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("an own key is added, a wrong one told exactly, the right one tested and used without credits", async ({
      page,
      person,
      t,
    }) => {
      const create = new CreatePage(page, t);
      await create.open();
      await create.chooseModel(builtIn[language]);
      const keys = new KeysPage(page, t);
      await keys.open();
      await keys.begin(configProviders.openai.name);
      const name = `${person.username} key`;
      await keys.field("name").fill(name);
      await keys.field("baseUrl").fill(address());
      await keys.key.fill("wrong-key");
      await keys.save();
      await keys.button("test").click();
      await expect(keys.sheet.getByText(t("keys.trouble.auth.title"), { exact: true })).toBeVisible();
      await expect(keys.sheet.getByText(t("keys.trouble.auth.advice"), { exact: true })).toBeVisible();
      await expect(keys.sheet).toContainText("The vendor does not accept the key.");

      await keys.key.fill(KEY);
      await keys.save();
      await expect(keys.key).toHaveValue("");
      await expect(keys.createLink).toHaveCount(0);
      await keys.button("test").click();
      await expect(keys.sheet.getByText(t("keys.works"), { exact: true })).toBeVisible();
      await expect(keys.sheet.getByText(t("keys.keyKeep", { last4: "1234" }))).toBeVisible();
      await keys.createLink.click();

      await expect(create.model).toContainText(name);
      await expect(create.modelMark("own")).toBeVisible();
      await expect(create.balance(50)).toBeVisible();
      const prompt = "a kite over the dunes";
      const card = await create.order({ prompt, count: 1, price: 0 });
      await expect(card.article.getByText(t("create.outcome.free"))).toBeVisible({ timeout: 60_000 });
      await expect(card.pictures).toHaveCount(1);
      await expect(create.balance(50)).toBeVisible();
    });
  });

test("an address inside a private network is refused where it was written, and nothing is stored", async ({
  page,
  complaints,
  person,
  t,
}) => {
  complaints.expect(/400/);
  const keys = new KeysPage(page, t);
  await keys.open();
  await keys.begin(configProviders.openai.name);
  await keys.key.fill(KEY);
  for (const [inside, words] of [
    ["https://169.254.169.254/latest", /169\.254\.169\.254 is not a public address/],
    ["https://192.168.1.10:8443/v1", /192\.168\.1\.10 is not a public address/],
    ["http://127.1:9200/v1", /https/],
  ] as const) {
    await keys.field("baseUrl").fill(inside);
    await keys.button("save").click();
    const problem = keys.sheet.getByText(t("keys.errors.address_not_allowed"));
    await expect(problem, person.username).toBeVisible();
    await expect(problem.locator("[lang=en]")).toContainText(words);
    await expect(keys.field("baseUrl")).toBeFocused();
    await keys.field("baseUrl").fill("https://example.com/v1");
    await expect(problem).toHaveCount(0);
  }
  await page.reload();
  await expect(page.getByRole("heading", { name: t("keys.emptyTitle"), exact: true })).toBeVisible();
});

test("a key is renamed without being typed again, and deleted after a question", async ({
  context,
  page,
  person,
  t,
}) => {
  const data = { name: "Mine", provider: "openai", baseUrl: address(), apiKey: KEY };
  const made = await context.request.post("/api/v1/api-configs", {
    data: { ...data, model: "gpt-image-2" },
  });
  expect(made.ok(), person.username).toBe(true);
  expect(await made.text()).not.toContain(data.apiKey);
  const keys = new KeysPage(page, t);
  await keys.open();
  await expect(keys.card("Mine")).toContainText("····1234");
  await keys
    .card("Mine")
    .getByRole("button", { name: t("keys.editNamed", { name: "Mine" }) })
    .click();
  await keys.field("name").fill("Ours");
  await keys.save();
  await page.keyboard.press("Escape");
  await keys
    .card("Ours")
    .getByRole("button", { name: t("keys.testNamed", { name: "Ours" }) })
    .click();
  await expect(keys.card("Ours").getByText(t("keys.works"), { exact: true })).toBeVisible();
  await keys
    .card("Ours")
    .getByRole("button", { name: t("keys.deleteNamed", { name: "Ours" }) })
    .click();
  await page
    .getByRole("alertdialog", { name: t("keys.deleteTitle", { name: "Ours" }) })
    .getByRole("button", { name: t("common.delete"), exact: true })
    .click();
  await expect(page.getByRole("heading", { name: t("keys.emptyTitle"), exact: true })).toBeVisible();
});

test("the result of a test stays, though a list that was asked for before comes after it", async ({
  context,
  page,
  person,
  t,
}) => {
  const data = { name: "Mine", provider: "openai", baseUrl: address(), apiKey: KEY, model: "gpt-image-2" };
  await context.request.post("/api/v1/api-configs", { data });
  const keys = new KeysPage(page, t);
  await keys.open();
  const works = keys.sheet.getByText(t("keys.works"), { exact: true });
  await page.route("**/api/v1/api-configs", async (route) => {
    const before = await route.fetch();
    await works.waitFor();
    await route.fulfill({ response: before });
  });
  await keys
    .card("Mine")
    .getByRole("button", { name: t("keys.editNamed", { name: "Mine" }) })
    .click();
  await keys.field("name").fill(`${person.username} key`);
  const asked = page.waitForRequest("**/api/v1/api-configs");
  await keys.save();
  await asked;
  const listed = page.waitForResponse("**/api/v1/api-configs");
  await keys.button("test").click();
  await (await listed).finished();
  await page.unrouteAll({ behavior: "wait" });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(works).toBeVisible();
});

test.describe("on the free plan", () => {
  test.use({ plan: "free" });

  test("a plan without own keys is told what they are and who has them", async ({ page, person, t }) => {
    const keys = new KeysPage(page, t);
    await keys.open();
    await expect(
      page.getByRole("heading", { name: t("keys.noPermissionTitle"), exact: true }),
      person.username,
    ).toBeVisible();
    await expect(keys.add).toHaveCount(0);
  });
});
