import { AppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { singleton } from "@/lib/platform/process/singleton";
import { wechatAccount } from "@/lib/providers/wechat/client";
import { accountConfig } from "@/lib/providers/wechat/config";
import { type WechatAccount, WechatError } from "@/lib/providers/wechat/words";
import { tokenStore } from "./token-store";

/** Where tests put an account of their own. */
export const ACCOUNT = "bindings.account";

/** The official account, or null where none is set up; one per process, so that its callers share renewals. */
export const findAccount = (): WechatAccount | null =>
  singleton(ACCOUNT, () => {
    const config = accountConfig();
    return { account: config && wechatAccount(config, tokenStore(config.appid)) };
  }).account;

/** The official account; throws 503 `wechat_not_configured` without one. */
export function officialAccount(): WechatAccount {
  const account = findAccount();
  if (!account) throw new AppError(503, "wechat_not_configured", "WeChat is not set up here.");
  return account;
}

/** The refusal for a call that brought no answer to rely on. What only our set-up can have caused, an operator is told. */
export function wechatUnavailable(error: unknown): AppError {
  if (!(error instanceof WechatError)) throw error;
  if (error.trouble === "setup" || error.trouble === "limited")
    logger("bindings.account").error("WeChat does not take our calls as they are", {
      trouble: error.trouble,
      errcode: error.errcode,
      detail: error.detail,
    });
  return new AppError(503, "wechat_unavailable", "WeChat did not answer. Try again.");
}
