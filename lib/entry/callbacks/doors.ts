import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/log";
import { metrics } from "@/lib/platform/metrics";
import { readBytes } from "../input";
import { noteVendorAnswer } from "../request-log/note-answer";
import { missingRoute, type RouteHandler } from "../route";
import type { Callback, CallbackCall } from "./callback";
import { callAsForwarded, forwardToApp } from "./forward";

const log = logger("entry.callbacks");

/**
 * The public address of a callback. In the app it does the work itself, on the web tier it asks the app for the
 * answer; either way it answers within the callback's budget, and in the vendor's words also when something fails.
 */
export const callbackRoute =
  (callback: Callback): RouteHandler =>
  (request) =>
    answer(callback, request, async (call) => {
      if (env().APP_ROLE === "web") return forwardToApp(callback, call);
      return callback.handle(call);
    });

/** The address that the web tier asks: the same work, for calls that carry our own signature. */
export const internalCallbackRoute =
  (callback: Callback): RouteHandler =>
  async (request) => {
    const { APP_ROLE, INTERNAL_SECRET } = env();
    if (!INTERNAL_SECRET || APP_ROLE === "web") return missingRoute(request);
    return answer(callback, request, async (call) => {
      const forwarded = callAsForwarded(callback, call, request.headers, INTERNAL_SECRET);
      if (forwarded) return callback.handle(forwarded);
      metrics().refusedRequests.inc({ reason: "internal_signature" });
      log.warn("a forwarded call is not signed by the web tier", {
        request_id: call.requestId,
        callback: callback.name,
      });
      throw new AppError(401, "bad_signature", "The signature does not hold.");
    });
  };

async function answer(
  callback: Callback,
  request: Request,
  work: (call: CallbackCall) => Promise<Response>,
): Promise<Response> {
  const startedMs = performance.now();
  const requestId = newId("request");
  let errorCode: string | null = null;
  const failed = (error: unknown) => {
    errorCode = error instanceof AppError ? error.code : "internal_error";
    if (!(error instanceof AppError && error.status < 500))
      log.error("callback failed", { request_id: requestId, callback: callback.name, err: error });
    return callback.failed(error, requestId);
  };
  const done = readCall(callback, request, requestId).then(work).catch(failed);
  const response = await within(callback.budgetMs, done, () =>
    failed(new Error(`No answer within ${callback.budgetMs} ms.`)),
  );
  response.headers.set("x-request-id", requestId);
  const durationMs = performance.now() - startedMs;
  record(callback, request.method, response.status, durationMs / 1_000, requestId);
  const route = `/api/wechat/${callback.name}`;
  noteVendorAnswer(route, request.method, response.status, { requestId, errorCode, durationMs });
  return response;
}

/** The body once and as bytes: signatures are over exactly these. */
async function readCall(callback: Callback, request: Request, requestId: string): Promise<CallbackCall> {
  const { method } = request;
  const raw =
    method === "GET" || method === "HEAD" ? new Uint8Array() : await readBytes(request, callback.maxBytes);
  const headers = new Headers([...request.headers].filter(([name]) => wanted(callback, name)));
  const client = request.headers.get("x-forwarded-for");
  if (client !== null) headers.set("x-forwarded-for", client);
  return { requestId, method, search: new URL(request.url).search, headers, raw };
}

const wanted = (callback: Callback, name: string): boolean =>
  callback.headers.some((one) => (one.endsWith("*") ? name.startsWith(one.slice(0, -1)) : name === one));

/** Work that is late goes on, since it may be in the middle of a commit; only its answer is given up. */
async function within(ms: number, work: Promise<Response>, late: () => Response): Promise<Response> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<Response>((resolve) => {
    timer = setTimeout(() => resolve(late()), ms);
  });
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
  }
}

/** Never the query: it holds openids and codes. */
function record(
  callback: Callback,
  method: string,
  status: number,
  seconds: number,
  requestId: string,
): void {
  const labels = { method, endpoint: `/api/wechat/${callback.name}` };
  metrics().httpRequests.inc({ ...labels, status_code: String(status) });
  metrics().httpDuration.observe(labels, seconds);
  log.info(`${method} ${labels.endpoint} ${status}`, {
    request_id: requestId,
    status_code: status,
    duration_ms: Math.round(seconds * 1_000),
  });
}
