import type { Ctx } from "@/lib/platform/context";
import type { AccountMessage } from "@/lib/providers/wechat/words";
import { findAccount } from "../internal/account";

/** The message of a callback; null for what is not WeChat's or not for this account, and for anything without one. */
export const readAccountMessage = ({
  query,
  raw,
}: {
  ctx: Ctx;
  query: URLSearchParams;
  raw: Uint8Array;
}): AccountMessage | null => findAccount()?.readMessage({ query, raw }) ?? null;
