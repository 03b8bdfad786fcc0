import { AppError } from "../errors";

/** RFC 9457 problem details as every route answers them. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  requestId: string;
  fields?: Record<string, string>;
}

const TITLES: Record<number, string> = {
  400: "Bad request",
  401: "Not signed in",
  402: "Not enough credits",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  410: "Gone",
  413: "Too large",
  415: "Unsupported media type",
  422: "Refused",
  429: "Too many requests",
  503: "Not available at the moment",
};

/** Maps any thrown value to an answer. What is not an AppError becomes a fixed 500 without detail. */
export function problemResponse(error: unknown, requestId: string): Response {
  const known = error instanceof AppError ? error : undefined;
  const status = known?.status ?? 500;
  const problem: Problem = {
    type: "about:blank",
    title: TITLES[status] ?? "Something went wrong on our side",
    status,
    code: known?.code ?? "internal_error",
    detail: known?.detail ?? "Something went wrong on our side. Nothing was changed.",
    requestId,
    ...(known?.extra.fields ? { fields: known.extra.fields } : {}),
  };
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-request-id": requestId,
  });
  if (known?.extra.retryAfterMs !== undefined)
    headers.set("retry-after", String(Math.max(1, Math.ceil(known.extra.retryAfterMs / 1000))));
  return new Response(JSON.stringify(problem), { status, headers });
}
