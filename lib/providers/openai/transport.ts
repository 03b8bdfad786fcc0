import OpenAI from "openai";
import type { VendorCall } from "../image-provider";
import { lostCall, ProviderError } from "../provider-error";
import { readBytes } from "../response";
import { errorOfAnswer, withoutKey } from "./errors";

/** The part of a call that a request needs; moderation and chat keep no pictures. */
export type Line = Pick<VendorCall, "connection" | "signal" | "fetch">;

const MAX_ERROR_BYTES = 256 * 1024;

/** Time for one exchange. Waiting for a turn of our own is no time of the vendor's, so it can be set anew. */
export interface Clock {
  signal: AbortSignal;
  start(ms: number): void;
  stop(): void;
}

export function clock(outer: AbortSignal): Clock {
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  return {
    signal: AbortSignal.any([outer, over.signal]),
    start: (ms) => {
      stop();
      timer = setTimeout(() => over.abort(), ms);
    },
    stop,
  };
}

/**
 * One request through the package; the answer is a 2xx whose body nobody has read. Throws ProviderError for
 * everything else. The package retries nothing, reads no environment and writes no log here.
 */
export async function send(
  line: Line,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
  ask: (client: OpenAI) => { asResponse(): Promise<Response> },
): Promise<Response> {
  const wire: Wire = { sent: false };
  const { apiKey, baseUrl, options } = line.connection;
  try {
    const client = new OpenAI({
      // The package insists on a key; servers without one do not look at it.
      apiKey: apiKey || "none",
      adminAPIKey: null,
      organization: options.organization ?? null,
      project: options.project ?? null,
      baseURL: baseUrl,
      maxRetries: 0,
      timeout: timeoutMs,
      logLevel: "off",
      fetch: wireFetch(line, signal, wire),
    });
    return await ask(client).asResponse();
  } catch (error) {
    if (wire.broken) throw lostCall(wire.broken);
    if (wire.sent) throw lostCall(error);
    throw new ProviderError("invalid_request", "The request could not be made.", true);
  }
}

/** Anything that was thrown as a ProviderError whose sentence does not hold the key, whatever a server echoes. */
export const failureOf = (error: unknown, { connection }: Line): ProviderError =>
  withoutKey(lostCall(error), connection.apiKey);

/** The same line, and the HTTP status that it was answered with last; 0 before any answer. */
export function watched<L extends Line>(line: L): { line: L; status(): number } {
  let status = 0;
  const watch: typeof fetch = async (input, init) => {
    const response = await line.fetch(input, init);
    status = response.status;
    return response;
  };
  return { line: { ...line, fetch: watch }, status: () => status };
}

interface Wire {
  sent: boolean;
  /** What went wrong, before the package wraps it and drops causes and bodies. */
  broken?: unknown;
}

function wireFetch(line: Line, signal: AbortSignal, wire: Wire): typeof fetch {
  const run: typeof fetch = async (input, init) => {
    try {
      if (signal.aborted)
        throw new ProviderError("provider_error", "The call was stopped before it was sent.", true);
      const parts = await encoded(init);
      wire.sent = true;
      const response = await line.fetch(input, {
        ...init,
        ...parts,
        redirect: "manual",
        signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal,
      });
      if (response.ok) return response;
      const bytes = await readBytes(response, MAX_ERROR_BYTES).catch(() => Buffer.alloc(0));
      throw errorOfAnswer(response.status, response.headers, bytes.toString("utf8"));
    } catch (error) {
      wire.broken = error;
      throw error;
    }
  };
  // With this the package need not probe with a request of its own whether forms can be sent.
  return Object.assign(run, { Response });
}

/** A form as bytes: a fetch of another undici than Node's own does not know Node's FormData. */
async function encoded(init: RequestInit | undefined): Promise<RequestInit> {
  if (!(init?.body instanceof FormData)) return {};
  const form = new Response(init.body);
  const headers = new Headers(init.headers);
  headers.set("content-type", form.headers.get("content-type") ?? "multipart/form-data");
  return { headers, body: await form.arrayBuffer() };
}
