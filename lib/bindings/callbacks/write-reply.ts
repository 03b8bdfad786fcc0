import type { Ctx } from "@/lib/platform/context";
import type { AccountMessage } from "@/lib/providers/wechat/words";
import { officialAccount } from "../internal/account";

/** The body that answers a message, encrypted as the account demands; a null reply says nothing to the person. */
export const writeAccountReply = ({
  ctx,
  message,
  reply,
}: {
  ctx: Ctx;
  message: AccountMessage;
  reply: string | null;
}): string => officialAccount().reply(message, reply, ctx.now);
