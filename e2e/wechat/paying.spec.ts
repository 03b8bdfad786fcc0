import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { orders, products, refundRequests } from "@/db/schema";
import { jobContext } from "@/lib/entry/context";
import { requestRefund } from "@/lib/orders/refunds/request";
import { AlbumClient } from "../fixtures/album-client";
import { alive } from "../fixtures/alive";
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

test("a member asks for the money of what is unused, and reads on the order what became of it", async ({
  phone,
}) => {
  await choose(phone, "积分包", "100 积分", "6.90");
  await phone.confirmPayment("6.90");
  await expect(phone.web.getByRole("heading", { name: "积分已到账" })).toBeVisible();
  await phone.web.getByRole("link", { name: "申请退款" }).click();
  await expect(phone.web.getByRole("heading", { name: "申请退款" })).toBeVisible();
  await expect(phone.web.getByRole("listitem").filter({ hasText: "现在可以退" })).toContainText("¥6.90");
  const submit = phone.web.getByRole("button", { name: "提交申请", exact: true });
  await alive(submit);
  await submit.click();
  await expect(phone.web.getByText("请用 3 到 500 个字写下原因。")).toBeVisible();
  await phone.web.getByRole("textbox", { name: "退款原因" }).fill("不小心买多了");
  await submit.click();
  await expect(phone.web.getByText("已申请退款，等待处理")).toBeVisible();
  await expect(phone.web.getByRole("link", { name: "申请退款" })).toHaveCount(0);
  const { id } = await newestOrder(phone);
  const [asked] = await db().select().from(refundRequests).where(eq(refundRequests.orderId, id));
  expect(asked).toMatchObject({ amountFen: 690, reason: "不小心买多了", state: "open" });
  await db()
    .update(refundRequests)
    .set({ state: "declined", decidedBy: "e2e", decidedAt: new Date(), note: "e2e" })
    .where(eq(refundRequests.orderId, id));
  await phone.page.getByRole("button", { name: "重新加载" }).click();
  await expect(phone.web.getByText("退款申请没有通过")).toBeVisible();
  await expect(phone.web.getByRole("link", { name: "申请退款" })).toBeVisible();
});

test("a price that changes before the payment: nothing is ordered and it is said, the next press takes the new one", async ({
  phone,
}) => {
  // Nobody else buys this one.
  const setPrice = (priceFen: number) =>
    db().update(products).set({ priceFen }).where(eq(products.sku, "credits-500"));
  await phone.openMember();
  await phone.web.getByRole("link", { name: "积分包" }).first().click();
  await phone.web.getByRole("link", { name: "500 积分" }).first().click();
  const old = phone.web.getByRole("button", { name: "微信支付 ¥29.90", exact: true });
  await alive(old);
  await setPrice(3_190);
  try {
    await old.click();
    await expect(phone.web.getByText("价格刚刚变了，没有下单，也没有付款。")).toBeVisible();
    expect(await db().$count(orders, eq(orders.openid, phone.openid))).toBe(0);
    await phone.startPayment("31.90");
    await phone.cancelPayment();
    expect(await newestOrder(phone)).toMatchObject({ amountFen: 3_190 });
  } finally {
    await setPrice(2_990);
  }
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
