import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { orders } from "@/db/schema";
import { jobContext } from "@/lib/entry/context";
import { requestRefund } from "@/lib/orders/refunds/request";
import { AlbumClient } from "../fixtures/album-client";
import { test as base, expect } from "../fixtures/test";
import { newWechatPerson, orderAtWechat, wechatFault } from "../fixtures/wechat";
import { PhonePage } from "../pages/phone-page";

const test = base.extend<{ phone: PhonePage; client: AlbumClient }>({
  /** A phone whose person has bound a client. */
  phone: async ({ page, client }, use) => {
    const phone = new PhonePage(page, await newWechatPerson());
    await phone.open();
    await client.register();
    await phone.scan(await client.showCode());
    await expect(phone.chat).toContainText("已绑定设备");
    await use(phone);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  client: async ({}, use) => use(new AlbumClient("相册电脑")),
});

/** From the home of the member pages to the sheet of WeChat Pay. */
async function choose(phone: PhonePage, cell: string, product: string, yuan: string): Promise<void> {
  await phone.openMember();
  await phone.web.getByRole("link", { name: cell }).first().click();
  await phone.web.getByRole("link", { name: product }).first().click();
  await expect(phone.web.getByRole("heading", { name: "确认订单" })).toBeVisible();
  await phone.startPayment(yuan);
}

const newestOrder = async (phone: PhonePage) => {
  const [order] = await db().select().from(orders).where(eq(orders.openid, phone.openid));
  if (!order) throw new Error("there is no order");
  return order;
};

test("a member opens a membership in WeChat, and the client sees it", async ({ phone, client }) => {
  expect(await client.membership()).toMatchObject({ plan: "free" });
  await choose(phone, "会员套餐", "1 个月", "29.00");
  await phone.confirmPayment("29.00");
  await expect(phone.web.getByRole("heading", { name: "会员已开通" })).toBeVisible();
  expect(await client.membership()).toMatchObject({ plan: "pro", state: "active" });
  await phone.web.getByRole("link", { name: "查看我的会员" }).click();
  await expect(phone.web.getByText("专业版会员")).toBeVisible();
});

test("a member buys credits, though no notice ever comes", async ({ phone, client }) => {
  const { available } = await client.credits();
  await choose(phone, "积分包", "100 积分", "6.90");
  await wechatFault("notice_lost", (await newestOrder(phone)).id, { times: 100 });
  await phone.confirmPayment("6.90");
  await expect(phone.web.getByRole("heading", { name: "积分已到账" })).toBeVisible();
  expect((await client.credits()).available).toBe(available + 100);
});

test("who cancels the payment has paid nothing, and goes on with the same order", async ({
  phone,
  client,
}) => {
  const { available } = await client.credits();
  await choose(phone, "积分包", "100 积分", "6.90");
  await phone.cancelPayment();
  await expect(phone.web.getByText("没有付款。订单还在，可以继续支付。")).toBeVisible();
  const { id } = await newestOrder(phone);
  expect((await client.credits()).available).toBe(available);
  await phone.startPayment("6.90");
  await phone.confirmPayment("6.90");
  await expect(phone.web.getByRole("heading", { name: "积分已到账" })).toBeVisible();
  expect(await db().$count(orders, eq(orders.openid, phone.openid))).toBe(1);
  expect((await orderAtWechat(id))?.state).toBe("SUCCESS");
});

test("an order that nobody pays in time has expired, here and at WeChat", async ({ phone }) => {
  await choose(phone, "积分包", "100 积分", "6.90");
  await phone.cancelPayment();
  const { id } = await newestOrder(phone);
  await db()
    .update(orders)
    .set({ expiresAt: new Date(Date.now() - 1_000) })
    .where(eq(orders.id, id));
  await phone.web.getByRole("link", { name: "查看订单" }).click();
  await expect(phone.web.getByRole("heading", { name: "订单已过期" })).toBeVisible();
  expect((await orderAtWechat(id))?.state).toBe("CLOSED");
});

test("money that goes back takes the credits with it and shows in the order", async ({ phone, client }) => {
  const { available } = await client.credits();
  await choose(phone, "积分包", "100 积分", "6.90");
  await phone.confirmPayment("6.90");
  await expect(phone.web.getByRole("heading", { name: "积分已到账" })).toBeVisible();
  const { id, amountFen } = await newestOrder(phone);
  const input = { orderId: id, amountFen, reason: "不再需要", idempotencyKey: `refund-${id}` };
  expect(await requestRefund({ ctx: jobContext("e2e"), input })).toMatchObject({ amountFen });
  expect((await client.credits()).available).toBe(available);
  await expect(async () => {
    await phone.page.getByRole("button", { name: "重新加载" }).click();
    await expect(phone.web.getByRole("heading", { name: "已全额退款" })).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 90_000 });
  expect((await orderAtWechat(id))?.state).toBe("REFUND");
});

test("inside WeChat on an iPhone nothing is on sale", async ({ phone }) => {
  await phone.set("ios");
  await phone.openMember();
  await expect(phone.web.getByRole("link", { name: "我的订单" })).toBeVisible();
  await expect(phone.web.getByText("¥")).toHaveCount(0);
  await expect(phone.web.getByRole("link", { name: "会员套餐" })).toHaveCount(0);
  await expect(phone.web.getByRole("link", { name: "积分包" })).toHaveCount(0);
});

test("a visitor of a snapshot is nobody", async ({ phone }) => {
  await phone.page.getByRole("button", { name: "退出网页登录" }).click();
  await phone.set("snapshot");
  await phone.openMember();
  await expect(phone.web.getByRole("heading", { name: "请使用完整服务" })).toBeVisible();
});
