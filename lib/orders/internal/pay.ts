import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { singleton } from "@/lib/platform/process/singleton";
import { payConfig, wechatPay } from "@/lib/providers/wechat-pay/client";
import { type WechatPay, WechatPayError } from "@/lib/providers/wechat-pay/words";

/** The merchant account, or null where none is set up. */
export const findPay = (): WechatPay | null =>
  singleton("orders.pay", () => {
    const config = payConfig();
    return { pay: config && wechatPay(config) };
  }).pay;

/** The merchant account; 503 without one. */
export function pay(): WechatPay {
  return findPay() ?? fail(new AppError(503, "payments_off", "Payments are not set up here."));
}

const fail = (error: Error): never => {
  throw error;
};

/** Where WeChat Pay calls back; the web tier's address where there is one. */
export const notifyUrl = (path: "notify" | "refund-notify"): string =>
  `${new URL(env().WECHAT_CALLBACK_BASE ?? env().APP_URL).origin}/api/wechat/pay/${path}`;

/** For a call that brought no answer to rely on: the order stands as it is, and the same call may be made again. */
export const payUnavailable = () =>
  new AppError(503, "payment_unavailable", "WeChat Pay did not answer; nothing was paid. Try again.");

/** An operator must look at what only our set-up can have caused. */
export function tellOperator(error: WechatPayError, subject: string): void {
  if (error.trouble !== "setup") return;
  logger("orders.pay").error("WeChat Pay does not take our calls as they are", {
    subject,
    code: error.code,
    detail: error.detail,
    vendor_request_id: error.requestId,
  });
}

/** The trouble of a failed call; anything that is no answer of WeChat Pay is thrown on. */
export function troubleOf(error: unknown, subject: string): WechatPayError {
  if (!(error instanceof WechatPayError)) throw error;
  tellOperator(error, subject);
  return error;
}
