import { randomBytes } from "node:crypto";
import type { z } from "zod";
import type { Actor, Ctx, DeviceActor, MemberActor, UserActor } from "@/lib/platform/context";
import { AppError, conflict, notFound, unauthenticated } from "@/lib/platform/errors";
import { problemResponse } from "@/lib/platform/http/problem";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/log";
import { metrics, noteActiveUser } from "@/lib/platform/metrics";
import { requestContext } from "./context";
import { parseInput, readBytes, readInput, readQuery } from "./input";
import { type RateLimitName, rateLimitKey, takeRateLimit } from "./limits/rate-limits";
import { isRefusal, type Refusal, refusalError } from "./refusals";
import { type ResolvedSession, resolveSession } from "./session/resolve";

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

/** JSON for a member: somebody signed in, or a client that is bound to somebody. */
export const memberRoute = <I extends z.ZodType, O extends z.ZodType>(
  options: JsonOptions<I, O>,
  verb: (call: Call<I, MemberActor>) => Promise<z.input<O> | Refusal>,
): RouteHandler => frame(options, requireMemberActor, async (call) => answer(options, await verb(call)));

/**
 * A file from a signed-in user: the body is the file as it is, everything else stands in the query. The body is
 * read only after the asker is known and within limits.
 */
export const userUpload = <I extends z.ZodType, O extends z.ZodType>(
  options: JsonOptions<I, O> & { maxBytes: number },
  verb: (call: Call<I, UserActor> & { bytes: Buffer }) => Promise<z.input<O> | Refusal>,
): RouteHandler =>
  frame(
    options,
    requireUserActor,
    async (call) => {
      const bytes = Buffer.from(await readBytes(call.request, options.maxBytes));
      return answer(options, await verb({ ...call, bytes }));
    },
    readQuery,
  );

/** JSON for anybody. */
export const publicRoute = <I extends z.ZodType, O extends z.ZodType>(
  options: JsonOptions<I, O>,
  verb: (call: Call<I, Actor>) => Promise<z.input<O> | Refusal>,
): RouteHandler =>
  frame(
    options,
    (actor) => actor,
    async (call) => answer(options, await verb(call)),
  );

/** A file or a stream for a signed-in user: the same gate, the answer is the verb's own Response. */
export const userStream = <I extends z.ZodType>(
  options: RouteOptions<I>,
  respond: (call: Call<I, UserActor>) => Promise<Response>,
): RouteHandler => frame(options, requireUserActor, respond);

/** A file or a stream for anybody; the verb decides by the actor. */
export const publicStream = <I extends z.ZodType>(
  options: RouteOptions<I>,
  respond: (call: Call<I, Actor>) => Promise<Response>,
): RouteHandler => frame(options, (actor) => actor, respond);

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
  admit: (actor: ResolvedSession["actor"]) => A,
  respond: (call: Call<I, A>) => Promise<Response>,
  read: typeof readInput = readInput,
): RouteHandler {
  return async (request, context) => {
    const startedMs = performance.now();
    const requestId = newId("request");
    let session: ResolvedSession | undefined;
    let response: Response;
    try {
      // The body comes first, however slowly: who calls is asked when it has arrived, not when it began.
      const raw = await settled(read(request, (await context?.params) ?? {}));
      session = await resolveSession(request.headers, requestId);
      refuseForeignOrigin(request, session);
      await takeRateLimit(options.limit, limitKey(options.limit, session.actor));
      const actor = admit(session.actor);
      const input = parseInput(options.input, raw());
      response = await respond({ ctx: requestContext(actor, requestId), input, request });
    } catch (error) {
      if (!(error instanceof AppError))
        logger("entry.route").error("request failed", { request_id: requestId, err: error });
      response = problemResponse(error, requestId);
    }
    // A shared cache must never keep somebody's session with a public file.
    if (session?.rotate && !response.headers.get("cache-control")?.startsWith("public"))
      response.headers.append("set-cookie", session.rotate);
    response.headers.set("x-request-id", requestId);
    record(request, response, requestId, session, startedMs);
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

function requireUserActor(actor: ResolvedSession["actor"]): UserActor {
  if (actor.kind === "device") throw notForThem("This is for people, not for their clients.");
  if (actor.kind !== "user") throw unauthenticated();
  return actor;
}

function requireDeviceActor(actor: ResolvedSession["actor"]): DeviceActor {
  if (actor.kind === "user") throw notForThem("This is for installed clients, not for people.");
  if (actor.kind !== "device") throw unauthenticated();
  return actor;
}

function requireMemberActor(actor: ResolvedSession["actor"]): MemberActor {
  if (actor.kind === "user") return actor;
  if (actor.kind !== "device") throw unauthenticated();
  if (actor.userId === null) throw conflict("device_not_bound", "This client is not bound to a member yet.");
  return { ...actor, userId: actor.userId };
}

const notForThem = (detail: string) => new AppError(403, "forbidden", detail);

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
function refuseForeignOrigin(request: Request, session: ResolvedSession): void {
  if (!session.byCookie || request.method === "GET" || request.method === "HEAD") return;
  const origin = request.headers.get("origin");
  const host =
    request.headers.get("x-forwarded-host") ?? request.headers.get("host") ?? new URL(request.url).host;
  if (!origin || (URL.canParse(origin) && new URL(origin).host === host)) return;
  metrics().refusedRequests.inc({ reason: "foreign_origin" });
  throw new AppError(403, "foreign_origin", "This request comes from another site.");
}

function limitKey(name: RateLimitName, actor: ResolvedSession["actor"]): string {
  const id = actor.kind === "user" ? actor.userId : actor.kind === "device" ? actor.deviceId : null;
  return rateLimitKey(name, { id, address: actor.address });
}

/** `/api/v1/images/img_…` counts as `/api/v1/images/:id`, so that the label has few values. */
const endpointOf = (path: string) => path.replaceAll(/\/[a-z]{3}_[0-9a-z]{26}/g, "/:id").slice(0, 80);

function record(
  request: Request,
  response: Response,
  requestId: string,
  session: ResolvedSession | undefined,
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
    status_code: response.status,
    duration_ms: Math.round(seconds * 1000),
  });
}

/** The W3C trace context of the caller, or a new trace. */
function traceOf(headers: Headers): { trace_id: string; span_id: string } {
  const given = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(headers.get("traceparent") ?? "")?.[1];
  return { trace_id: given ?? randomBytes(16).toString("hex"), span_id: randomBytes(8).toString("hex") };
}
