/** A callback as a door has read it: whole, and nothing of it interpreted. */
export interface CallbackCall {
  requestId: string;
  method: string;
  /** The query as it came, with its question mark; empty without one. */
  search: string;
  /** Only the headers that the callback names, and `x-forwarded-for`. */
  headers: Headers;
  raw: Uint8Array;
}

/** One address that WeChat, or a browser that WeChat sends, calls. It runs in the app, whichever door it came by. */
export interface Callback {
  /** Below /api/wechat and /api/internal/wechat. */
  name: "events" | "oauth" | "oauth/start" | "pay/notify" | "pay/refund-notify";
  maxBytes: number;
  /** An answer that is not ready then is given up for a failing one. */
  budgetMs: number;
  /** What it needs to know of the request's headers, in lower case; a `*` at the end stands for any rest. */
  headers: readonly string[];
  /** The answer, which says yes only after the commit. Throws AppError for what is refused. */
  handle(call: CallbackCall): Promise<Response>;
  /** The answer for anything thrown, in words that make the caller try again or stop; never below 400 for machines. */
  failed(error: unknown, requestId: string): Response;
  /** The same on the web tier, for an app that does not answer. */
  unreachable(requestId: string): Response;
}

/** WeChat hangs up after 5 s and sends again; half a second is for the way. */
export const WECHAT_BUDGET_MS = 4_500;
