import { env } from "@/lib/platform/env";
import { memberUrl } from "@/lib/platform/http/member-url";

/** Whether an address belongs to this product: the app, the member host, or where WeChat calls back. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { APP_URL, WECHAT_CALLBACK_BASE } = env();
  const own = [APP_URL, memberUrl("/"), ...(WECHAT_CALLBACK_BASE ? [WECHAT_CALLBACK_BASE] : [])];
  return own.some((ours) => new URL(ours).origin === new URL(address).origin);
}
