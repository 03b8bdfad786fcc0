import { newPerson } from "../fixtures/people";
import { type OwnStack, openOwnStack } from "../fixtures/stack/own-stack";
import { test as base, expect } from "../fixtures/test";
import { AuthPage } from "../pages/auth-page";
import { CreatePage } from "../pages/create-page";

const test = base.extend<{ stack: OwnStack }>({
  stack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      const stack = await openOwnStack({
        // Without demo data, which takes time to draw.
        DEMO_MODE: "0",
        // A picture takes long enough to be interrupted; what was interrupted is taken up soon.
        SKETCH_DELAY_MS: "3000",
        ENGINE_LEASE_MS: "2000",
        GENERATION_RETRY_DELAY_MS: "500",
      });
      await use(stack);
      await stack.stop();
    },
    { timeout: 120_000 },
  ],
  baseURL: async ({ stack }, use) => use(stack.url),
});

test("a power cut in the middle of a generation neither loses it nor charges it twice", async ({
  page,
  stack,
  complaints,
  t,
}) => {
  // While the server is away, what the page asks for fails.
  complaints.expect(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
  const prompt = "雪夜里亮着灯的小屋";
  const person = newPerson();
  const auth = new AuthPage(page, t);
  await page.goto("/sign-up");
  await auth.signUp(person);
  await expect(auth.account(person)).toBeVisible();
  const create = new CreatePage(page, t);
  await create.open();
  const card = await create.order({ prompt, count: 2, price: 2 });
  await card.watchProgress(2);
  await stack.kill();
  await stack.restart();

  await expect(card.announcement).toHaveText(t("create.card.announceDone", { prompt, count: 2 }), {
    timeout: 60_000,
  });
  await expect(card.pictures).toHaveCount(2);
  await expect(create.balance(48)).toBeVisible();
  await page.goto("/credits");
  const rows = page.getByRole("table", { name: t("ledger.entries") }).getByRole("row");
  await expect(rows).toHaveCount(4);
  await expect(rows.filter({ hasText: t("ledger.settled", { count: 2 }) })).toHaveCount(1);
  await expect(rows.filter({ hasText: t("ledger.kinds.reserve") })).toHaveCount(1);
});
