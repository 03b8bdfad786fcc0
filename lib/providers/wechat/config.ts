import { env } from "@/lib/platform/env";

export interface AccountConfig {
  appid: string;
  secret: string;
  /** What the callback signatures are made with. */
  token: string;
  /** EncodingAESKey, 43 characters. */
  aesKey: string;
  /** As chosen in WeChat's console; what is weaker than this is refused. */
  mode: "plain" | "compatible" | "secure";
  /** https://api.weixin.qq.com in production. */
  apiBase: string;
  /** https://open.weixin.qq.com in production. */
  openBase: string;
  /** Longest wait for one answer, body included; 5 s without it. */
  timeoutMs?: number;
  /** Waits before a busy call is repeated, in milliseconds; 300 and 900 without it. */
  busyWaitsMs?: readonly number[];
  /** How long a credential that did not change is not asked for again; 10 s without it. */
  holdMs?: number;
}

/** The official account of the environment; null when there is none. */
export function accountConfig(): AccountConfig | null {
  const { WECHAT_APP_ID, WECHAT_APP_SECRET, WECHAT_TOKEN, WECHAT_AES_KEY } = env();
  if (!WECHAT_APP_ID || !WECHAT_APP_SECRET || !WECHAT_TOKEN || !WECHAT_AES_KEY) return null;
  return {
    appid: WECHAT_APP_ID,
    secret: WECHAT_APP_SECRET,
    token: WECHAT_TOKEN,
    aesKey: WECHAT_AES_KEY,
    mode: env().WECHAT_MESSAGE_MODE,
    apiBase: env().WECHAT_API_BASE,
    openBase: env().WECHAT_OPEN_BASE,
  };
}
