import { AlbumClient } from "../fixtures/album-client";
import { type OwnStack, openOwnStack } from "../fixtures/stack/own-stack";
import { test as base, expect } from "../fixtures/test";
import { newWechatPerson } from "../fixtures/wechat";
import { PhonePage } from "../pages/phone-page";

const test = base.extend<{ stack: OwnStack }>({
  stack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      const stack = await openOwnStack({ DEMO_MODE: "0", SIGN_UP_OPEN: "1" }, { webTier: true });
      await use(stack);
      await stack.stop();
    },
    { timeout: 180_000 },
  ],
});

test("scanning, opening a membership and buying credits pass through a tier that has no database", async ({
  page,
  stack,
}) => {
  test.slow();
  const tier = stack.tier ?? "";
  const health = (await (await fetch(`${tier}/api/health`)).json()) as { status: string };
  expect(health.status).toBe("ok");
  for (const path of ["/", "/api/v1/products", "/m", "/sign-in", "/api/inngest", "/metrics"])
    expect((await fetch(`${tier}${path}`)).status, path).toBe(404);

  const client = new AlbumClient("后面的电脑", stack.url);
  await client.register();
  const phone = new PhonePage(page, await newWechatPerson(stack.wechat), stack.wechat);
  await phone.open();
  await phone.scan(await client.showCode());
  await expect(phone.chat).toContainText("已绑定设备「后面的电脑」");
  expect(await client.isBound()).toBe(true);
  const { available } = await client.credits();

  const buy = async (cell: string, product: string, price: string, title: string) => {
    await phone.openMember();
    await phone.web.getByRole("link", { name: cell }).first().click();
    await phone.web.getByRole("link", { name: product }).first().click();
    await phone.startPayment(price);
    await phone.confirmPayment(price);
    await expect(phone.web.getByRole("heading", { name: title })).toBeVisible();
    await phone.closeWeb();
  };
  await buy("会员套餐", "1 个月", "29.00", "会员已开通");
  expect(await client.membership()).toMatchObject({ plan: "pro", state: "active" });
  await buy("积分包", "100 积分", "6.90", "积分已到账");
  expect((await client.credits()).available).toBe(available + 1_000 + 100);

  // Everything that WeChat had to say went to the tier, and all of it was taken.
  const wechat = await deskOf(stack.wechat);
  const addresses = [wechat.console.eventsUrl, ...wechat.orders.map(({ notifyUrl }) => notifyUrl)];
  expect(new Set(addresses.map((url) => new URL(url).origin))).toEqual(new Set([new URL(tier).origin]));
  expect(wechat.deliveries.filter(({ kind }) => kind === "payment").length).toBeGreaterThanOrEqual(2);
  // A call that was not answered in time comes again; one that was refused would be lost.
  expect(wechat.deliveries.filter(({ accepted, status }) => !accepted && status !== 0)).toEqual([]);
  // The phone asks its simulator for news until it is closed; the simulator goes before the page would.
  await page.close();
});

interface WechatDesk {
  console: { eventsUrl: string };
  orders: { notifyUrl: string }[];
  /** `status` 0: no answer in time. */
  deliveries: { kind: string; accepted: boolean; status: number }[];
}

const deskOf = async (wechat: string): Promise<WechatDesk> =>
  (await (await fetch(`${wechat}/__desk`)).json()) as WechatDesk;
