import { AlbumClient } from "../fixtures/album-client";
import { expect, test } from "../fixtures/browsers";
import { newWechatPerson } from "../fixtures/wechat";
import { PanelWrites } from "../pages/admin/panel-writes";
import { UserPages } from "../pages/admin/user-pages";
import { PhonePage } from "../pages/phone-page";
import { newAdmin } from "./new-admin";

test("somebody who came with WeChat is found by their openid", async ({ openBrowser, t }) => {
  const openid = await newWechatPerson();
  const phone = new PhonePage(await (await openBrowser()).newPage(), openid);
  const client = new AlbumClient("openid");
  await phone.open();
  await client.register();
  await phone.scan(await client.showCode());
  await expect(phone.chat).toContainText("已绑定设备");

  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  await panel.open("users");
  await panel.filter({ q: openid });
  const rows = panel.rows(t("admin.users.title"));
  await expect(rows).toHaveCount(1);
  await rows.getByRole("link").first().click();
  const facts = panel.page.getByRole("region", { name: t("admin.users.facts"), exact: true });
  await expect(facts.locator(`[title="${openid}"]`)).toBeVisible();
});

test("signed out everywhere: no browser of the person is let in any more, and the log has it", async ({
  complaints,
  openBrowser,
  page,
  person,
  t,
}) => {
  complaints.expectEndOfSession();
  const second = await (await openBrowser(person)).newPage();
  for (const browser of [page, second]) {
    await browser.goto("/settings");
    await expect(browser).toHaveURL("/settings");
  }
  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  const users = new UserPages(panel.page, t);
  await users.find(person.email, person.username);
  const { id } = users;
  await panel.write(panel.button(t("admin.users.signOut")), {}, t("admin.users.signedOut"));
  for (const browser of [page, second]) {
    await browser.goto("/settings");
    await expect(browser).toHaveURL(/\/sign-in/);
  }
  await panel.logged(id, "users.sign-out", { sessionVersion: ["1", "2"] });
});
