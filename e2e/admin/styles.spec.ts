import { expect, test } from "../fixtures/browsers";
import { chooseRole, newPerson, register, reviewer } from "../fixtures/people";
import { drawn } from "../library/pictures";
import { AuditPage } from "../pages/admin/audit-page";
import { StylesPage } from "../pages/admin/style-pages";
import { withdrawStyles } from "./leave-nothing";

const reason = "E2E: looked at by hand";

/** Styles that a test of this file has made; nobody keeps them. */
const made: string[] = [];
const newSlug = (): string => {
  const slug = newPerson().username;
  made.push(slug);
  return slug;
};
test.afterEach(() => withdrawStyles(made.splice(0)));

for (const language of ["zh-CN", "en"] as const)
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("a style is created, taken out of the composer, and both stand in the audit log", async ({
      openBrowser,
      t,
    }) => {
      const styles = new StylesPage(await (await openBrowser(reviewer())).newPage(), t);
      const slug = newSlug();
      await styles.create(slug, reason);

      await styles.open(slug);
      const editing = await styles.press(t("admin.styles.edit"));
      await editing.getByRole("switch", { name: t("admin.styles.isOffered") }).click();
      await styles.confirm(editing, t("admin.styles.save"), reason);
      await styles.said(t("admin.styles.saved"));
      const known = await styles.page.request.get("/api/v1/style-tags");
      expect(await known.text()).not.toContain(`"${slug}"`);

      const audit = new AuditPage(styles.page, t);
      await audit.open({ subject: slug, action: "styles.update" });
      await audit.openLine("styles.update");
      await expect(audit.sheet).toContainText("isOffered");
      await expect(audit.sheet).toContainText(reason);
    });

    test("an example picture is uploaded, shown and removed, and the audit log says by whom and why", async ({
      openBrowser,
      t,
    }) => {
      const styles = new StylesPage(await (await openBrowser(reviewer())).newPage(), t);
      const slug = newSlug();
      const name = await styles.create(slug, reason);
      await styles.open(slug);
      await expect(styles.preview(name)).toHaveCount(0);
      const notes = {
        name: "example.png",
        mimeType: "image/png",
        buffer: Buffer.from("these are no pixels"),
      };
      const window = await styles.uploadPreview(notes, reason);
      await expect(window.getByText(t("editor.upload.problem.type"), { exact: true })).toBeVisible();
      const picture = { name: "example.png", mimeType: "image/png", buffer: await drawn(7) };
      await window.getByLabel(t("admin.styles.file"), { exact: true }).setInputFiles(picture);
      await window.getByRole("button", { name: t("admin.styles.save"), exact: true }).click();
      await styles.said(t("admin.styles.previewSet"));
      const widthPx = () => styles.preview(name).evaluate((img: HTMLImageElement) => img.naturalWidth);
      await expect.poll(widthPx).toBeGreaterThan(0);
      expect((await styles.page.request.get(`/media/styles/${slug}`)).headers()["content-type"]).toBe(
        "image/webp",
      );

      const removing = await styles.press(t("admin.styles.removePreview"));
      await styles.confirm(removing, t("admin.styles.removePreview"), reason);
      await styles.said(t("admin.styles.previewRemoved"));
      await expect(styles.preview(name)).toHaveCount(0);
      expect((await styles.page.request.get(`/media/styles/${slug}`)).status()).toBe(404);

      const audit = new AuditPage(styles.page, t);
      await audit.open({ subject: slug });
      await expect(audit.lines("styles.set-preview")).toHaveCount(1);
      await audit.openLine("styles.upload-preview");
      await expect(audit.sheet).toContainText("previewKey");
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
  for (const key of ["create", "edit", "uploadPreview", "setPreview", "removePreview", "merge"] as const)
    await expect(styles.button(t(`admin.styles.${key}`))).toHaveCount(0);
});
