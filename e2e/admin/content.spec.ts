import { expect, test } from "../fixtures/browsers";
import { publish } from "../fixtures/gallery";
import { chooseRole, newPerson, register, reviewer } from "../fixtures/people";
import { AuditPage } from "../pages/admin/audit-page";
import { StylesPage } from "../pages/admin/style-pages";
import { wordId } from "./word-id";

for (const language of ["zh-CN", "en"] as const)
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("an image is taken down and brought back from its record, whose files bear both labels", async ({
      context,
      openBrowser,
      person,
      t,
    }) => {
      const id = await publish(context, { prompt: `record ${person.username}` });
      const panel = new StylesPage(await (await openBrowser(reviewer())).newPage(), t);
      const { page } = panel;
      await page.goto(`/admin/content/images/${id}?labels=1`);
      const files = page.getByRole("table", { name: t("admin.content.image.files"), exact: true });
      await expect(files.getByRole("row").filter({ hasText: "display.webp" })).toContainText(
        t("admin.content.image.right"),
      );
      await expect(files.getByText(t("admin.content.image.wrong"), { exact: true })).toHaveCount(0);
      for (const key of ["takeDown", "reinstate"] as const) {
        const label = t(`admin.content.image.${key}`);
        const window = await panel.press(label);
        await window.getByRole("textbox", { name: t("admin.content.image.words") }).fill("E2E: seen");
        await window.getByRole("button", { name: label, exact: true }).click();
        await expect(panel.button(label)).toHaveCount(0);
      }
      expect((await context.request.get(`/media/${id}/display`)).status()).toBe(200);
      const audit = new AuditPage(page, t);
      await audit.open({ subject: id, action: "publication.reinstate" });
      await audit.openLine("publication.reinstate");
      await audit.changed("state", "taken_down", "public");
    });
  });

test("a word is added and removed, and an auditor only sees the list", async ({ openBrowser, t }) => {
  const panel = new StylesPage(await (await openBrowser(reviewer())).newPage(), t);
  const word = newPerson().username.replace("-", "");
  await panel.page.goto("/admin/content");
  const adding = await panel.press(t("admin.content.add"));
  await adding.getByRole("textbox", { name: t("admin.content.word") }).fill(word);
  await panel.confirm(adding, t("admin.content.add"), `E2E: ${word} is added`);
  const row = panel.page.getByRole("row").filter({ hasText: word });
  await expect(row).toBeVisible();

  const auditor = newPerson();
  await register(auditor);
  await chooseRole(auditor, "auditor");
  const seen = new StylesPage(await (await openBrowser(auditor)).newPage(), t);
  await seen.page.goto(`/admin/content?q=${word}`);
  await expect(seen.page.getByRole("row").filter({ hasText: word })).toBeVisible();
  for (const key of ["add", "remove", "setCheckers"] as const)
    await expect(seen.button(t(`admin.content.${key}`))).toHaveCount(0);

  await row.getByRole("button", { name: t("admin.content.remove"), exact: true }).click();
  const removing = panel.page.getByRole("dialog");
  const id = await wordId(word);
  await panel.confirm(removing, t("admin.content.remove"), `E2E: ${word} goes`);
  await expect(row).toHaveCount(0);

  const audit = new AuditPage(panel.page, t);
  await audit.open({ subject: id });
  await audit.openLine("moderation.word-add");
  await expect(audit.sheet).toContainText(`E2E: ${word} is added`);
  await audit.open({ subject: id });
  await audit.openLine("moderation.word-remove");
  await expect(audit.sheet).toContainText(`E2E: ${word} goes`);
});
