import { randomUUID } from "node:crypto";
import type { APIRequestContext, PlaywrightWorkerArgs } from "@playwright/test";
import { LOCALES } from "@/lib/platform/locale";
import { server } from "../fixtures/stack/server";
import { expect, test } from "../fixtures/test";
import { ProgramsPage } from "../pages/settings/programs-page";

/** A program: no cookies, only its key. */
const programWith = (
  playwright: PlaywrightWorkerArgs["playwright"],
  key: string,
): Promise<APIRequestContext> =>
  playwright.request.newContext({
    baseURL: server.url(),
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  });
const order = () => ({ idempotencyKey: randomUUID(), model: "sketch-1", prompt: "a paper boat", count: 1 });

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("a key is made with the password, shown once, opens what it is for, and nothing once it is revoked", async ({
      page,
      person,
      playwright,
      complaints,
      t,
    }) => {
      complaints.expect(/403/);
      const programs = new ProgramsPage(page, t);
      await programs.open();
      await expect(page.getByRole("heading", { name: t("programs.emptyTitle"), exact: true })).toBeVisible();
      await programs.begin();
      await programs.name.fill("Farm");
      await programs.password.fill("not it");
      await programs.submit.click();
      await expect(
        programs.dialog.getByText(t("auth.refusals.wrong_password"), { exact: true }),
      ).toBeVisible();
      await expect(programs.password).toBeFocused();
      await programs.password.fill(person.password);
      await programs.submit.click();
      await expect(programs.key).toHaveValue(/^xk_[0-9a-z]{32}$/);
      const key = await programs.key.inputValue();
      await expect(programs.dialog.getByText(t("programs.madeTitle", { name: "Farm" }))).toBeVisible();
      await expect(programs.dialog.locator("pre")).toContainText(`${server.url()}/api/v1/images`);
      await programs.dialog.getByRole("button", { name: t("programs.stored"), exact: true }).click();
      await expect(programs.row("Farm")).toContainText(`xk_…${key.slice(-4)}`);
      await expect(programs.row("Farm")).toContainText(t("programs.neverUsed"));

      const program = await programWith(playwright, key);
      const balance = await program.get("/api/v1/credits");
      expect([balance.status(), (await balance.json()).available]).toEqual([200, 50]);
      expect(await (await program.get("/api/v1/images")).json()).toMatchObject({ items: [] });
      const answers = [
        await program.get("/api/v1/api-keys"),
        await program.get("/api/v1/sessions"),
        await program.get("/api/v1/me"),
        await program.get("/api/v1/orders"),
        await program.post("/api/v1/generations", { data: order() }),
      ];
      const outcomes = await Promise.all(
        answers.map(async (answer) => [answer.status(), (await answer.json()).code]),
      );
      const forbidden = [403, "forbidden"];
      expect(outcomes).toEqual([forbidden, forbidden, forbidden, forbidden, [403, "insufficient_scope"]]);

      await page.reload();
      await expect(programs.row("Farm")).not.toContainText(t("programs.neverUsed"));
      expect(await page.content()).not.toContain(key);
      await programs
        .row("Farm")
        .getByRole("button", { name: t("programs.revokeNamed", { name: "Farm" }) })
        .click();
      const question = page.getByRole("alertdialog", { name: t("programs.revokeNamed", { name: "Farm" }) });
      await question.getByRole("button", { name: t("programs.revoke"), exact: true }).click();
      // What lies under an open question has no role: first the question is gone, then the row.
      await expect(question).toHaveCount(0);
      await expect(programs.row("Farm")).toHaveCount(0);
      const refused = await program.get("/api/v1/credits");
      expect([refused.status(), (await refused.json()).code]).toEqual([401, "api_key_invalid"]);
      expect((await program.get("/api/v1/models")).status()).toBe(401);
      await program.dispose();
    });
  });

test("a key for generating orders, is charged to its person, and reads nothing without that scope", async ({
  page,
  person,
  playwright,
  t,
}) => {
  const programs = new ProgramsPage(page, t);
  await programs.open();
  await programs.begin();
  await programs.name.fill("Painter");
  await programs.scope("read").click();
  await programs.submit.click();
  await expect(programs.dialog.getByText(t("programs.scopesRule"), { exact: true })).toBeVisible();
  await programs.scope("generate").click();
  await programs.lifetime.selectOption({ label: t("programs.lifetimes.never") });
  await expect(programs.dialog.getByText(t("programs.neverHint"), { exact: true })).toBeVisible();
  await programs.password.fill(person.password);
  await programs.submit.click();
  await expect(programs.dialog.locator("pre")).toContainText("/api/v1/generations");
  const program = await programWith(playwright, await programs.key.inputValue());
  const ordered = await program.post("/api/v1/generations", { data: order() });
  expect(ordered.status(), await ordered.text()).toBe(202);
  const seen = await program.get(`/api/v1/generations/${(await ordered.json()).id}`);
  expect([seen.status(), (await seen.json()).code]).toEqual([403, "insufficient_scope"]);
  await program.dispose();
  await page.goto("/history");
  await expect(page.getByText("a paper boat").first()).toBeVisible();
});

test("a form without a name says so at the field, and closing it makes nothing", async ({
  page,
  person,
  t,
}) => {
  const programs = new ProgramsPage(page, t);
  await programs.open();
  await programs.begin();
  await programs.submit.click();
  await expect(programs.dialog.getByText(t("programs.nameRule"), { exact: true })).toBeVisible();
  await expect(programs.name, person.username).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(programs.dialog).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("heading", { name: t("programs.emptyTitle"), exact: true })).toBeVisible();
});
