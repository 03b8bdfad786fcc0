import { env } from "@/lib/platform/env";
import { broken } from "@/lib/platform/errors";
import {
  CLIENT_HEADER,
  FORWARDED_HEADER,
  type ForwardedCall,
  holdsForwarded,
  sendForwarded,
} from "@/lib/platform/http/forwarding";
import { logger } from "@/lib/platform/log";
import { addressOf } from "../session/headers";
import type { Callback, CallbackCall } from "./callback";

/** What the app says to WeChat or to a browser; everything else of its answer is between the two processes. */
const ANSWER_HEADERS = ["content-type", "location", "cache-control", "retry-after"];

/**
 * The path is the callback's own on both sides, so that a signature for one callback is good for no other, and a
 * proxy between the two may call it as it likes.
 */
const signedPart = (callback: Callback, call: CallbackCall, client: string): ForwardedCall => {
  const headers = new Headers([...call.headers].filter(([name]) => name !== "x-forwarded-for"));
  headers.set(CLIENT_HEADER, client);
  // Where the caller sent none, `fetch` would add one of its own that is not signed.
  if (!headers.has("user-agent")) headers.set("user-agent", "unknown");
  const { method, search, raw } = call;
  return { method, path: `/api/internal/wechat/${callback.name}`, query: search, headers, body: raw };
};

/** Hands a callback to the app and its answer back: bytes, query and headers as they came. */
export async function forwardToApp(callback: Callback, call: CallbackCall): Promise<Response> {
  const { APP_INTERNAL_URL, INTERNAL_SECRET } = env();
  if (!APP_INTERNAL_URL || !INTERNAL_SECRET) return broken("a web tier starts with the app's address");
  const sent = signedPart(callback, call, addressOf(call.headers));
  try {
    const answer = await sendForwarded(sent, {
      origin: new URL(APP_INTERNAL_URL).origin,
      secret: INTERNAL_SECRET,
      timeoutMs: callback.budgetMs,
      nowMs: Date.now(),
    });
    const headers = new Headers([...answer.headers].filter(([name]) => ANSWER_HEADERS.includes(name)));
    for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
    const empty = answer.body.length === 0;
    return new Response(empty ? null : new Uint8Array(answer.body), { status: answer.status, headers });
  } catch (err) {
    logger("entry.callbacks").error("the app does not answer", {
      request_id: call.requestId,
      callback: callback.name,
      err,
    });
    return callback.unreachable(call.requestId);
  }
}

/** The call that the web tier received, from the one that it sent; null when our signature does not hold. */
export function callAsForwarded(
  callback: Callback,
  call: CallbackCall,
  headers: Headers,
  secret: string,
): CallbackCall | null {
  const client = headers.get(CLIENT_HEADER) ?? "";
  const sent = signedPart(callback, call, client);
  if (!holdsForwarded(sent, headers.get(FORWARDED_HEADER), secret, Date.now())) return null;
  const received = new Headers(call.headers);
  received.set("x-forwarded-for", client);
  return { ...call, headers: received };
}
