import { LOCALES } from "@/lib/platform/locale";
import { graveFindings } from "../every-page/axe";
import { standsStill } from "../every-page/places";
import { newPerson, register, signIn } from "../fixtures/people";
import { expect, test } from "../fixtures/test";
import { CreatePage } from "../pages/create-page";
import { OverlaysPage } from "../pages/shell/overlays-page";

const steps = ["prompt", "style", "price", "results", "library"] as const;

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("the offer leads through every step by keys, and what was seen is not offered again", async ({
      page,
      person,
      t,
    }) => {
      const create = new CreatePage(page, t);
      await create.open();
      const overlays = new OverlaysPage(page, t);
      await overlays.tourOffer.click();
      for (const [index, step] of steps.entries()) {
        const popover = overlays.tourStep(step);
        await expect(popover, person.username).toBeVisible();
        await expect(popover).toContainText(t("tour.place", { place: index + 1, count: steps.length }));
        await expect(overlays.tourButton(index < steps.length - 1 ? "next" : "done")).toBeFocused();
        await standsStill(page);
        expect(await graveFindings(page), step).toEqual([]);
        await page.keyboard.press("Enter");
      }
      await expect(overlays.tourStep("library")).toHaveCount(0);
      await expect(create.prompt).toBeFocused();
      await page.reload();
      await expect(create.composer).toBeVisible();
      await create.write("after the tour");
      await expect(overlays.tourOffer).toHaveCount(0);
    });
  });

test("nobody is taken along unasked, and the page is usable beside the tour", async ({ page, person, t }) => {
  const create = new CreatePage(page, t);
  await create.open();
  const overlays = new OverlaysPage(page, t);
  await expect(overlays.tourOffer, person.username).toBeVisible();
  for (const step of steps) await expect(overlays.tourStep(step)).toHaveCount(0);
  await overlays.tourOffer.click();
  await expect(overlays.tourStep("prompt")).toBeVisible();
  await create.prompt.fill("a lantern in the snow");
  await expect(overlays.tourStep("prompt")).toBeVisible();
  await create.images(1).click();
  await expect(create.generate(1)).toBeEnabled();
  await page.keyboard.press("Escape");
  await expect(overlays.tourStep("prompt")).toHaveCount(0);
  await page.reload();
  await expect(create.prompt).toHaveValue("a lantern in the snow");
  await expect(overlays.tourOffer).toHaveCount(0);
});

test("it is remembered per person, and the menu shows it again", async ({ context, page, person, t }) => {
  const create = new CreatePage(page, t);
  await create.open();
  const overlays = new OverlaysPage(page, t);
  await overlays.tourOffer.click();
  await overlays.tourButton("skip").click();
  await expect(overlays.tourOffer, person.username).toHaveCount(0);

  const other = newPerson();
  await register(other);
  await signIn(context, other);
  await create.open();
  await expect(overlays.tourOffer).toBeVisible();

  await signIn(context, person);
  await page.goto("/credits");
  await page.getByRole("button", { name: t("shell.accountMenu", { name: person.username }) }).click();
  await page.getByRole("menuitem", { name: t("shell.tour"), exact: true }).click();
  await expect(overlays.tourStep("prompt")).toBeVisible();
  await expect(page).toHaveURL("/create");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("every step stands inside the screen, beside what it speaks of", async ({ page, person, t }) => {
    await page.goto("/create");
    const overlays = new OverlaysPage(page, t);
    await overlays.tourOffer.tap();
    for (const [index, step] of steps.entries()) {
      const popover = overlays.tourStep(step);
      await expect(popover, person.username).toBeInViewport({ ratio: 1 });
      await overlays.tourButton(index < steps.length - 1 ? "next" : "done").tap();
    }
    await expect(overlays.tourOffer).toHaveCount(0);
  });
});
