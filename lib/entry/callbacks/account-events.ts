import type { Ctx } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { problemResponse } from "@/lib/platform/http/problem";
import { requestContext } from "../context";
import { type Callback, type CallbackCall, WECHAT_BUDGET_MS } from "./callback";
import { forgery } from "./forgery";

/** What the domain does with messages of the official account; `M` is a message that was verified. */
export interface AccountVerbs<M> {
  /** The `echostr` of a GET whose signature holds; null otherwise. */
  verify(call: { ctx: Ctx; query: URLSearchParams }): string | null | Promise<string | null>;
  /** Null for what is not genuine. */
  read(call: { ctx: Ctx; query: URLSearchParams; raw: Uint8Array }): M | null | Promise<M | null>;
  /** Stores and does what the message asks for in one transaction; a repetition gets the same reply. */
  accept(call: {
    ctx: Ctx;
    message: M;
    raw: Uint8Array;
    /** To be kept beside the bytes. */
    headers: Record<string, string>;
  }): Promise<{ reply: string | null }>;
  /** The body of the answer, encrypted where the account demands it. */
  write(call: { ctx: Ctx; message: M; reply: string | null }): string | Promise<string>;
}

const MAX_BYTES = 64 * 1024;
const HEADERS = ["content-type", "user-agent"];

/** The message and event callback: GET verifies the address, POST brings a message. Refuses with 403. */
export function accountEvents<M>(verbs: AccountVerbs<M>): Callback {
  return {
    name: "events",
    maxBytes: MAX_BYTES,
    budgetMs: WECHAT_BUDGET_MS,
    headers: HEADERS,
    handle: (call) => (call.method === "GET" ? echo(verbs, call) : message(verbs, call)),
    failed: problemResponse,
    unreachable: (requestId) =>
      problemResponse(new AppError(502, "app_unreachable", "The app does not answer."), requestId),
  };
}

const contextOf = (call: CallbackCall): Ctx =>
  requestContext({ kind: "webhook", vendor: "wechat" }, call.requestId);

async function echo<M>(verbs: AccountVerbs<M>, call: CallbackCall): Promise<Response> {
  const verified = await verbs.verify({ ctx: contextOf(call), query: new URLSearchParams(call.search) });
  if (verified === null) throw await forgery("webhook_wechat_events", call, 403);
  return textAnswer(verified, "text/plain");
}

async function message<M>(verbs: AccountVerbs<M>, call: CallbackCall): Promise<Response> {
  const ctx = contextOf(call);
  const { raw } = call;
  const read = await verbs.read({ ctx, query: new URLSearchParams(call.search), raw });
  if (read === null) throw await forgery("webhook_wechat_events", call, 403);
  const headers = Object.fromEntries([...call.headers].filter(([name]) => HEADERS.includes(name)));
  const { reply } = await verbs.accept({ ctx, message: read, raw, headers });
  const body = await verbs.write({ ctx, message: read, reply });
  return textAnswer(body, body.startsWith("<") ? "text/xml" : "text/plain");
}

const textAnswer = (body: string, type: string) =>
  new Response(body, { headers: { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" } });
