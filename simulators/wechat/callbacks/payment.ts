import { dayDigits } from "@/simulators/wechat/clock";
import { digits } from "@/simulators/wechat/crypto/random";
import { invocationText, verifyText } from "@/simulators/wechat/crypto/signatures";
import type { Person, Phone, SimOrder } from "@/simulators/wechat/desk";
import { hasFault, takeFault } from "@/simulators/wechat/faults";
import { aboutOrder, currentOrder, isPrepaidOver } from "@/simulators/wechat/pay/order-state";
import { PhoneRefusal } from "@/simulators/wechat/people";
import type { World } from "@/simulators/wechat/world";
import { tellPayment } from "./notices";

const JSAPI_NAMES = ["appId", "timeStamp", "nonceStr", "package", "signType", "paySign"];

type By = Parameters<Phone["openPayment"]>[1];

/** The order that the person is to pay; throws a PhoneRefusal with the words on the phone. */
export function openPayment(world: World, person: Person, by: By): SimOrder {
  const key =
    "jsapi" in by
      ? prepayIdOf(world, by.jsapi)
      : "codeUrl" in by
        ? by.codeUrl
        : URL.canParse(by.h5Url)
          ? (new URL(by.h5Url).searchParams.get("prepay_id") ?? "")
          : "";
  const order = currentOrder(world, world.prepaid.get(key) ?? "");
  const wanted = "jsapi" in by ? "JSAPI" : "codeUrl" in by ? "NATIVE" : "MWEB";
  if (!order || order.tradeType !== wanted) throw new PhoneRefusal("订单不存在");
  const isOld = isPrepaidOver(world, order) || !order.prepaid.includes(key);
  if (isOld) throw new PhoneRefusal("支付链接已过期，请回到商户重新下单");
  checkPayable(world, person, order);
  return order;
}

/** The prepay id of a page's `getBrandWCPayRequest`, when everything about the call is right. */
function prepayIdOf(world: World, page: Record<string, string>): string {
  for (const name of JSAPI_NAMES)
    if (typeof page[name] !== "string" || page[name] === "")
      throw new PhoneRefusal(`调用支付JSAPI缺少参数：${name}`);
  const { appId = "", timeStamp = "", nonceStr = "", package: what = "", signType, paySign = "" } = page;
  if (Object.keys(page).length !== JSAPI_NAMES.length) throw new PhoneRefusal("调用支付JSAPI参数错误");
  if (appId !== world.appid) throw new PhoneRefusal("appId与公众号不一致");
  if (!/^\d{10}$/.test(timeStamp) || nonceStr.length > 32 || signType !== "RSA")
    throw new PhoneRefusal("调用支付JSAPI参数错误");
  const text = invocationText({ appId, timeStamp, nonceStr, package: what });
  if (!verifyText(text, paySign, world.merchantPublicKey)) throw new PhoneRefusal("支付验证签名失败");
  return /^prepay_id=(wx\w{34})$/.exec(what)?.[1] ?? "";
}

function checkPayable(world: World, person: Person, order: SimOrder): void {
  if (person.snapshot) throw new PhoneRefusal("请使用完整服务后再支付");
  if (order.openid !== null && order.openid !== person.openid)
    throw new PhoneRefusal("下单账号与支付账号不一致，请核实后再支付");
  if (order.state === "SUCCESS" || order.state === "REFUND") throw new PhoneRefusal("该订单已支付");
  if (order.state === "CLOSED" && !hasFault(world, "pay_after_close", aboutOrder(order)))
    throw new PhoneRefusal("该订单已关闭");
}

/** The person pays; the notice goes out by itself. Throws a PhoneRefusal when the order cannot be paid. */
export function payOrder(world: World, person: Person, outTradeNo: string): void {
  const order = currentOrder(world, outTradeNo);
  if (!order) throw new PhoneRefusal("订单不存在");
  checkPayable(world, person, order);
  if (order.state === "CLOSED") takeFault(world, "pay_after_close", aboutOrder(order));
  const now = world.now();
  Object.assign(order, {
    state: "SUCCESS",
    transactionId: `4200${digits(6)}${dayDigits(now)}${digits(10)}`,
    payerOpenid: person.openid,
    paidAt: now,
  } satisfies Partial<SimOrder>);
  tellPayment(world, order);
}
