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
  return ask(request, async (response) =>
    readAnswer({ ...headOf(response), text: await response.text() }, request.output),
  );
}

/** A file of our own API, with the name that the server gives it; null without one. */
export interface FetchedFile {
  file: Blob;
  name: string | null;
}

/** As `callApi`, for answers that are files. */
export async function fetchFile(request: Omit<ApiRequest<never>, "output">): Promise<FetchedFile> {
  return ask(request, async (response) => {
    const { status, header } = headOf(response);
    if (response.ok) return { file: await response.blob(), name: nameOfFile(header("content-disposition")) };
    const text = await response.text();
    throw refusal({ status, header, text }, parseJson(text), header("x-request-id") ?? undefined);
  });
}

/** The name of RFC 6266's `filename*`, which our server always gives. */
function nameOfFile(disposition: string | null): string | null {
  const encoded = disposition?.match(/filename\*=UTF-8''([^;]+)/i)?.[1];
  return encoded ? decodeURIComponent(encoded) : null;
}

const headOf = (response: Response): Omit<Answer, "text"> => ({
  status: response.status,
  header: (name) => response.headers.get(name),
});

async function ask<T>(
  request: Omit<ApiRequest<T>, "output">,
  read: (response: Response) => Promise<T>,
): Promise<T> {
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
    return await read(response);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    if (request.signal?.aborted) throw request.signal.reason;
    if (timeout.aborted) throw timedOut(error);
    throw notReached(error);
  }
}

const timedOut = (cause?: unknown) =>
  new ApiError(0, "timeout", "The server did not answer in time.", { cause });

function notReached(cause?: unknown): ApiError {
  const offline = typeof navigator !== "undefined" && navigator.onLine === false;
  return new ApiError(0, offline ? "offline" : "network", "The server could not be reached.", { cause });
}

export interface ApiUpload<T>
  extends Pick<ApiRequest<T>, "path" | "query" | "headers" | "output" | "signal"> {
  /** Sent as it is, under its own type. */
  body: Blob;
  /** Told while it is sent: the part that is on its way, 0 to 1. */
  onProgress?: (part: number) => void;
  /** Five minutes unless told otherwise: slow networks need them for 20 MB. */
  timeoutMs?: number;
}

const UPLOAD_TIMEOUT_MS = 300_000;

/**
 * Posts a file to our own API and answers as `callApi` does. It goes by XMLHttpRequest, because fetch cannot tell
 * how much of a body has been sent.
 */
export function uploadApi<T>(upload: ApiUpload<T>): Promise<T> {
  const { path, query, headers, body, output, signal, onProgress, timeoutMs = UPLOAD_TIMEOUT_MS } = upload;
  return new Promise<T>((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open("POST", path + queryText(query));
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", body.type || "application/octet-stream");
    for (const [name, value] of Object.entries(headers ?? {})) request.setRequestHeader(name, value);
    request.timeout = timeoutMs;
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const header = (name: string) => request.getResponseHeader(name);
      try {
        resolve(readAnswer({ status: request.status, header, text: request.responseText }, output));
      } catch (error) {
        reject(error);
      }
    };
    request.onerror = () => reject(notReached());
    request.ontimeout = () => reject(timedOut());
    request.onabort = () => reject(signal?.reason);
    request.onloadend = () => signal?.removeEventListener("abort", abort);
    signal?.addEventListener("abort", abort);
    request.send(body);
  });
}

/** What came back, by either way. */
interface Answer {
  status: number;
  header: (name: string) => string | null;
  text: string;
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

function readAnswer<T>(answer: Answer, output: z.ZodType<T>): T {
  const requestId = answer.header("x-request-id") ?? undefined;
  const json = parseJson(answer.text);
  if (answer.status < 200 || answer.status > 299) throw refusal(answer, json, requestId);
  const parsed = output.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ApiError(answer.status, "bad_answer", z.prettifyError(parsed.error), { requestId });
}

function refusal({ status, header }: Answer, json: unknown, headerId: string | undefined): ApiError {
  const retryAfterMs = parseRetryAfter(header("retry-after"));
  const isProblem = header("content-type")?.includes("application/problem+json") ?? false;
  const problem = isProblem ? problemShape.safeParse(json) : undefined;
  if (!problem?.success) {
    const detail = `An answer ${status} without a problem document.`;
    return new ApiError(status, "bad_answer", detail, { requestId: headerId, retryAfterMs });
  }
  const { code, detail, fields, requestId = headerId } = problem.data;
  return new ApiError(status, code, detail, { fields, requestId, retryAfterMs });
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
