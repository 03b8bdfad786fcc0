import { newPerson, type Person } from "../fixtures/people";
import { type OwnStack, openOwnStack } from "../fixtures/stack/own-stack";
import { test as base, expect } from "../fixtures/test";
import { PanelWrites } from "../pages/admin/panel-writes";
import { AuthPage } from "../pages/auth-page";
import { promoteOnOwnStack } from "./promote";

/** What is closed here is closed for everybody, so it is closed on a server of the test's own. */
const test = base.extend<{ stack: OwnStack }>({
  stack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      const stack = await openOwnStack({ DEMO_MODE: "0", SIGN_UP_OPEN: "1" });
      await use(stack);
      await stack.stop();
    },
    { timeout: 120_000 },
  ],
  baseURL: async ({ stack }, use) => use(stack.url),
});

test("sign-up is closed with the password and opened again, and so is selling on iOS", async ({
  browser,
  page,
  stack,
  t,
}) => {
  const admin: Person = newPerson();
  const auth = new AuthPage(page, t);
  await page.goto("/sign-up");
  await auth.signUp(admin);
  await expect(auth.account(admin)).toBeVisible();
  await promoteOnOwnStack(admin);

  const panel = new PanelWrites(page, t, admin);
  const stranger = await (await browser.newContext({ baseURL: stack.url })).newPage();
  const turn = async (key: "sign_up_open" | "ios_purchase_enabled", to: "On" | "Off") => {
    await panel.open("system/switches");
    const title = t(`admin.system.switches.${key}.title`);
    const section = page.getByRole("region", { name: title, exact: true });
    const button = panel.button(t(`admin.system.switches.turn${to}`), section);
    await panel.write(button, {}, t(`admin.system.switches.turned${to}`));
    await expect(section.getByText(t(`admin.system.switches.is${to}`), { exact: true })).toBeVisible();
    const [before, after] = to === "On" ? ["false", "true"] : ["true", "false"];
    await panel.logged(`settings.${key}`, "settings.update", {
      [t("admin.system.audit.value")]: [before, after],
    });
  };
  await turn("sign_up_open", "Off");
  await stranger.goto("/sign-up");
  await expect(stranger.getByText(t("auth.refusals.sign_up_closed"), { exact: true })).toBeVisible();
  await turn("sign_up_open", "On");
  await stranger.goto("/sign-up");
  await expect(stranger.locator("form input[name=email]")).toBeVisible();
  await turn("ios_purchase_enabled", "On");
  await turn("ios_purchase_enabled", "Off");
  await stranger.context().close();
});
