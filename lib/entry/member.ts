import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { authorisationStartUrl } from "./callbacks/web-authorisation";
import { findUserContext } from "./page";

/** Whether a page runs inside WeChat. WeCom names itself as well, and its people are no openids of ours. */
export const insideWechat = (userAgent: string | null): boolean =>
  /MicroMessenger/i.test(userAgent ?? "") && !/wxwork/i.test(userAgent ?? "");

/**
 * For member pages, `from` being the page's own path below /m. Who is not signed in is sent to WeChat and comes back
 * to `from`; null outside WeChat, where the page asks to be opened in WeChat.
 */
export async function requireMemberPage(from: string): Promise<Ctx<UserActor> | null> {
  const ctx = await findUserContext();
  if (ctx) return ctx;
  if (!insideWechat((await headers()).get("user-agent"))) return null;
  redirect(authorisationStartUrl(from));
}
