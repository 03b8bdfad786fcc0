import type { SimReply, SimRequest } from "@/simulators/kit/server";
import { alphanumeric } from "@/simulators/wechat/crypto/random";
import { page } from "@/simulators/wechat/page";
import type { World } from "@/simulators/wechat/world";
import { virtualOpenid } from "./web-identity";

const CODE_LIFE_MS = 5 * 60_000;
/** WeChat checks the link as a text: these, in this order, and what is optional after them. */
const ORDER = ["appid", "redirect_uri", "response_type", "scope", "state"];
const OPTIONAL = ["connect_redirect", "forcePopup", "forceSnapShot"];
const STATE = /^[a-zA-Z0-9]{0,128}$/;
const SCOPES = ["snsapi_base", "snsapi_userinfo"];
const MAX_REMEMBERED = 5_000;

/**
 * GET open.weixin.qq.com/connect/oauth2/authorize: sends the person's web view back with a code. Who it is comes
 * from the cookie `phone_person`, which only the phone's web view has.
 */
export function authorize(world: World, request: SimRequest): SimReply {
  const names = request.rawQuery.split("&").map((pair) => pair.split("=")[0] ?? "");
  const isInOrder = ORDER.every((name, index) => names[index] === name);
  if (!isInOrder || !names.slice(ORDER.length).every((name) => OPTIONAL.includes(name)))
    return trouble("10002", "链接参数错误", "parameters or their order");
  const given = (name: string) => request.query.get(name) ?? "";
  if (given("appid") !== world.appid) return trouble("10013", "appid 参数错误", "appid");
  if (given("response_type") !== "code") return trouble("10002", "链接参数错误", "response_type");
  if (!SCOPES.includes(given("scope"))) return trouble("10005", "Scope 参数错误或没有 Scope 权限", "scope");
  if (!STATE.test(given("state"))) return trouble("10002", "state 参数错误", "state");
  const target = redirectTarget(world, request);
  if (!target) return trouble("10003", "redirect_uri 域名与后台配置不一致", "redirect_uri");

  const person = world.people.get(personCookie(request));
  if (!person) return page("微信", "<h1>请在微信客户端打开链接</h1>");
  const code = newCode(world, {
    openid: person.snapshot ? virtualOpenid(world, person.openid) : person.openid,
    isSnapshot: person.snapshot,
    scope: given("scope"),
  });
  target.searchParams.append("code", code);
  target.searchParams.append("state", given("state"));
  return { status: 302, headers: { location: target.href, "cache-control": "no-store" }, body: "" };
}

const trouble = (code: string, words: string, field: string): SimReply =>
  page("微信", `<h1>${words}</h1><p>错误码 ${code} (${field})</p>`);

/** Where to return to, when its host is the registered one and the parameter was encoded once. */
function redirectTarget(world: World, request: SimRequest): URL | null {
  const raw = /(?:^|&)redirect_uri=([^&]*)/.exec(request.rawQuery)?.[1] ?? "";
  const text = request.query.get("redirect_uri") ?? "";
  if (raw.includes("/") || !/^https?:\/\//.test(text) || !URL.canParse(text)) return null;
  const target = new URL(text);
  return world.console.oauthHost !== null && target.host === world.console.oauthHost ? target : null;
}

export function personCookie(request: SimRequest): string {
  const cookies = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const value = cookies.find((pair) => pair.startsWith("phone_person="))?.slice("phone_person=".length) ?? "";
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

function newCode(world: World, who: { openid: string; isSnapshot: boolean; scope: string }): string {
  const { codes } = world.books;
  const code = `0${alphanumeric(31)}`;
  codes.set(code, { ...who, expiresAt: world.now().getTime() + CODE_LIFE_MS, isUsed: false });
  world.counters.codes += 1;
  const oldest = codes.keys().next().value;
  if (codes.size > MAX_REMEMBERED && oldest !== undefined) codes.delete(oldest);
  return code;
}
