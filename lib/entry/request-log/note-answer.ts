import type { AppError } from "@/lib/platform/errors";
import { noteRequest } from "@/lib/platform/process/request-sink";
import type { ResolvedCaller } from "../session/resolve-caller";

type Params = Record<string, string | string[]>;

interface Answered {
  requestId: string;
  /** What the path's brackets stand for, as Next tells it. */
  params: Params;
  session: ResolvedCaller | undefined;
  errorCode: string | null;
  durationMs: number;
}

/** Tells the request log how a request was answered. */
export function noteAnswer(request: Request, response: Response, answered: Answered): void {
  const { requestId, params, session, errorCode, durationMs } = answered;
  const actor = session?.actor;
  const length = response.headers.get("content-length");
  noteRequest({
    at: new Date(),
    requestId,
    method: request.method,
    route: routeOf(new URL(request.url).pathname, params),
    client: clientOf(session),
    userId: whoIs(actor),
    status: response.status,
    errorCode,
    durationMs: Math.round(durationMs),
    bytesOut: length === null ? null : Number(length),
  });
}

/** The same for an action, which only pages call: refused with a status of its own, 200 where it was done. */
export function noteAction(
  name: string,
  actor: ResolvedCaller["actor"] | undefined,
  answered: { requestId: string; refused: AppError | undefined; durationMs: number },
): void {
  const { requestId, refused, durationMs } = answered;
  noteRequest({
    at: new Date(),
    requestId,
    method: "POST",
    route: `action:${name}`,
    client: "web",
    userId: whoIs(actor),
    status: refused?.status ?? 200,
    errorCode: refused?.code ?? null,
    durationMs: Math.round(durationMs),
    bytesOut: null,
  });
}

/** The same for a call of an outside service. */
export function noteVendorAnswer(
  route: string,
  method: string,
  status: number,
  answered: Pick<Answered, "requestId" | "errorCode" | "durationMs">,
): void {
  const { requestId, errorCode, durationMs } = answered;
  const who = { client: "vendor", userId: null, bytesOut: null };
  noteRequest({
    at: new Date(),
    requestId,
    method,
    route,
    status,
    errorCode,
    ...who,
    durationMs: Math.round(durationMs),
  });
}

/** Whoever acted: of an admin who sees the product as somebody else, the admin. */
function whoIs(actor: ResolvedCaller["actor"] | undefined): string | null {
  if (!actor || actor.kind === "anonymous") return null;
  return (actor.kind === "user" && actor.viewedBy) || actor.userId;
}

function clientOf(session: ResolvedCaller | undefined): string {
  if (session?.actor.kind === "key") return "program";
  return session?.actor.kind === "device" ? (session.platform ?? "device") : "web";
}

/**
 * `/api/v1/images/img_…` as `/api/v1/images/:id`, and so for whatever a path names: the log has as many routes as the
 * product, and a token that opens something stands nowhere.
 */
export function routeOf(path: string, params: Params): string {
  const parts = path.split("/");
  for (const [name, value] of Object.entries(params))
    for (const one of [value].flat()) {
      const at = parts.findLastIndex((part) => part === one || decoded(part) === one);
      if (at >= 0) parts[at] = `:${name}`;
    }
  // Where a value stands in some other spelling than Next tells it.
  return parts
    .map((part) => (/^[a-z]{3}_[0-9a-z]{26}$/.test(part) ? ":id" : part))
    .join("/")
    .slice(0, 80);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
