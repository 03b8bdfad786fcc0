import { expect, test } from "../fixtures/browsers";
import { chooseRole, newPerson, register, reviewer } from "../fixtures/people";
import { AuditPage } from "../pages/admin/audit-page";
import { StylesPage } from "../pages/admin/style-pages";

const reason = "E2E: looked at by hand";

for (const language of ["zh-CN", "en"] as const)
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("a style is created, taken out of the composer, and both stand in the audit log", async ({
      openBrowser,
      t,
    }) => {
      const styles = new StylesPage(await (await openBrowser(reviewer())).newPage(), t);
      const slug = newPerson().username;
      await styles.open();
      const creating = await styles.press(t("admin.styles.create"));
      const fill = (key: "slug" | "name" | "nameEn" | "category" | "fragment", value: string) =>
        creating.getByRole("textbox", { name: t(`admin.styles.${key}`) }).fill(value);
      await fill("slug", slug);
      await fill("name", `风格 ${slug}`);
      await fill("nameEn", `Style ${slug}`);
      await fill("category", "e2e");
      await fill("fragment", "plain and quiet");
      await creating.getByRole("textbox", { name: t("admin.kit.reason") }).fill(reason);
      await creating.getByRole("button", { name: t("admin.styles.create"), exact: true }).click();
      await expect(styles.row(slug)).toContainText(t("admin.styles.offered"));

      await styles.open(slug);
      const editing = await styles.press(t("admin.styles.edit"));
      await editing.getByRole("switch", { name: t("admin.styles.isOffered") }).click();
      await editing.getByRole("textbox", { name: t("admin.kit.reason") }).fill(reason);
      await editing.getByRole("button", { name: t("admin.styles.save"), exact: true }).click();
      await expect(styles.page.getByText(t("admin.styles.saved"), { exact: true }).last()).toBeVisible();
      const known = await styles.page.request.get("/api/v1/style-tags");
      expect(await known.text()).not.toContain(`"${slug}"`);

      const audit = new AuditPage(styles.page, t);
      await audit.open({ subject: slug, action: "styles.update" });
      await audit.openLine("styles.update");
      await expect(audit.sheet).toContainText("isOffered");
      await expect(audit.sheet).toContainText(reason);
    });
  });

test("an auditor sees the styles and finds no way to write", async ({ openBrowser, t }) => {
  const auditor = newPerson();
  await register(auditor);
  await chooseRole(auditor, "auditor");
  const styles = new StylesPage(await (await openBrowser(auditor)).newPage(), t);
  await styles.open("watercolor");
  await expect(styles.page.getByRole("dialog")).toBeVisible();
  for (const key of ["create", "edit", "setPreview", "merge"] as const)
    await expect(styles.button(t(`admin.styles.${key}`))).toHaveCount(0);
});
