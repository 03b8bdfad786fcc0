import { semaphore } from "@/lib/platform/process/semaphore";
import { singleton } from "@/lib/platform/process/singleton";
import { ProviderError } from "./provider-error";

/** Bounds of the bodies that vendors send, in bytes. */
export const MAX_JSON_BYTES = 2 * 1024 * 1024;
export const MAX_JSON_WITH_PICTURES_BYTES = 256 * 1024 * 1024;
export const MAX_PICTURE_BYTES = 64 * 1024 * 1024;

/** Bodies with pictures that may be in memory at a time: one may take three times its size while it is parsed. */
const LARGE_BODIES = 3;
/** Those of servers that people bring themselves: however slowly they drip, they hold up nobody else. */
const OWN_LARGE_BODIES = 2;

/**
 * Runs work that holds a body with pictures, at most three at a time in this process (two of people's own servers).
 * Hold it from before the body is read until every picture of it has been kept. Not reentrant: never nest it.
 */
export function largeBody<T>(work: () => Promise<T>, { own = false }: { own?: boolean } = {}): Promise<T> {
  const turn = own
    ? singleton("large-bodies.own", () => semaphore(OWN_LARGE_BODIES))
    : singleton("large-bodies", () => semaphore(LARGE_BODIES));
  return turn(work);
}

const TOO_LARGE = "The vendor's answer is too large.";

/** Whether a body was given up for its size: asking for the same again would be of no use. */
export const isTooLarge = (error: ProviderError): boolean => error.detail === TOO_LARGE;

const lost = (message: string) => new ProviderError("unknown_outcome", message, false);

/**
 * The pieces of a body as they come, at most `maxBytes` in total (counted after decompression). Throws
 * ProviderError unknown_outcome when the body breaks off or is larger; the rest of it is then not read.
 */
export async function* bodyPieces(response: Response, maxBytes: number): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  let size = 0;
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw lost("The vendor's answer broke off.");
      });
      ended = done;
      if (done) return;
      size += value.byteLength;
      if (size > maxBytes) throw lost(TOO_LARGE);
      yield value;
    }
  } finally {
    if (!ended) void reader.cancel().catch(() => undefined);
  }
}

/** A whole body; throws like `bodyPieces`. */
export async function readBytes(response: Response, maxBytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bodyPieces(response, maxBytes)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/**
 * The JSON of a body whose content type nobody looks at. Throws ProviderError unknown_outcome when it is not JSON,
 * is empty, breaks off or is larger than `maxBytes`: after a create call that means that the order may have been taken.
 */
export async function readJson(response: Response, { maxBytes }: { maxBytes: number }): Promise<unknown> {
  // Decoding piece by piece lets go of the bytes early: whole, a large body would be in memory three times over.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  try {
    for await (const piece of bodyPieces(response, maxBytes)) text += decoder.decode(piece, { stream: true });
    return JSON.parse(text + decoder.decode());
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw lost("The vendor's answer is not readable.");
  }
}
