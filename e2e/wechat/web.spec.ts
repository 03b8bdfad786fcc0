import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { products } from "@/db/schema";
import { alive } from "../fixtures/alive";
import { newPerson, register, signIn } from "../fixtures/people";
import { expect, test } from "../fixtures/test";
import type { Texts } from "../fixtures/texts";
import { newWechatPerson } from "../fixtures/wechat";
import { PhonePage } from "../pages/phone-page";

/** A phone beside the browser, in a context of its own. */
async function phoneBeside(page: Page, openid: string): Promise<PhonePage> {
  const context = await page.context().browser()?.newContext({ locale: "zh-CN" });
  if (!context) throw new Error("there is no browser");
  const phone = new PhonePage(await context.newPage(), openid);
  await phone.open();
  return phone;
}

/** What the QR code on the page says: the demo's link to the simulated phone repeats it. */
async function codeOn(page: Page): Promise<string> {
  const link = page.getByRole("link", { name: "用模拟手机扫一扫" });
  await expect(link).toBeVisible();
  return new URL((await link.getAttribute("href")) ?? "").searchParams.get("scan") ?? "";
}

async function openSheet(page: Page, button: string): Promise<void> {
  const opener = page.getByRole("button", { name: button }).first();
  await alive(opener);
  await opener.click();
}

/** Asks to link WeChat, with the password that proves who asks. */
async function openLink(page: Page, t: Texts, password: string): Promise<void> {
  const card = page.locator("form").filter({ has: page.getByRole("button", { name: t("wechat.link") }) });
  const field = card.getByLabel(t("settings.currentPassword"));
  await alive(field);
  await field.fill(password);
  await card.getByRole("button", { name: t("wechat.link") }).click();
}

test("credits are bought on the web: a code, a scan, and the balance has grown", async ({
  page,
  person,
  t,
}) => {
  await page.goto("/pricing");
  await openSheet(page, `${t("checkout.product.credits", { count: 100 })}`);
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("¥6.90");
  const phone = await phoneBeside(page, await newWechatPerson());
  await phone.scan(await codeOn(page));
  await phone.confirmPayment("6.90");
  await expect(dialog.getByText(t("checkout.paidTitle")), person.username).toBeVisible();
  await expect(dialog).toContainText("150");
  await phone.page.context().close();
});

test("an order that is given up is closed, and nothing was paid", async ({ page, person, t }) => {
  await page.goto("/pricing");
  await openSheet(page, t("checkout.product.credits", { count: 100 }));
  const dialog = page.getByRole("dialog");
  await codeOn(page);
  await dialog.getByRole("button", { name: t("checkout.cancel"), exact: true }).click();
  await expect(page.getByText(t("checkout.cancelled"), { exact: true }), person.username).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await page.goto("/credits");
  await expect(page.getByText(t("checkout.orders.statuses.closed")).first()).toBeVisible();
});

test("a price that changes while the list is open: the press buys nothing and says so, the next takes the new one", async ({
  complaints,
  page,
  person,
  t,
}) => {
  complaints.expect(/409/);
  // Nobody else buys this one.
  const product = t("checkout.product.credits", { count: 2_000 });
  const setPrice = (priceFen: number) =>
    db().update(products).set({ priceFen }).where(eq(products.sku, "credits-2000"));
  await page.goto("/pricing");
  const opener = page
    .getByRole("button", { name: t("checkout.buyNamed", { product, price: "¥99" }) })
    .first();
  await alive(opener);
  await setPrice(10_550);
  try {
    await opener.click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(t("checkout.problems.price_changed")), person.username).toBeVisible();
    await dialog.getByRole("button", { name: t("checkout.newPrice", { price: "¥105.50" }) }).click();
    await codeOn(page);
    await expect(dialog).toContainText("¥105.50");
    await dialog.getByRole("button", { name: t("checkout.cancel"), exact: true }).click();
    await expect(dialog).toHaveCount(0);
    const anew = t("checkout.buyNamed", { product, price: "¥105.50" });
    await expect(page.getByRole("button", { name: anew }).first()).toBeVisible();
  } finally {
    await setPrice(9_900);
  }
});

test("signing in with WeChat takes a scan and a confirmation by the same person", async ({ page, t }) => {
  await page.goto("/sign-in?next=/library");
  await openSheet(page, t("wechat.signIn"));
  const code = await codeOn(page);
  const phone = await phoneBeside(page, await newWechatPerson());
  await phone.scan(code);
  await expect(page.getByText(t("wechat.scanned.sign_in"))).toBeVisible();
  await phone.openLink("点此确认登录");
  const confirm = phone.web.getByRole("button", { name: "确认登录", exact: true });
  await alive(confirm);
  await confirm.click();
  await expect(phone.web.getByRole("heading", { name: "已确认登录" })).toBeVisible();
  await expect(page).toHaveURL("/library");
  await page.goto("/settings");
  await expect(page.getByText(t("wechat.noEmail"))).toBeVisible();
  await expect(page.getByText(t("wechat.card.linked"))).toBeVisible();
  await phone.page.context().close();
});

test("WeChat is linked to an account that exists, with its password, and to no second one", async ({
  page,
  person,
  t,
  browser,
  complaints,
}) => {
  complaints.expect(/403/);
  await page.goto("/settings");
  await openLink(page, t, "a wrong one");
  await expect(page.getByText(t("wechat.problems.wrong_password"))).toBeVisible();
  await page.keyboard.press("Escape");
  await openLink(page, t, person.password);
  const openid = await newWechatPerson();
  const phone = await phoneBeside(page, openid);
  await phone.scan(await codeOn(page));
  await phone.openLink("点此查看并确认");
  const confirm = phone.web.getByRole("button", { name: "确认关联", exact: true });
  await alive(confirm);
  await confirm.click();
  await expect(page.getByText(t("wechat.card.linked")), person.username).toBeVisible();
  await phone.closeWeb();

  const second = newPerson();
  await register(second);
  const context = await browser.newContext({ locale: "zh-CN", baseURL: new URL(page.url()).origin });
  await signIn(context, second);
  const other = await context.newPage();
  await other.goto("/settings");
  await openLink(other, t, second.password);
  await phone.scan(await codeOn(other));
  await expect(phone.chat).toContainText("这个微信已经属于另一个芯图账户，没有做任何改动。");
  await expect(other.getByText(t("wechat.refusals.wechat_has_other_account"))).toBeVisible();
  await context.close();
  await phone.page.context().close();
});
