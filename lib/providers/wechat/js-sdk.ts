import { createHash, randomBytes } from "node:crypto";

/**
 * The signature of `wx.config` (appendix 1 of the JS-SDK's documentation): fixed order, values as they are, and the
 * page's whole address without its hash.
 */
export function jsSdkSignature(of: {
  ticket: string;
  nonce: string;
  timestamp: string | number;
  pageUrl: string;
}): string {
  const url = of.pageUrl.split("#", 1)[0] ?? "";
  const text = `jsapi_ticket=${of.ticket}&noncestr=${of.nonce}&timestamp=${of.timestamp}&url=${url}`;
  return createHash("sha1").update(text).digest("hex");
}

/** The arguments of `wx.config`; `nonceStr` has a capital S here and none in the signed text. */
export function jsSdkArguments(appid: string, ticket: string, pageUrl: string, now: Date) {
  const timestamp = Math.floor(now.getTime() / 1_000);
  const nonceStr = randomBytes(8).toString("hex");
  const signature = jsSdkSignature({ ticket, nonce: nonceStr, timestamp, pageUrl });
  return { appId: appid, timestamp, nonceStr, signature };
}
