import { expect, test } from "../fixtures/browsers";
import { chooseRole, newPerson, register, reviewer } from "../fixtures/people";
import { AuditPage } from "../pages/admin/audit-page";
import { PanelPage } from "../pages/admin/system-pages";
import { removeConfigs } from "./leave-nothing";

const reason = "E2E: looked at by hand";

/** Configs that a test of this file has made; none may stay for the orders of others. */
const made: string[] = [];
test.afterEach(() => removeConfigs(made.splice(0)));

for (const language of ["zh-CN", "en"] as const)
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("a vendor's config is made, gets another key, and goes; the audit log never has the key", async ({
      openBrowser,
      t,
    }) => {
      const admin = reviewer();
      const panel = new PanelPage(await (await openBrowser(admin)).newPage(), t);
      const name = newPerson().username;
      made.push(name);
      await panel.open("vendors");
      const create = t("admin.vendors.create");
      const window = await panel.press(panel.button(create));
      await window.getByRole("combobox", { name: t("admin.vendors.provider") }).selectOption("stability");
      // Behind everybody else, so that no order of another test goes there.
      await window.getByRole("spinbutton", { name: t("admin.vendors.position") }).fill("100");
      const fields = { [t("admin.vendors.name")]: name, [t("admin.vendors.key")]: "sk-e2e-0123456789abcd" };
      await panel.confirm(window, create, { fields, reason, password: admin.password });
      await panel.said(t("admin.vendors.created"));
      await expect(panel.row(name)).toContainText("abcd");
      await expect(panel.row(name)).toContainText(t("create.vendors.stability"));
      await panel.row(name).getByRole("link", { name, exact: true }).click();
      await expect(panel.sheet).toBeVisible();
      const id = new URL(panel.page.url()).searchParams.get("open") ?? "";

      const inSheet = (label: string) => panel.sheet.getByRole("button", { name: label, exact: true });
      const replace = t("admin.vendors.replaceKey");
      await panel.act(
        inSheet(replace),
        replace,
        {
          fields: { [t("admin.vendors.newKey")]: "sk-e2e-9876543210wxyz" },
          reason,
          password: admin.password,
        },
        t("admin.vendors.replaced"),
      );
      await panel.open(`vendors?open=${id}`);
      await expect(panel.sheet).toContainText("wxyz");
      const remove = t("admin.vendors.remove");
      await panel.act(
        inSheet(remove),
        remove,
        { reason, password: admin.password },
        t("admin.vendors.removed"),
      );
      await panel.open("vendors");
      await expect(panel.row(name)).toHaveCount(0);

      const audit = new AuditPage(panel.page, t);
      await audit.open({ subject: id });
      await expect(audit.lines("api-configs.panel-delete")).toHaveCount(1);
      await audit.openLine("api-configs.panel-replace-key");
      await audit.changed("keyEndsWith", "abcd", "wxyz");
      await expect(audit.sheet).not.toContainText("sk-e2e");
      await audit.open({ subject: id, action: "api-configs.panel-delete" });
      await audit.openLine("api-configs.panel-delete");
      await audit.changed("keyEndsWith", "wxyz", "–");
    });
  });

test("what a picture costs us is set with the password, and stands in the audit log", async ({
  openBrowser,
  t,
}) => {
  const admin = reviewer();
  const panel = new PanelPage(await (await openBrowser(admin)).newPage(), t);
  await panel.open("vendors/models?open=stable-core");
  const edit = t("admin.vendors.models.edit");
  const window = await panel.press(panel.sheet.getByRole("button", { name: edit, exact: true }));
  const cost = window.getByRole("spinbutton", { name: t("admin.vendors.models.costMicroYuan") });
  const stored = (yuan: number) => String(Math.round(yuan * 1_000_000));
  const shown = await cost.inputValue();
  const before = shown === "" ? "null" : stored(Number(shown));
  const after = (200_000 + Math.floor(Math.random() * 10_000)) / 1_000_000;
  await cost.fill(String(after));
  await panel.confirm(window, t("admin.vendors.models.save"), { reason, password: admin.password });
  await panel.said(t("admin.vendors.models.saved"));
  const audit = new AuditPage(panel.page, t);
  await audit.open({ subject: "stable-core" });
  await audit.openLine("channels.model-terms");
  await audit.changed("costMicroYuan", before, stored(after));
});

test("a config of the environment says where it comes from and offers only its test", async ({
  openBrowser,
  t,
}) => {
  const panel = new PanelPage(await (await openBrowser(reviewer())).newPage(), t);
  await panel.open("vendors");
  const from = t("admin.vendors.sources.environment");
  await panel.row(from).first().getByRole("link").first().click();
  await expect(panel.sheet).toContainText(t("admin.vendors.fromEnvironment"));
  await expect(panel.sheet.getByRole("button", { name: t("admin.vendors.test"), exact: true })).toBeVisible();
  for (const key of ["edit", "disable", "replaceKey", "remove"] as const)
    await expect(
      panel.sheet.getByRole("button", { name: t(`admin.vendors.${key}`), exact: true }),
    ).toHaveCount(0);
});

test("an auditor sees vendors and models and finds no way to write", async ({ openBrowser, t }) => {
  const auditor = newPerson();
  await register(auditor);
  await chooseRole(auditor, "auditor");
  const panel = new PanelPage(await (await openBrowser(auditor)).newPage(), t);
  await panel.open("vendors");
  await expect(panel.button(t("admin.vendors.create"))).toHaveCount(0);
  await panel.row(t("admin.vendors.sources.environment")).first().getByRole("link").first().click();
  await expect(panel.sheet).toBeVisible();
  await expect(panel.button(t("admin.vendors.test"))).toHaveCount(0);
  await expect(panel.button(t("admin.vendors.channel.edit"))).toHaveCount(0);
  await panel.open("vendors/models?open=stable-core");
  await expect(panel.sheet).toBeVisible();
  await expect(panel.button(t("admin.vendors.models.edit"))).toHaveCount(0);
});
