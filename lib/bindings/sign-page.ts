import type { z } from "zod";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { memberUrl } from "@/lib/platform/http/member-url";
import { officialAccount, wechatUnavailable } from "./internal/account";
import { type SignedPage, signPageInput } from "./schema";

/**
 * What `wx.config` of the JS-SDK needs on a member page, whose path with its query is told by the page: behind a host of
 * its own it differs from ours. Throws 503 `wechat_not_configured` or `wechat_unavailable`.
 */
export async function signPage({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof signPageInput>;
}): Promise<SignedPage> {
  requireUser(ctx.actor);
  const { path } = signPageInput.parse(input);
  const { origin } = new URL(memberUrl("/"));
  return officialAccount()
    .jsSdkConfig(`${origin}${path}`, ctx.now)
    .catch((error: unknown) => {
      throw wechatUnavailable(error);
    });
}
