import { randomBytes } from "node:crypto";
import { env } from "@/lib/platform/env";
import { invalidInput } from "@/lib/platform/errors";
import { officialAccount } from "../internal/account";
import { isOwnAddress } from "../internal/own-address";

/**
 * Where to send a browser within WeChat to learn who it is, and the state (32 letters and digits) that it must come
 * back with; the door keeps the state in the browser. Without `redirectUrl` WeChat returns to the callback address;
 * a `redirectUrl` must be one of our own origins and be registered with WeChat.
 */
export function beginWebAuthorisation({ input = {} }: { input?: { redirectUrl?: string } } = {}): {
  url: string;
  state: string;
} {
  const redirectUrl = input.redirectUrl ?? defaultRedirect();
  if (!isOwnAddress(redirectUrl)) throw invalidInput({ redirectUrl: "is not an address of ours" });
  const state = randomBytes(16).toString("hex");
  return { url: officialAccount().authorizeUrl(redirectUrl, state), state };
}

const defaultRedirect = (): string =>
  `${new URL(env().WECHAT_CALLBACK_BASE ?? env().APP_URL).origin}/api/wechat/oauth`;
