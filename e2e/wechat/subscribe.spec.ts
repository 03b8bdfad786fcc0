import { LOCALES } from "@/lib/platform/locale";
import { AlbumClient } from "../fixtures/album-client";
import { expect, test } from "../fixtures/test";
import { newWechatPerson } from "../fixtures/wechat";
import { PhonePage } from "../pages/phone-page";

/** A member with a bound client, on the page of notices inside WeChat. */
async function openNotices(phone: PhonePage): Promise<void> {
  const client = new AlbumClient("会发通知的电脑");
  await client.register();
  await phone.open();
  await phone.scan(await client.showCode());
  await expect(phone.chat).toContainText("已绑定设备");
  await phone.openMember();
  await phone.web.getByRole("link", { name: "微信通知" }).click();
  await expect(phone.web.getByRole("heading", { name: "微信通知" })).toBeVisible();
}

test("a member allows one message of each sort, refuses the next time, and the page says what is left", async ({
  page,
}) => {
  const phone = new PhonePage(page, await newWechatPerson());
  await openNotices(phone);
  await expect(phone.web.getByText("还可发 0 条")).toHaveCount(2);
  const ask = phone.web.locator("wx-open-subscribe").getByRole("button", { name: "订阅通知", exact: true });
  const sheet = phone.web.getByRole("dialog", { name: "订阅通知" });

  await ask.click();
  await sheet.getByRole("button", { name: "允许", exact: true }).click();
  await expect(phone.web.getByRole("status").filter({ hasText: "已允许" })).toBeVisible();
  await expect(sheet).toBeHidden();
  await phone.closeWeb();
  await phone.openMember();
  await phone.web.getByRole("link", { name: "微信通知" }).click();
  await expect(phone.web.getByText("还可发 1 条")).toHaveCount(2);

  await ask.click();
  await sheet.getByRole("button", { name: "取消", exact: true }).click();
  await expect(phone.web.getByRole("status").filter({ hasText: "没有允许" })).toBeVisible();
});

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("outside WeChat the page says what can be told there, and offers no button that cannot work", async ({
      page,
      person,
      t,
    }) => {
      await page.goto("/m/notices");
      await expect(
        page.getByRole("heading", { name: t("member.notices.title") }),
        person.username,
      ).toBeVisible();
      await expect(page.getByText(t("member.notices.groups.generation"), { exact: true })).toBeVisible();
      await expect(page.getByText(t("member.notices.onlyInWechat"), { exact: true })).toBeVisible();
      await expect(page.getByRole("button", { name: t("member.notices.ask") })).toHaveCount(0);
    });
  });
