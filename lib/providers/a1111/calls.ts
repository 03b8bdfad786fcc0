import type { VendorCall } from "@/lib/providers/image-provider";
import { lostCall, ProviderError } from "@/lib/providers/provider-error";
import { MAX_JSON_BYTES, readJson } from "@/lib/providers/response";
import { refusalOf } from "./errors";
import { decoded } from "./pictures";
import type { Told } from "./progress";
import { hasCheckpoint, listed } from "./reshape";
import { type Checkpoint, checkpointsAnswer, progressAnswer } from "./types";

const ANSWER_WITHIN_MS = 15_000;
const INTERRUPT_WITHIN_MS = 3_000;
/** A preview is a whole picture in base64. */
const MAX_PROGRESS_BYTES = 8 * 1024 * 1024;

/** The address of one of the API's calls; a base URL that ends in the API's path is understood too. */
export const endpoint = ({ connection }: VendorCall, path: string): string =>
  `${connection.baseUrl.replace(/\/sdapi\/v1$/, "")}/sdapi/v1/${path}`;

/** HTTP Basic from `user:password`; nothing without a key. */
export function headersOf({ connection }: VendorCall): Record<string, string> {
  if (!connection.apiKey) return {};
  const pair = connection.apiKey.includes(":") ? connection.apiKey : `${connection.apiKey}:`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}

async function get(call: VendorCall, path: string, signal: AbortSignal, maxBytes: number): Promise<unknown> {
  try {
    const response = await call.fetch(endpoint(call, path), {
      headers: headersOf(call),
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    if (!response.ok) throw await refusalOf(response, call.connection);
    return await readJson(response, { maxBytes });
  } catch (error) {
    throw lostCall(error);
  }
}

/** The server draws on for nobody after the connection is gone; best effort. */
export async function interrupt(call: VendorCall): Promise<void> {
  await call
    .fetch(endpoint(call, "interrupt"), {
      method: "POST",
      headers: headersOf(call),
      redirect: "manual",
      signal: AbortSignal.timeout(INTERRUPT_WITHIN_MS),
    })
    .then((response) => response.body?.cancel())
    .catch(() => undefined);
}

/** How far the server is with whatever it does; null when its answer does not say. */
export async function askProgress(call: VendorCall, signal: AbortSignal): Promise<Told | null> {
  const read = progressAnswer.safeParse(await get(call, "progress", signal, MAX_PROGRESS_BYTES));
  if (!read.success) return null;
  const part = Math.min(1, Math.max(0, read.data.progress));
  const preview = read.data.current_image ? decoded(read.data.current_image) : undefined;
  return preview ? { part, preview } : { part };
}

/** What the server has; throws unknown_outcome when something else than such a server answers. */
export async function checkpointsOf(call: VendorCall): Promise<Checkpoint[]> {
  const read = checkpointsAnswer.safeParse(await get(call, "sd-models", call.signal, MAX_JSON_BYTES));
  if (read.success) return read.data;
  throw new ProviderError("unknown_outcome", "The server's list of checkpoints is not readable.", false);
}

/** Throws invalid_request when no checkpoint has this name. */
export function insistOn(name: string, checkpoints: readonly Checkpoint[]): void {
  if (hasCheckpoint(checkpoints, name)) return;
  const message = `The server has no checkpoint named ${name}. It has: ${listed(checkpoints) || "none"}.`;
  throw new ProviderError("invalid_request", message, true);
}

/** A1111 drops an unknown checkpoint from the order without a word and draws with the one that it has loaded. */
export async function requireCheckpoint(name: string, call: VendorCall): Promise<void> {
  const checkpoints = await checkpointsOf(call).catch((error: unknown) => {
    const { errorClass, detail, retryAfterMs } = lostCall(error);
    // Nothing has been ordered yet, so an answer that got lost leaves nothing in doubt.
    const known = errorClass === "unknown_outcome" ? "provider_error" : errorClass;
    throw new ProviderError(known, detail, true, retryAfterMs);
  });
  insistOn(name, checkpoints);
}
