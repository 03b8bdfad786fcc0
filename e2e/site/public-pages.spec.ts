import { legalNames } from "@/components/legal/documents";
import { LEGAL_VERSION } from "@/components/legal/text";
import { LOCALES } from "@/lib/platform/locale";
import { alive } from "../fixtures/alive";
import { expect, test } from "../fixtures/test";

const agents = {
  windows: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
  ios: "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1",
} as const;

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("home shows real pictures, one next thing to do, and what the product does", async ({ page, t }) => {
      await page.goto("/");
      await expect(page.getByRole("heading", { level: 1 })).toContainText(t("home.sentence.what"));
      const main = page.getByRole("main");
      await expect(main.getByRole("link", { name: t("home.start"), exact: true })).toHaveAttribute(
        "href",
        "/sign-up",
      );
      for (const key of ["generate", "edit", "library", "album"] as const)
        await expect(
          main.getByRole("heading", { name: t(`home.features.${key}.title`), exact: true }),
        ).toBeVisible();
      const pictures = page.getByRole("list", { name: t("home.gallery"), exact: true }).getByRole("link");
      await expect.poll(() => pictures.count()).toBeGreaterThan(3);
      await pictures.first().click();
      await expect(page).toHaveURL(/\/explore\/img_/);
    });

    test("the foot of public pages leads to what holds here", async ({ page, t }) => {
      await page.goto("/pricing");
      const foot = page.getByRole("contentinfo");
      const addresses = await foot
        .getByRole("link")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      expect(addresses).toEqual(
        expect.arrayContaining([
          "/downloads",
          `/explore/feed.xml?lang=${language}`,
          ...legalNames.map((name) => `/legal/${name}`),
        ]),
      );
      for (const address of addresses)
        expect((await page.request.get(address ?? "")).status(), `${address}`).toBe(200);
      await foot.getByRole("link", { name: t("shell.footer.links.privacy"), exact: true }).click();
      await expect(page).toHaveURL("/legal/privacy");
    });

    test("each text has its sections, its day, and the way to the others", async ({ page, t }) => {
      for (const name of legalNames) {
        await page.goto(`/legal/${name}`);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(t(`shell.footer.links.${name}`));
        await expect(page.locator(`time[datetime="${LEGAL_VERSION}"]`)).toBeVisible();
        const contents = page.getByRole("navigation", { name: t("legal.contents"), exact: true });
        const anchors = await contents
          .getByRole("link")
          .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
        expect(anchors.length).toBeGreaterThan(5);
        for (const anchor of anchors) await expect(page.locator(anchor)).toHaveCount(1);
        const texts = page.getByRole("navigation", { name: t("legal.texts"), exact: true });
        await expect(texts.locator('[aria-current="page"]')).toHaveText(t(`shell.footer.links.${name}`));
        await expect(texts.getByRole("link")).toHaveCount(legalNames.length);
      }
    });

    test("who signs up or pays is told what they accept", async ({ page, t, context }) => {
      await page.goto("/sign-up");
      const main = page.getByRole("main");
      const accepted = ["terms", "privacy"] as const;
      for (const name of accepted) await expect(main.locator(`a[href="/legal/${name}"]`), name).toBeVisible();
      const [opened] = await Promise.all([
        context.waitForEvent("page"),
        main.locator('a[href="/legal/terms"]').click(),
      ]);
      await expect(opened.getByRole("heading", { level: 1 })).toHaveText(t("shell.footer.links.terms"));
      await opened.close();
    });
  });

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("pricing shows every plan and the one that holds, and the window that takes the money names the refund rules", async ({
      page,
      person,
      t,
    }) => {
      await page.goto("/pricing");
      const plans = page.getByRole("region", { name: t("pricing.plans"), exact: true });
      for (const plan of ["free", "pro", "enterprise"] as const)
        await expect(
          plans.getByRole("heading", { name: t(`shell.plans.${plan}`), exact: true }),
        ).toBeVisible();
      await expect(plans.getByText(t("pricing.current"), { exact: true })).toHaveCount(1);
      const buy = page.getByRole("button", { name: t("checkout.product.credits", { count: 100 }) }).first();
      await alive(buy);
      await buy.click();
      const dialog = page.getByRole("dialog");
      await expect(dialog.locator('a[href="/legal/refunds"]'), person.username).toBeVisible();
      await dialog.getByRole("button", { name: t("checkout.cancel"), exact: true }).click();
      await expect(dialog).toHaveCount(0);
    });

    test.describe("downloads on Windows", () => {
      test.use({ userAgent: agents.windows });

      test("one's own platform comes first, and what is not published is no link", async ({ page, t }) => {
        await page.goto("/downloads");
        const cards = page
          .getByRole("region", { name: t("downloads.clients"), exact: true })
          .getByRole("listitem");
        await expect(cards).toHaveCount(5);
        await expect(cards.first()).toContainText(t("downloads.platforms.windows.name"));
        await expect(cards.first()).toContainText(t("downloads.own"));
        for (const card of await cards.all()) {
          const links = await card.getByRole("link").count();
          await expect(card.getByText(t("downloads.unpublished"), { exact: true })).toHaveCount(
            links === 0 ? 1 : 0,
          );
        }
        await expect(page.getByRole("img", { name: t("downloads.install.scan"), exact: true })).toBeVisible();
      });
    });

    test.describe("downloads on an iPhone", () => {
      test.use({ userAgent: agents.ios, viewport: { width: 390, height: 844 } });

      test("one's own platform comes first, and there is nothing to scan", async ({ page, t }) => {
        await page.goto("/downloads");
        const cards = page
          .getByRole("region", { name: t("downloads.clients"), exact: true })
          .getByRole("listitem");
        await expect(cards.first()).toContainText(t("downloads.platforms.ios.name"));
        await expect(page.getByRole("main").getByRole("img")).toHaveCount(0);
      });
    });
  });
