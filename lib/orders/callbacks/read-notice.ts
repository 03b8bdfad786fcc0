import type { Ctx } from "@/lib/platform/context";
import type { PayNotice } from "@/lib/providers/wechat-pay/words";
import { findPay } from "../internal/pay";

/** The notice in a callback of WeChat Pay; null for one that is forged, old, altered or not for us. */
export async function readPayNotice({
  ctx,
  headers,
  raw,
}: {
  ctx: Ctx;
  headers: Headers;
  raw: Uint8Array;
}): Promise<PayNotice | null> {
  return (await findPay()?.readNotice({ headers, raw, now: ctx.now })) ?? null;
}
