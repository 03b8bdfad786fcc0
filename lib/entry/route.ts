import { randomBytes } from "node:crypto";
import type { z } from "zod";
import type { Actor, Ctx, DeviceActor, KeyScope, UserActor } from "@/lib/platform/context";
import { AppError, notFound } from "@/lib/platform/errors";
import { problemResponse } from "@/lib/platform/http/problem";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/log";
import { metrics, noteActiveUser } from "@/lib/platform/metrics";
import { requestContext } from "./context";
import { parseInput, readBytes, readInput, readQuery, readReasoned } from "./input";
import { type RateLimitName, rateLimitKey, takeRateLimit } from "./limits/rate-limits";
import { isRefusal, type Refusal, refusalError } from "./refusals";
import { noteAnswer } from "./request-log/note-answer";
import {
  type AdminActor,
  type MemberOf,
  refuseViewer,
  requireAdminActor,
  requireDeviceActor,
  requireMemberActor,
  requireUserActor,
  visitorOf,
} from "./session/admission";
import { type ResolvedCaller, resolveCaller } from "./session/resolve-caller";

/** What Next hands to a route besides the request. */
export interface RouteContext {
  params?: Promise<Record<string, string | string[]>>;
}
export type RouteHandler = (request: Request, context?: RouteContext) => Promise<Response>;

interface RouteOptions<I extends z.ZodType> {
  input: I;
  limit: RateLimitName;
}
interface JsonOptions<I extends z.ZodType, O extends z.ZodType> extends RouteOptions<I> {
  output: O;
  /** Success status, 200 unless told; 204 sends no body. */
  status?: number;
}
/** The scope with which a program's key is let in as the person it belongs to; without one, no key is. */
interface Scoped<S> {
  scope?: S;
}
type Scope = KeyScope | undefined;
type Call<I extends z.ZodType, A extends Actor> = { ctx: Ctx<A>; input: z.output<I>; request: Request };

/** JSON for a signed-in user (cookie or bearer): limit, parse in, call, parse out. */
export const userRoute = <I extends z.ZodType, O extends z.ZodType>(
  options: JsonOptions<I, O>,
  verb: (call: Call<I, UserActor>) => Promise<z.input<O> | Refusal>,
): RouteHandler => frame(options, requireUserActor, async (call) => answer(options, await verb(call)));

/** JSON for an installed client, bound to a member or not. */
export const deviceRoute = <I extends z.ZodType, O extends z.ZodType>(
  options: JsonOptions<I, O>,
  verb: (call: Call<I, DeviceActor>) => Promise<z.input<O> | Refusal>,
): RouteHandler => frame(options, requireDeviceActor, async (call) => answer(options, await verb(call)));

/** JSON for a member: somebody signed in, a client that is bound to somebody, or, with `scope`, a program's key. */
export const memberRoute = <I extends z.ZodType, O extends z.ZodType, S extends Scope = undefined>(
  options: JsonOptions<I, O> & Scoped<S>,
  verb: (call: Call<I, MemberOf<S>>) => Promise<z.input<O> | Refusal>,
): RouteHandler =>
  frame(options, requireMemberActor(options.scope), async (call) => answer(options, await verb(call)));

/**
 * A file from a member: the body is the file as it is, everything else stands in the query. The body is read only
 * after the asker is known and within limits.
 */
export const memberUpload = <I extends z.ZodType, O extends z.ZodType, S extends Scope = undefined>(
  options: JsonOptions<I, O> & Scoped<S> & { maxBytes: number },
  verb: (call: Call<I, MemberOf<S>> & { bytes: Buffer }) => Promise<z.input<O> | Refusal>,
): RouteHandler =>
  frame(
    options,
    requireMemberActor(options.scope),
    async (call) => {
      const bytes = Buffer.from(await readBytes(call.request, options.maxBytes));
      return answer(options, await verb({ ...call, bytes }));
    },
    readQuery,
  );

/**
 * The same for those who may write in the admin panel; the verb asks for its permission once more. Why they do it comes
 * in the header `x-reason` as the field `reason`, never in the address.
 */
export const adminUpload = <I extends z.ZodType, O extends z.ZodType>(
  options: JsonOptions<I, O> & { maxBytes: number },
  verb: (call: Call<I, AdminActor> & { bytes: Buffer }) => Promise<z.input<O> | Refusal>,
): RouteHandler =>
  frame(
    options,
    requireAdminActor,
    async (call) => {
      const bytes = Buffer.from(await readBytes(call.request, options.maxBytes));
      return answer(options, await verb({ ...call, bytes }));
    },
    readReasoned,
  );

/** JSON for anybody. A program's key is its owner where it has the route's `scope`, and a stranger otherwise. */
export const publicRoute = <I extends z.ZodType, O extends z.ZodType>(
  options: JsonOptions<I, O> & Scoped<KeyScope>,
  verb: (call: Call<I, Actor>) => Promise<z.input<O> | Refusal>,
): RouteHandler =>
  frame(options, visitorOf(options.scope), async (call) => answer(options, await verb(call)));

/** A file or a stream for a signed-in user: the same gate, the answer is the verb's own Response. */
export const userStream = <I extends z.ZodType>(
  options: RouteOptions<I>,
  respond: (call: Call<I, UserActor>) => Promise<Response>,
): RouteHandler => frame(options, requireUserActor, respond);

/** The same for a member. */
export const memberStream = <I extends z.ZodType, S extends Scope = undefined>(
  options: RouteOptions<I> & Scoped<S>,
  respond: (call: Call<I, MemberOf<S>>) => Promise<Response>,
): RouteHandler => frame(options, requireMemberActor(options.scope), respond);

/** A file or a stream for anybody; the verb decides by the actor. */
export const publicStream = <I extends z.ZodType>(
  options: RouteOptions<I> & Scoped<KeyScope>,
  respond: (call: Call<I, Actor>) => Promise<Response>,
): RouteHandler => frame(options, visitorOf(options.scope), respond);

/** A method that a route does not have: a problem, where Next would answer with an empty 405. */
export const methodNotAllowed: RouteHandler = async () =>
  problemResponse(
    new AppError(405, "method_not_allowed", "This address does not answer that method."),
    newId("request"),
  );

/** Any other path below /api: a problem, not a page. */
export const missingRoute: RouteHandler = async () => problemResponse(notFound("address"), newId("request"));

function frame<I extends z.ZodType, A extends Actor>(
  options: RouteOptions<I>,
  admit: (actor: ResolvedCaller["actor"]) => A,
  respond: (call: Call<I, A>) => Promise<Response>,
  read: typeof readInput = readInput,
): RouteHandler {
  return async (request, context) => {
    const startedMs = performance.now();
    const requestId = newId("request");
    let session: ResolvedCaller | undefined;
    let response: Response;
    let errorCode: string | null = null;
    const params = (await context?.params) ?? {};
    try {
      // The body comes first, however slowly: who calls is asked when it has arrived, not when it began.
      const raw = await settled(read(request, params));
      session = await resolveCaller(request.headers, requestId);
      refuseForeignOrigin(request, session);
      if (request.method !== "GET" && request.method !== "HEAD") refuseViewer(session.actor);
      await takeRateLimit(options.limit, limitKey(options.limit, session.actor));
      const actor = admit(session.actor);
      const input = parseInput(options.input, raw());
      response = await respond({ ctx: requestContext(actor, requestId), input, request });
    } catch (error) {
      if (!(error instanceof AppError))
        logger("entry.route").error("request failed", { request_id: requestId, err: error });
      response = problemResponse(error, requestId);
      errorCode = error instanceof AppError ? error.code : "internal_error";
      const challenge = challengeOf(error);
      if (challenge) response.headers.set("www-authenticate", challenge);
    }
    // A shared cache must never keep somebody's session with a public file.
    if (session?.rotate && !response.headers.get("cache-control")?.startsWith("public"))
      response.headers.append("set-cookie", session.rotate);
    response.headers.set("x-request-id", requestId);
    record(request, response, requestId, session, startedMs);
    const durationMs = performance.now() - startedMs;
    noteAnswer(request, response, { requestId, params, session, errorCode, durationMs });
    return response;
  };
}

/** The outcome of a promise, to be looked at later: a value, or the refusal to throw then. */
const settled = <T>(promise: Promise<T>): Promise<() => T> =>
  promise.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error;
    },
  );

function answer<I extends z.ZodType, O extends z.ZodType>(
  options: JsonOptions<I, O>,
  result: z.input<O> | Refusal,
): Response {
  if (isRefusal(result)) throw refusalError(result);
  const headers = { "cache-control": "no-store" };
  if (options.status === 204) return new Response(null, { status: 204, headers });
  return Response.json(options.output.parse(result), { status: options.status ?? 200, headers });
}

/** A cookie also comes with requests that another site's page makes; those must not write. */
function refuseForeignOrigin(request: Request, session: ResolvedCaller): void {
  if (!session.byCookie || request.method === "GET" || request.method === "HEAD") return;
  const origin = request.headers.get("origin");
  const host =
    request.headers.get("x-forwarded-host") ?? request.headers.get("host") ?? new URL(request.url).host;
  if (!origin || (URL.canParse(origin) && new URL(origin).host === host)) return;
  metrics().refusedRequests.inc({ reason: "foreign_origin" });
  throw new AppError(403, "foreign_origin", "This request comes from another site.");
}

/** A key counts with its person: making more of them gives nobody more calls. */
function limitKey(name: RateLimitName, actor: ResolvedCaller["actor"]): string {
  const id = actor.kind === "device" ? actor.deviceId : actor.kind === "anonymous" ? null : actor.userId;
  return rateLimitKey(name, { id, address: actor.address });
}

/** What a program reads about its key (RFC 6750, 3). */
function challengeOf(error: unknown): string | null {
  if (!(error instanceof AppError)) return null;
  if (error.code === "api_key_invalid") return 'Bearer error="invalid_token"';
  return error.code === "insufficient_scope" ? 'Bearer error="insufficient_scope"' : null;
}

/**
 * `/api/v1/images/img_…` counts as `/api/v1/images/:id`, so that the label has few values; and the token of a share
 * link, which opens it, stands in no log.
 */
export const endpointOf = (path: string) =>
  path
    .replaceAll(/\/[a-z]{3}_[0-9a-z]{26}/g, "/:id")
    .replace(/^\/s\/[^/]+/, "/s/:token")
    .slice(0, 80);

function record(
  request: Request,
  response: Response,
  requestId: string,
  session: ResolvedCaller | undefined,
  startedMs: number,
): void {
  const seconds = (performance.now() - startedMs) / 1000;
  const known = response.status !== 404;
  const endpoint = known ? endpointOf(new URL(request.url).pathname) : "unknown";
  const labels = { method: request.method, endpoint };
  metrics().httpRequests.inc({ ...labels, status_code: String(response.status) });
  metrics().httpDuration.observe(labels, seconds);
  const actor = session?.actor;
  const userId = (actor?.kind !== "anonymous" && actor?.userId) || undefined;
  if (userId) noteActiveUser(userId, Date.now());
  logger("entry.route").info(`${request.method} ${endpoint} ${response.status}`, {
    ...traceOf(request.headers),
    request_id: requestId,
    user_id: userId,
    device_id: actor?.kind === "device" ? actor.deviceId : undefined,
    key_id: actor?.kind === "key" ? actor.keyId : undefined,
    status_code: response.status,
    duration_ms: Math.round(seconds * 1000),
  });
}

/** The W3C trace context of the caller, or a new trace. */
function traceOf(headers: Headers): { trace_id: string; span_id: string } {
  const given = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(headers.get("traceparent") ?? "")?.[1];
  return { trace_id: given ?? randomBytes(16).toString("hex"), span_id: randomBytes(8).toString("hex") };
}
