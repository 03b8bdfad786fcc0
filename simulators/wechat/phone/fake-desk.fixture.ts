import { generateKeyPairSync } from "node:crypto";
import type { Desk, Person, Phone, SimOrder } from "@/simulators/wechat/desk";

const minutesFrom = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000);

const personOf = (openid: string, name: string, system: Person["system"]): Person => ({
  openid,
  name,
  system,
  follows: false,
  snapshot: false,
  chat: [],
});

/** A desk with two people and nothing else. */
export function fakeDesk(appUrl: string | null): Desk {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const people = [personOf("oLiLei", "李雷", "ios"), personOf("oHanMeimei", "韩梅梅", "android")];
  return {
    appid: "wx0123456789abcdef",
    secret: "secret",
    token: "token",
    aesKey: "k".repeat(43),
    account: "gh_0123456789ab",
    mchid: "1900000001",
    merchantSerial: "5A00",
    merchantPrivateKey: "",
    merchantPublicKey: publicKey,
    apiV3Key: "v".repeat(32),
    publicKeyId: "PUB_KEY_ID_0",
    platformPublicKey: "",
    platformPrivateKey: privateKey,
    console: { eventsUrl: null, oauthHost: null, appUrl, messageMode: "secure", signWith: "public-key" },
    people: new Map(people.map((person) => [person.openid, person])),
    tickets: new Map(),
    orders: new Map(),
    faults: [],
    now: () => new Date(),
  };
}

export function addTicket(desk: Desk, scene: string, minutes = 10): string {
  const url = `http://weixin.qq.com/q/${scene}`;
  desk.tickets.set(scene, { ticket: scene, url, scene, expiresAt: minutesFrom(desk.now(), minutes) });
  return url;
}

export function addOrder(desk: Desk, order: Partial<SimOrder> & { outTradeNo: string }): SimOrder {
  const made: SimOrder = {
    tradeType: "JSAPI",
    appid: desk.appid,
    description: "专业会员 · 1 个月",
    totalFen: 3900,
    openid: null,
    notifyUrl: "http://127.0.0.1/notify",
    attach: null,
    expiresAt: minutesFrom(desk.now(), 30),
    body: "{}",
    prepaid: `wx-${order.outTradeNo}`,
    prepaidAt: desk.now(),
    state: "NOTPAY",
    transactionId: null,
    payerOpenid: null,
    paidAt: null,
    refunds: [],
    ...order,
  };
  desk.orders.set(made.outTradeNo, made);
  return made;
}

/** A phone that plays on the desk alone: no callbacks, and a page's parameters count as signed when `paySign` is "good". */
export function fakePhone(desk: Desk): Phone {
  const personBy = (openid: string) => {
    const person = desk.people.get(openid);
    if (!person) throw new Error("没有这个人。");
    return person;
  };
  const tell = (openid: string, from: "person" | "account" | "wechat", text: string) =>
    void personBy(openid).chat.push({ at: desk.now(), from, text });
  const prepaidOf = (by: Parameters<Phone["openPayment"]>[1]) => {
    if ("codeUrl" in by) return by.codeUrl;
    if ("h5Url" in by) return by.h5Url;
    if (by.jsapi.paySign !== "good") throw new Error("支付验证签名失败");
    return by.jsapi.package?.replace("prepay_id=", "");
  };
  return {
    async scan(openid, url) {
      const ticket = [...desk.tickets.values()].find((one) => one.url === url);
      if (!ticket) throw new Error("二维码已失效。");
      personBy(openid).follows = true;
      const link = `${desk.console.appUrl}/m/bind?scene=${ticket.scene}&from=chat`.replace("&", "&amp;");
      tell(openid, "account", `已确认 ${ticket.scene}。\n<a href="${link}">查看会员中心</a>`);
    },
    async follow(openid) {
      personBy(openid).follows = true;
      tell(openid, "account", "欢迎关注芯图。");
    },
    async unfollow(openid) {
      personBy(openid).follows = false;
      tell(openid, "wechat", "你已取消关注。");
    },
    async say(openid, text) {
      tell(openid, "person", text);
      tell(openid, "account", `收到：${text}`);
    },
    async decide(openid, { accepted }) {
      tell(openid, "wechat", accepted ? "你允许了一次通知。" : "你没有允许通知。");
    },
    openPayment(openid, by) {
      personBy(openid);
      const prepaid = prepaidOf(by);
      const order = [...desk.orders.values()].find((one) => one.prepaid === prepaid);
      if (!order) throw new Error("订单不存在");
      if (order.state !== "NOTPAY") throw new Error("该订单已支付");
      return order;
    },
    async pay(openid, outTradeNo) {
      const order = desk.orders.get(outTradeNo);
      if (order?.state !== "NOTPAY") throw new Error("该订单已支付");
      order.state = "SUCCESS";
      order.payerOpenid = openid;
    },
  };
}
