import Replicate from "replicate";
import type { VendorCall } from "@/lib/providers/image-provider";
import { lostCall, ProviderError } from "@/lib/providers/provider-error";
import { MAX_JSON_BYTES, readJson } from "@/lib/providers/response";
import { errorOfAnswer, redirected } from "./errors";

export interface Exchange {
  timeoutMs: number;
  /** What a 404 means to this call. */
  missing?: () => ProviderError;
}

type Call = Pick<VendorCall, "connection" | "signal" | "fetch">;

/** Sends once, with a time-out. Throws ProviderError when no answer comes or when it leads elsewhere. */
export async function send(call: Call, url: string, init: RequestInit, timeoutMs: number): Promise<Response> {
  if (!call.connection.apiKey) throw new ProviderError("auth", "There is no key for Replicate.", true);
  if (!/^[\x21-\x7e]+$/.test(call.connection.apiKey))
    throw new ProviderError("auth", "The key contains characters that no key of Replicate has.", true);
  if (!URL.canParse(url)) throw new ProviderError("invalid_request", "The base URL is not a URL.", true);
  if (call.signal.aborted)
    throw new ProviderError("provider_error", "The call was given up before it was sent.", true);
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(timeoutMs)]);
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${call.connection.apiKey}`);
  try {
    const response = await call.fetch(url, { ...init, headers, redirect: "manual", signal });
    if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400))
      throw redirected();
    return response;
  } catch (error) {
    throw lostCall(error);
  }
}

/** Sends once and reads the JSON of a 2xx answer; throws ProviderError for anything else. */
export async function exchange(
  call: Call,
  url: string,
  init: RequestInit,
  { timeoutMs, missing }: Exchange,
): Promise<unknown> {
  const response = await send(call, url, init, timeoutMs);
  if (!response.ok) throw await errorOfAnswer(response, call.connection.apiKey, missing);
  return readJson(response, { maxBytes: MAX_JSON_BYTES });
}

/**
 * Does one thing with Replicate's own package. The package (1.4.0) repeats a call, without waiting, after a 429, a
 * 5xx on GET and every exception of its `fetch`, a paid POST included. So its `fetch` never throws and answers every
 * trouble with a bare 400, which the package does not repeat; the true error is thrown afterwards.
 */
export async function withPackage(
  call: VendorCall,
  options: Exchange,
  work: (client: Replicate) => Promise<unknown>,
): Promise<unknown> {
  let sent = false;
  let trouble: ProviderError | undefined;
  const client = new Replicate({
    // Without a key the package would take the one in REPLICATE_API_TOKEN; `send` refuses that case and sets its own.
    auth: call.connection.apiKey || "none",
    baseUrl: call.connection.baseUrl,
    useFileOutput: false,
    userAgent: "xintu",
    fetch: async (input, init = {}) => {
      sent = true;
      try {
        return Response.json(await exchange(call, String(input), init, options));
      } catch (error) {
        trouble = lostCall(error);
        return new Response(null, { status: 400 });
      }
    },
  });
  try {
    return await work(client);
  } catch {
    // What the package throws holds the request with its key, so it goes no further.
    if (trouble) throw trouble;
    if (sent) throw new ProviderError("unknown_outcome", "Replicate's answer is not readable.", false);
    throw new ProviderError("invalid_request", "The call to Replicate could not be made.", true);
  }
}
