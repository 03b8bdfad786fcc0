import { AlbumClient } from "../fixtures/album-client";
import { alive } from "../fixtures/alive";
import { expect, test } from "../fixtures/test";
import { newWechatPerson } from "../fixtures/wechat";
import { PhonePage } from "../pages/phone-page";

test("a client shows a code, a person scans and follows, and the client sees itself bound", async ({
  page,
}) => {
  const client = new AlbumClient("书房的电脑");
  await client.register();
  const code = await client.showCode();
  expect(await client.codeState()).toMatchObject({ state: "pending" });
  expect(await client.isBound()).toBe(false);

  const phone = new PhonePage(page, await newWechatPerson());
  await phone.open();
  await phone.scan(code);
  await expect(phone.chat).toContainText("已绑定设备「书房的电脑」");
  expect(await client.codeState()).toMatchObject({ state: "bound", refusal: null });
  expect(await client.isBound()).toBe(true);
  expect(await client.membership()).toMatchObject({ plan: "free", state: "none" });
  expect((await client.credits()).available).toBeGreaterThan(0);
});

test("who follows already and scans is bound as well; a code works for one person only", async ({
  browser,
  page,
}) => {
  const client = new AlbumClient("客厅的平板");
  await client.register();
  const phone = new PhonePage(page, await newWechatPerson());
  await phone.open();
  await phone.follow();
  await expect(phone.chat).toContainText("欢迎关注芯图");
  const code = await client.showCode();
  await phone.scan(code);
  await expect(phone.chat).toContainText("已绑定设备「客厅的平板」");

  const other = new PhonePage(await (await browser.newContext()).newPage(), await newWechatPerson());
  await other.open();
  await other.scan(code);
  await expect(other.chat).toContainText("二维码已失效，请重新获取");
  expect(await client.codeState()).toMatchObject({ state: "bound" });
  await other.page.context().close();
});

test("a client may move to a second account, and is told so", async ({ browser, page }) => {
  const client = new AlbumClient("共用的电脑");
  await client.register();
  const first = new PhonePage(page, await newWechatPerson());
  await first.open();
  await first.scan(await client.showCode());
  await expect(first.chat).toContainText("已绑定设备「共用的电脑」");
  const second = new PhonePage(await (await browser.newContext()).newPage(), await newWechatPerson());
  await second.open();
  await second.scan(await client.showCode());
  await expect(second.chat).toContainText("它与原会员的绑定已解除");
  expect(await client.isBound()).toBe(true);
  await second.page.context().close();
});

test("whoever un-follows keeps what is bound, and is welcomed back", async ({ page }) => {
  const client = new AlbumClient("旅行的手机");
  await client.register();
  const phone = new PhonePage(page, await newWechatPerson());
  await phone.open();
  await phone.scan(await client.showCode());
  await expect(phone.chat).toContainText("已绑定设备「旅行的手机」");
  await phone.unfollow();
  await expect(phone.page.getByRole("button", { name: "关注公众号", exact: true })).toBeVisible();
  expect(await client.isBound()).toBe(true);
  await phone.follow();
  await expect(phone.chat).toContainText("欢迎关注芯图");
});

test("who did not mean it undoes the binding from the answer in WeChat", async ({ page }) => {
  const client = new AlbumClient("陌生的电脑");
  await client.register();
  const phone = new PhonePage(page, await newWechatPerson());
  await phone.open();
  await phone.scan(await client.showCode());
  await phone.openLink("不是我本人，解除绑定");
  await expect(phone.web.getByRole("heading", { name: "设备已绑定" })).toBeVisible();
  const undo = phone.web.getByRole("button", { name: "不是我本人，解除绑定", exact: true });
  await alive(undo);
  await undo.click();
  await phone.web.getByRole("dialog").getByRole("button", { name: "解绑", exact: true }).click();
  await expect(phone.web.getByRole("heading", { name: "这台设备没有绑定" })).toBeVisible();
  expect(await client.isBound()).toBe(false);
});
