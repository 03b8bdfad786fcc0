import { expect, test } from "../fixtures/browsers";
import { chooseRole, newPerson, register } from "../fixtures/people";
import { AuditPage } from "../pages/admin/audit-page";
import { UserPages } from "../pages/admin/user-pages";
import { AuthPage } from "../pages/auth-page";

const reason = "E2E: asked for by the person";

/** An admin of this test's own, so that the password tries of one test are not those of another. */
async function newAdmin(role: "admin" | "auditor" = "admin") {
  const admin = newPerson();
  await register(admin);
  await chooseRole(admin, role);
  return admin;
}

for (const language of ["zh-CN", "en"] as const)
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("an admin finds somebody, gives and takes credits, changes plan and role, and the log has it", async ({
      openBrowser,
      t,
    }) => {
      const person = newPerson();
      await register(person);
      const admin = await newAdmin();
      const { password } = admin;
      const users = new UserPages(await (await openBrowser(admin)).newPage(), t);
      await users.find(person.email, person.username);
      const { id, acts } = users;
      const amount = t("admin.users.amount");
      await acts.act(
        t("admin.users.give"),
        { fields: { [amount]: "25" }, reason, password },
        t("admin.users.given"),
      );
      await users.fact(t("admin.users.credits"), "75");
      await acts.act(
        t("admin.users.take"),
        { fields: { [amount]: "5" }, reason, password },
        t("admin.users.taken"),
      );
      await users.fact(t("admin.users.credits"), "70");
      await acts.act(
        t("admin.users.changePlan"),
        { choices: { [t("admin.users.plan")]: "pro" }, reason, password },
        t("admin.users.planChanged"),
      );
      await acts.act(
        t("admin.users.changeRole"),
        { choices: { [t("admin.users.role")]: "auditor" }, reason, password },
        t("admin.users.roleChanged"),
      );
      await users.fact(t("admin.users.role"), t("admin.users.roles.auditor"));

      const audit = new AuditPage(users.page, t);
      await audit.open({ subject: id, action: "users.change-role" });
      await audit.openLine("users.change-role");
      await audit.changed("role", "user", "auditor");
      await expect(audit.sheet).toContainText(reason);
      await audit.open({ subject: id, action: "users.change-plan" });
      await audit.openLine("users.change-plan");
      await audit.changed("plan", "free", "pro");
      await audit.open({ subject: id, action: "credits.adjust" });
      await expect(audit.lines("credits.adjust")).toHaveCount(2);
    });
  });

test("who is suspended is out at once, reads why when they sign in, and comes back when restored", async ({
  complaints,
  openBrowser,
  page,
  person,
  t,
}) => {
  complaints.expect(/401/);
  const words = "请写信给我们核实身份。";
  const admin = await newAdmin();
  const users = new UserPages(await (await openBrowser(admin)).newPage(), t);
  await users.find(person.username, person.username);
  await users.acts.press(users.acts.button(t("admin.users.suspend")));
  await users.acts.confirm(t("admin.users.suspend"), {
    fields: { [t("admin.users.message")]: words },
    reason,
    password: "not the password",
  });
  await expect(users.acts.window.getByRole("alert")).toContainText(t("errors.code.wrong_password"));
  await users.acts.confirm(t("admin.users.suspend"), { password: admin.password });
  await expect(users.page.getByText(t("admin.users.suspended"), { exact: true }).last()).toBeVisible();

  await page.goto("/settings");
  await expect(page).toHaveURL(/\/sign-in/);
  const auth = new AuthPage(page, t);
  await auth.signIn(person.email, person.password);
  await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible();

  await users.acts.act(t("admin.users.restore"), { reason }, t("admin.users.restored"));
  await auth.signIn(person.email, person.password);
  await expect(page).not.toHaveURL(/\/sign-in/);
  const { id } = users;
  const audit = new AuditPage(users.page, t);
  await audit.open({ subject: id, action: "users.suspend" });
  await audit.openLine("users.suspend");
  await audit.changed("status", "active", "suspended");
  await audit.open({ subject: id, action: "users.restore" });
  await audit.openLine("users.restore");
  await audit.changed("status", "suspended", "active");
  await expect(audit.sheet).toContainText(reason);
});

test("deleting somebody wants their username and the password, and leaves no name", async ({
  openBrowser,
  t,
}) => {
  const person = newPerson();
  await register(person);
  const admin = await newAdmin();
  const users = new UserPages(await (await openBrowser(admin)).newPage(), t);
  await users.find(person.username, person.username);
  const { id, acts } = users;
  const confirmName = t("admin.users.confirmName");
  await acts.press(acts.button(t("admin.users.close")));
  const { password } = admin;
  await acts.confirm(t("admin.users.close"), { fields: { [confirmName]: "somebody" }, reason, password });
  await expect(acts.window.getByRole("alert")).toContainText(t("errors.code.confirmation_wrong"));
  await acts.confirm(t("admin.users.close"), { fields: { [confirmName]: person.username }, password });
  await expect(users.page.getByText(t("admin.users.closed"), { exact: true }).last()).toBeVisible();
  await users.open({ q: person.username });
  await expect(users.person(person.username)).toHaveCount(0);
  const audit = new AuditPage(users.page, t);
  await audit.open({ subject: id, action: "users.delete" });
  await audit.openLine("users.delete");
  await audit.changed("status", "active", "deleted");
  await expect(audit.sheet).not.toContainText(person.username);
});

test("an auditor sees everything about somebody and no control that writes", async ({ openBrowser, t }) => {
  const person = newPerson();
  await register(person);
  const users = new UserPages(await (await openBrowser(await newAdmin("auditor"))).newPage(), t);
  await users.find(person.email, person.username);
  await users.fact(t("admin.users.email"), person.email);
  const storage = { used: "0 B", quota: "2 GB", images: 0 };
  await users.fact(t("admin.users.storage"), t("admin.users.storageOf", storage));
  await expect(users.writes).toHaveCount(0);
});
