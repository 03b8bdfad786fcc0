import type { AccountConfig } from "./config";
import { ask } from "./http";
import { identityAnswer } from "./types";
import { type WebIdentity, WechatError } from "./words";

/**
 * The address of the silent authorisation (`snsapi_base`). WeChat checks the link strictly: this order of parameters
 * and this fragment. Throws WechatError `setup` for a state or a redirect address that WeChat would not take.
 */
export function authorizeUrl(config: AccountConfig, redirectUrl: string, state: string): string {
  if (!/^[a-zA-Z0-9]{1,128}$/.test(state))
    throw new WechatError("setup", 0, "A state has 1 to 128 letters and digits.");
  if (!/^https?:$/.test(URL.parse(redirectUrl)?.protocol ?? ""))
    throw new WechatError("setup", 0, "The redirect address is no http(s) address.");
  return (
    `${config.openBase.replace(/\/+$/, "")}/connect/oauth2/authorize?appid=${config.appid}` +
    `&redirect_uri=${encodeURIComponent(redirectUrl)}&response_type=code&scope=snsapi_base&state=${state}#wechat_redirect`
  );
}

/**
 * Who a code stands for. A code works once and for five minutes, so this is never repeated by itself, not even
 * when WeChat is busy: the caller keeps the result, and starts over at most once.
 */
export async function exchangeCode(config: AccountConfig, code: string): Promise<WebIdentity> {
  if (!/^[\x21-\x7e]{1,512}$/.test(code)) throw new WechatError("code", 41008, "This is no code.");
  const answer = await ask(config, {
    method: "GET",
    path: "/sns/oauth2/access_token",
    query: { appid: config.appid, secret: config.secret, code, grant_type: "authorization_code" },
    answer: identityAnswer,
    idempotent: false,
    bySecret: true,
    hide: [code],
  });
  return {
    openid: answer.openid,
    unionid: answer.unionid || null,
    isSnapshot: isSnapshot(answer.is_snapshotuser),
  };
}

/** Documented as 1 or missing. Whatever else comes is not trusted: a virtual openid must never be charged. */
const isSnapshot = (flag: unknown): boolean => flag !== undefined && flag !== null && Number(flag) !== 0;
