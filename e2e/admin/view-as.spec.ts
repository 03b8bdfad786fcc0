import { randomUUID } from "node:crypto";
import { expect, test } from "../fixtures/browsers";
import { generate } from "../fixtures/orders";
import { chooseRole, newPerson, register } from "../fixtures/people";
import { server } from "../fixtures/stack/server";
import { AuditPage } from "../pages/admin/audit-page";
import { UserPages } from "../pages/admin/user-pages";
import { AuthPage } from "../pages/auth-page";
import { LibraryPage } from "../pages/library-page";

const reason = "E2E: they cannot find an image";

for (const language of ["zh-CN", "en"] as const)
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("an admin sees what somebody sees, changes nothing, and goes back; the log has it", async ({
      context,
      openBrowser,
      person,
      t,
    }) => {
      await generate(context, { prompt: `狐狸 ${person.username}`, count: 1 });
      const admin = newPerson();
      await register(admin);
      await chooseRole(admin, "admin");
      // Through the door: what an admin sees as somebody else is bound to the session that the door opened.
      const browser = await openBrowser();
      const users = new UserPages(await browser.newPage(), t);
      const { page, acts } = users;
      await page.goto("/sign-in?next=/admin/users");
      await new AuthPage(page, t).signIn(admin.email, admin.password);
      await expect(page).toHaveURL("/admin/users");
      await users.find(person.email, person.username);
      const { id } = users;
      const label = t("admin.users.viewAs");
      await acts.press(acts.button(label));
      await acts.confirm(label, { reason, password: admin.password });

      await expect(page).toHaveURL("/library");
      const notice = page.getByText(t("shell.viewAs.seeing", { name: person.username }), { exact: true });
      await expect(notice).toBeVisible();
      await expect(new LibraryPage(page, t).cells()).toHaveCount(1);
      const order = { idempotencyKey: randomUUID(), model: "sketch-1", prompt: "x", count: 1 };
      const refused = await browser.request.post("/api/v1/generations", {
        data: order,
        headers: { origin: server.url() },
      });
      expect([refused.status(), (await refused.json()).code]).toEqual([403, "view_only"]);
      expect((await browser.request.get("/admin/users")).status()).toBe(404);

      await page.getByRole("button", { name: t("shell.viewAs.end"), exact: true }).click();
      await expect(page).toHaveURL("/admin/users");
      await expect(notice).toHaveCount(0);
      const audit = new AuditPage(page, t);
      await audit.open({ subject: id, action: "accounts.view-as" });
      await audit.openLine("accounts.view-as");
      await expect(audit.sheet).toContainText(reason);
    });
  });
