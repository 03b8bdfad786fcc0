import { LOCALES } from "@/lib/platform/locale";
import { AlbumClient } from "../fixtures/album-client";
import { expect, test } from "../fixtures/test";
import { type Texts, textsOf } from "../fixtures/texts";
import { newWechatPerson } from "../fixtures/wechat";
import { PhonePage } from "../pages/phone-page";

/** What the phone itself says, which is always in Chinese: its sheet that asks, and the answers to it. */
const sheetWords = { title: "订阅通知", allow: "允许", refuse: "取消" };
/** An account that began in WeChat is told things in Chinese, until its person chooses another language. */
const told = textsOf("zh-CN");

/** The page of notices inside WeChat, from the home of the member pages. */
async function openNotices({ web, openMember }: PhonePage, t: Texts): Promise<void> {
  await openMember();
  await web.getByRole("link", { name: t("member.home.notices") }).click();
  await expect(web.getByRole("heading", { name: t("member.notices.title"), exact: true })).toBeVisible();
}

/** A pack of 100 credits, as a member buys it inside WeChat. */
async function buyPack(phone: PhonePage, t: Texts): Promise<void> {
  const { web } = phone;
  await phone.openMember();
  await web
    .getByRole("link", { name: t("member.home.packs") })
    .first()
    .click();
  await web
    .getByRole("link", { name: t("member.product.credits", { credits: 100 }) })
    .first()
    .click();
  await phone.startPayment("6.90", t("member.pay.button", { price: "¥6.90" }));
  await phone.confirmPayment("6.90");
  const done = t("member.order.title.done", { kind: "credits" });
  await expect(web.getByRole("heading", { name: done, exact: true })).toBeVisible();
  await phone.closeWeb();
}

for (const language of LOCALES)
  test.describe(language, () => {
    // The web view inside WeChat has cookies of its own, and speaks what the phone's system speaks.
    test.use({ language, locale: language === "en" ? "en-US" : "zh-CN" });

    test("a member allows one message of each sort, gets one, refuses the next time, and the page says what is left", async ({
      page,
      t,
    }) => {
      const phone = new PhonePage(page, await newWechatPerson());
      const client = new AlbumClient("会发通知的电脑");
      await client.register();
      await phone.open();
      await phone.scan(await client.showCode());
      await expect(phone.chat).toContainText("已绑定设备");
      await openNotices(phone, t);
      const left = (count: number) =>
        phone.web.getByText(t("member.notices.left", { count }), { exact: true });
      const said = (answer: "accepted" | "refused") =>
        phone.web.getByRole("status").filter({ hasText: t(`member.notices.${answer}`) });
      await expect(left(0)).toHaveCount(2);
      const ask = phone.web
        .locator("wx-open-subscribe")
        .getByRole("button", { name: t("member.notices.ask"), exact: true });
      const sheet = phone.web.getByRole("dialog", { name: sheetWords.title });

      await ask.click();
      await sheet.getByRole("button", { name: sheetWords.allow, exact: true }).click();
      await expect(said("accepted")).toBeVisible();
      await expect(sheet).toBeHidden();
      await phone.closeWeb();
      await openNotices(phone, t);
      await expect(left(1)).toHaveCount(2);
      await phone.closeWeb();

      await buyPack(phone, t);
      await expect(phone.chat).toContainText(told("notifications.order.fulfilled.title"), {
        timeout: 60_000,
      });
      await openNotices(phone, t);
      const row = phone.web.getByRole("listitem").filter({ hasText: t("member.notices.groups.order") });
      await expect(row.getByText(t("member.notices.left", { count: 0 }), { exact: true })).toBeVisible();
      await expect(left(1)).toHaveCount(1);

      await ask.click();
      await sheet.getByRole("button", { name: sheetWords.refuse, exact: true }).click();
      await expect(said("refused")).toBeVisible();
    });

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
