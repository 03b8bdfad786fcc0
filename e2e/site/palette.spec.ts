import { LOCALES } from "@/lib/platform/locale";
import { becomeCollector } from "../every-page/places";
import { alive } from "../fixtures/alive";
import { expect, test } from "../fixtures/test";
import { CreatePage } from "../pages/create-page";
import { LibraryPage } from "../pages/library-page";
import { OverlaysPage } from "../pages/shell/overlays-page";

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("a page is reached by its name, with keys alone, and is remembered", async ({ page, person, t }) => {
      await page.goto("/create");
      const overlays = new OverlaysPage(page, t);
      await overlays.ask(t("palette.commands.history"));
      await expect(overlays.active, person.username).toHaveText(t("palette.commands.history"));
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL("/history");
      await expect(overlays.palette).toHaveCount(0);
      await overlays.press("Control+k", overlays.palette);
      await expect(overlays.active).toHaveText(t("palette.commands.history"));
      await expect(overlays.palette.getByText(t("palette.sections.recent"), { exact: true })).toBeVisible();
    });

    test("what is written becomes a prompt in the studio", async ({ page, person, t }) => {
      const prompt = "zebra 斑马过河";
      await page.goto("/library");
      const overlays = new OverlaysPage(page, t);
      await overlays.ask(prompt);
      await expect(overlays.active, person.username).toHaveText(t("palette.generate", { words: prompt }));
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL("/create");
      await expect(new CreatePage(page, t).prompt).toHaveValue(prompt);
    });
  });

test("arrow keys walk round the options and Escape gives the focus back", async ({ page, person, t }) => {
  const create = new CreatePage(page, t);
  await create.open();
  await create.prompt.focus();
  const overlays = new OverlaysPage(page, t);
  await overlays.press("Control+k", overlays.palette);
  const first = await overlays.active.textContent();
  await page.keyboard.press("ArrowUp");
  await expect(overlays.active, person.username).toHaveText(t("palette.commands.signOut"));
  await page.keyboard.press("ArrowDown");
  await expect(overlays.active).toHaveText(first ?? "");
  await page.keyboard.press("ArrowDown");
  await expect(overlays.query).toHaveAttribute(
    "aria-activedescendant",
    (await overlays.active.getAttribute("id")) ?? "",
  );
  await page.keyboard.press("Escape");
  await expect(overlays.palette).toHaveCount(0);
  await expect(create.prompt).toBeFocused();
});

test("own pictures are found by their words and open in the library", async ({ context, page, t }) => {
  await becomeCollector(context);
  const library = new LibraryPage(page, t);
  await library.open();
  const prompt = (await library.cells().first().getAttribute("aria-label")) ?? "";
  expect(prompt).not.toBe("");
  await page.goto("/credits");
  const overlays = new OverlaysPage(page, t);
  await overlays.ask(prompt.slice(0, 12));
  const own = overlays.palette.getByRole("group", { name: t("palette.sections.own"), exact: true });
  await own.getByRole("option", { name: prompt, exact: true }).first().click();
  await expect(page).toHaveURL(/\/library\?q=.+&image=img_/);
  await expect(page.locator("[data-stage] img").first()).toBeVisible();
});

test("theme and language change from anywhere", async ({ page, person, t }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/credits");
  const overlays = new OverlaysPage(page, t);
  await overlays.ask(t("palette.toDark"));
  await expect(overlays.active, person.username).toHaveText(t("palette.toDark"));
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(overlays.palette).toHaveCount(0);
  await overlays.ask(t("palette.toLanguage", { language: "English" }));
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("a visitor is offered the ways in, nothing of a member, and is asked for no session", async ({
  page,
  t,
}) => {
  await page.goto("/");
  const overlays = new OverlaysPage(page, t);
  await overlays.press("Control+k", overlays.palette);
  const option = (name: string) => overlays.palette.getByRole("option", { name, exact: true });
  await expect(option(t("palette.commands.signIn"))).toBeVisible();
  await expect(option(t("palette.commands.settings"))).toHaveCount(0);
  await expect(option(t("palette.commands.signOut"))).toHaveCount(0);
  const answers: number[] = [];
  page.on("response", (response) => answers.push(response.status()));
  await overlays.query.fill("zebra");
  await expect(option(t("palette.searchExplore", { words: "zebra" }))).toBeVisible();
  await expect.poll(() => answers).toContain(200);
  expect(answers).not.toContain(401);
});

test("the header's button opens it too, and the session ends from it", async ({
  page,
  complaints,
  person,
  t,
}) => {
  complaints.expectEndOfSession();
  await page.goto("/credits");
  const overlays = new OverlaysPage(page, t);
  const button = page.getByRole("banner").getByRole("button", { name: t("palette.open") });
  await alive(button);
  await button.click();
  await expect(overlays.palette, person.username).toBeVisible();
  await overlays.query.fill(t("palette.commands.signOut"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: t("shell.signIn"), exact: true })).toBeVisible();
});
