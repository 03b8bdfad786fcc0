import type { SimReply, SimRequest } from "@/simulators/kit/server";
import { personCookie } from "@/simulators/wechat/account/authorize";
import type { Person, Phone } from "@/simulators/wechat/desk";
import { escapeHtml, page } from "@/simulators/wechat/page";
import { PhoneRefusal } from "@/simulators/wechat/people";
import type { World } from "@/simulators/wechat/world";

const SHOW = "/cgi-bin/mmpayweb-bin/checkmweb";
const PAY = "/cgi-bin/mmpayweb-bin/pay";
const REFUSED = 400;

/**
 * wx.tenpay.com: the page that a mobile browser opens to pay. The real one starts WeChat; here the person is chosen
 * and pays at once. Null for another path.
 */
export async function answerH5Page(
  world: World,
  request: SimRequest,
  phone: Phone,
): Promise<SimReply | null> {
  if (request.path !== SHOW && request.path !== PAY) return null;
  try {
    return request.path === SHOW ? show(world, request, phone) : await pay(world, request, phone);
  } catch (error) {
    if (error instanceof PhoneRefusal)
      return page("微信支付", `<h1>${escapeHtml(error.message)}</h1>`, REFUSED);
    throw error;
  }
}

function show(world: World, request: SimRequest, phone: Phone): SimReply {
  if (request.headers.get("user-agent")?.includes("MicroMessenger"))
    throw new PhoneRefusal("请在微信外打开订单，进行支付");
  const referer = request.headers.get("referer") ?? "";
  const { appUrl } = world.console;
  const isRegistered =
    appUrl === null || (URL.canParse(referer) && new URL(referer).host === new URL(appUrl).host);
  if (!URL.canParse(referer) || !isRegistered) throw new PhoneRefusal("商家参数格式有误，请联系商家解决");
  const back = returnOf(request.query.get("redirect_url"));
  const h5Url = request.origin + request.path + `?${request.rawQuery}`;
  const someone = [...world.people.values()].find(({ snapshot }) => !snapshot);
  const order = phone.openPayment(someone?.openid ?? "", { h5Url });
  const own = world.people.get(personCookie(request));
  const payers = own ? [own] : [...world.people.values()].filter(({ snapshot }) => !snapshot);
  const hidden = (name: string, value: string) =>
    `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
  const button = (person: Person) =>
    `<button name="person" value="${escapeHtml(person.openid)}">${escapeHtml(person.name)} 支付</button>`;
  return page(
    "微信支付",
    `<p>${escapeHtml(order.description)}</p><h1>¥${(order.totalFen / 100).toFixed(2)}</h1>` +
      `<form method="post" action="${PAY}">${hidden("order", h5Url)}${hidden("back", back)}${payers.map(button).join("")}</form>` +
      (back && `<a href="${escapeHtml(back)}">取消</a>`),
  );
}

async function pay(world: World, request: SimRequest, phone: Phone): Promise<SimReply> {
  const form = new URLSearchParams(request.body.toString());
  const openid = form.get("person") ?? "";
  if (request.method !== "POST" || !world.people.has(openid)) throw new PhoneRefusal("请重新打开订单");
  const order = phone.openPayment(openid, { h5Url: form.get("order") ?? "" });
  await phone.pay(openid, order.outTradeNo);
  const back = returnOf(form.get("back"));
  return back
    ? { status: 303, headers: { location: back }, body: "" }
    : page("微信支付", "<h1>支付成功</h1>");
}

const returnOf = (text: string | null): string => (text && /^https?:\/\//.test(text) ? text : "");
