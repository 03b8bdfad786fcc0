import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { officialAccount } from "./internal/account";

/**
 * Sends one subscribe message of the official account to a follower who allowed it. Rejects with the provider's
 * WechatError, which says whether anything was sent; 503 `wechat_not_configured` without an account.
 */
export async function sendWechatNotice({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { openid: string; templateId: string; page: string; data: Record<string, string> };
}): Promise<void> {
  requireJob(ctx.actor);
  await officialAccount().sendSubscribeMessage(input);
}
