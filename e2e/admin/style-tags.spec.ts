import { expect, test } from "../fixtures/browsers";
import { publish } from "../fixtures/gallery";
import { newPerson } from "../fixtures/people";
import { PanelWrites } from "../pages/admin/panel-writes";
import { LAST, StylesPage } from "../pages/admin/style-pages";
import { withdrawStyles } from "./leave-nothing";
import { newAdmin } from "./new-admin";

const reason = "E2E: looked at by hand";

/** Styles that a test of this file has made; nobody keeps them. */
const made: string[] = [];
const newSlug = (): string => {
  const slug = newPerson().username;
  made.push(slug);
  return slug;
};
test.afterEach(() => withdrawStyles(made.splice(0)));

test("a style gets another category and place, and then becomes part of another one", async ({
  openBrowser,
  t,
}) => {
  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  const styles = new StylesPage(panel.page, t);
  const [gone, stays] = [newSlug(), newSlug()];
  await styles.create(gone, reason);
  await styles.create(stays, reason);

  await styles.open(gone);
  const fields = { category: "light", sortOrder: "90001" };
  await panel.write(panel.button(t("admin.styles.edit")), { fields }, t("admin.styles.saved"));
  await panel.open("styles");
  await panel.filter({ category: "light" });
  await expect(styles.row(gone)).toContainText("90001");
  await panel.logged(gone, "styles.update", {
    category: ["framing", "light"],
    sortOrder: [LAST, "90001"],
  });

  await styles.open(gone);
  const into = { fields: { into: stays } };
  await panel.write(panel.button(t("admin.styles.merge")), into, t("admin.styles.merged"));
  await styles.open();
  await expect(styles.row(gone)).toHaveCount(0);
  await styles.open(stays);
  await expect(panel.sheet).toContainText(gone);
  await panel.logged(stays, "styles.merge", { merged: ["null", gone] });
});

test("a public image becomes the example of a style by its id", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  const id = await publish(context, { prompt: `example ${person.username}` });
  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  const styles = new StylesPage(panel.page, t);
  const slug = newSlug();
  const name = await styles.create(slug, reason);
  await styles.open(slug);
  const set = panel.button(t("admin.styles.setPreview"));
  await panel.write(set, { fields: { imageId: id } }, t("admin.styles.previewSet"));
  const widthPx = () => styles.preview(name).evaluate((img: HTMLImageElement) => img.naturalWidth);
  await expect.poll(widthPx).toBeGreaterThan(0);
  await panel.logged(slug, "styles.set-preview", { imageId: ["–", id] });
});
