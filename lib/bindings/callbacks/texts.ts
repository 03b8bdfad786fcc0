import { memberUrl } from "@/lib/platform/http/member-url";
import type { BindingRefusal } from "../schema";

/** Passive replies in WeChat: text with links, at most 2048 bytes, always in Chinese. */

const link = (path: string, words: string) => `<a href="${memberUrl(path)}">${words}</a>`;

/**
 * A client chooses its name; in a reply it must not become a link. WeChat makes links of bare addresses as well, which
 * a space of no width after each of their signs prevents.
 */
const named = (name: string) => `「${name.replaceAll(/[<>]/g, "").replaceAll(/[.:/]/g, "$&\u200b")}」`;

export const welcomeText = () =>
  `欢迎关注芯图。\n在客户端点击“绑定微信”，用微信扫描二维码，即可绑定。\n${link("/", "查看我的会员")}`;

export const voidText = () => "二维码已失效，请重新获取";

/** The device is named, so that a person whom a foreign code was shown notices. */
export function boundText(bound: { bindingId: string; deviceName: string; how: "bind" | "rebind" | "move" }) {
  const what = {
    bind: `已绑定设备${named(bound.deviceName)}。`,
    rebind: `设备${named(bound.deviceName)}已绑定到你的会员。`,
    move: `已绑定设备${named(bound.deviceName)}，它与原会员的绑定已解除。`,
  };
  return [
    what[bound.how],
    link("/", "查看我的会员"),
    link(`/bind/${bound.bindingId}`, "不是我本人，解除绑定"),
  ].join("\n");
}

export const confirmSignInText = (bindingId: string) =>
  `有人正在用这个二维码登录芯图网页版。\n${link(`/bind/${bindingId}`, "点此确认登录")}\n如果不是你本人操作，请不要确认。`;

export const confirmLinkText = (bindingId: string) =>
  `有一个芯图账户请求关联你的微信。\n${link(`/bind/${bindingId}`, "点此查看并确认")}\n如果不是你本人操作，请不要确认。`;

export const confirmedText = () => `已确认。\n${link("/", "查看我的会员")}`;

export const linkedText = () => `你的微信已与这个芯图账户关联。\n${link("/", "查看我的会员")}`;

const refusals: Record<BindingRefusal, () => string> = {
  device_limit: () =>
    `绑定的设备数量已达到上限，这台设备没有绑定。\n${link("/devices", "管理我的设备")}\n解除一台设备后，请在客户端重新获取二维码。`,
  wechat_has_other_account: () => "这个微信已经属于另一个芯图账户，没有做任何改动。",
  account_has_other_wechat: () => "这个芯图账户已经关联了另一个微信，没有做任何改动。",
  account_unavailable: () => `你的账户目前无法使用，没有做任何改动。\n${link("/help", "获取帮助")}`,
  sign_up_closed: () => "目前暂不开放新用户，没有做任何改动。",
  declined: () => "你已拒绝这次请求，没有做任何改动。",
};
export const refusalText = (refusal: BindingRefusal): string => refusals[refusal]();

const keywords = {
  unbind: () => `在这里解除设备绑定：\n${link("/devices", "我的设备")}`,
  member: () => `在这里查看会员与积分：\n${link("/", "我的会员")}`,
  help: () => `在这里查看帮助：\n${link("/help", "帮助")}\n也可以回复“会员”或“解绑”。`,
};
export const keywordText = (keyword: keyof typeof keywords): string => keywords[keyword]();
