import { z } from "zod";
import { ApiError } from "./api-error";

const problemShape = z.object({
  code: z.string(),
  detail: z.string().catch(""),
  requestId: z.string().optional().catch(undefined),
  fields: z.record(z.string(), z.string()).optional().catch(undefined),
});

export interface ApiRequest<T> {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** A path of this site, from the root: `/api/v1/generations`. */
  path: `/${string}`;
  /** Left out where undefined or null; lists repeat the key. */
  query?: Record<string, string | number | boolean | readonly string[] | null | undefined>;
  /** Sent as JSON. */
  body?: unknown;
  /** The answer must satisfy this; an empty answer (204) is parsed as undefined. */
  output: z.ZodType<T>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** 30 seconds unless told otherwise. */
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * The browser's one way to our own API: JSON in, a checked value out. Throws ApiError for refusals, lost
 * connections, time-outs and answers of the wrong shape; rethrows the reason when `signal` was aborted.
 */
export async function callApi<T>(request: ApiRequest<T>): Promise<T> {
  const timeout = AbortSignal.timeout(request.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
  try {
    const response = await fetch(request.path + queryText(request.query), {
      method: request.method ?? (request.body === undefined ? "GET" : "POST"),
      headers: {
        accept: "application/json",
        ...(request.body === undefined ? {} : { "content-type": "application/json" }),
        ...request.headers,
      },
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      credentials: "same-origin",
      signal,
    });
    return await readAnswer(response, request.output);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    if (request.signal?.aborted) throw request.signal.reason;
    if (timeout.aborted)
      throw new ApiError(0, "timeout", "The server did not answer in time.", { cause: error });
    const offline = typeof navigator !== "undefined" && navigator.onLine === false;
    throw new ApiError(0, offline ? "offline" : "network", "The server could not be reached.", {
      cause: error,
    });
  }
}

function queryText(query: ApiRequest<unknown>["query"]): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null) continue;
    if (typeof value === "object") for (const item of value) search.append(key, item);
    else search.append(key, String(value));
  }
  return search.size > 0 ? `?${search}` : "";
}

async function readAnswer<T>(response: Response, output: z.ZodType<T>): Promise<T> {
  const requestId = response.headers.get("x-request-id") ?? undefined;
  const text = await response.text();
  const json = parseJson(text);
  if (!response.ok) throw refusal(response, json, requestId);
  const parsed = output.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ApiError(response.status, "bad_answer", z.prettifyError(parsed.error), { requestId });
}

function refusal(response: Response, json: unknown, headerId: string | undefined): ApiError {
  const retryAfterMs = parseRetryAfter(response.headers.get("retry-after"));
  const isProblem = response.headers.get("content-type")?.includes("application/problem+json") ?? false;
  const problem = isProblem ? problemShape.safeParse(json) : undefined;
  if (!problem?.success)
    return new ApiError(
      response.status,
      "bad_answer",
      `An answer ${response.status} without a problem document.`,
      {
        requestId: headerId,
        retryAfterMs,
      },
    );
  const { code, detail, fields, requestId = headerId } = problem.data;
  return new ApiError(response.status, code, detail, { fields, requestId, retryAfterMs });
}

function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3) as milliseconds from now. */
function parseRetryAfter(value: string | null): number | undefined {
  if (value === null || value.trim() === "") return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
