import { AppError } from "../errors";
import { addressNotAllowed, isHostOf } from "./guard";

export interface DownloadOptions {
  /** Sent to the first address's own origin only, never to where it redirects. */
  headers?: Record<string, string>;
  maxBytes: number;
  /** For the whole download, redirects included. */
  timeoutMs: number;
  signal?: AbortSignal;
  /** Hosts that the address and its redirects may have; without it any, and redirects to the same host only. */
  allowedHosts?: readonly string[];
}

const MAX_REDIRECTS = 3;
const SNIFF_BYTES = 12;
const GOES_AWAY = new Set([408, 425, 429]);

const failed = (why: string) => new AppError(502, "download_failed", why);
const gone = (status: number) =>
  new AppError(410, "download_gone", `The picture is not there any more (${status}).`);
const tooLarge = (max: number) =>
  new AppError(413, "download_too_large", `The picture has more than ${max} bytes.`);
const notAnImage = () => new AppError(422, "download_not_an_image", "What came is not a picture.");

/**
 * Fetches a picture into memory. `fetchFn` must be one of outboundFetch: it judges every address, also those of
 * redirects, of which three are followed. PNG, JPEG and WebP by their first bytes, whatever the Content-Type says.
 * Throws AppError `download_failed` (502, may be tried again), `download_gone` (410: 403, 404, 410 and every other
 * refusal that stays), `download_too_large` (413), `download_not_an_image` (422), `address_not_allowed` (400);
 * rethrows the reason when `signal` was aborted.
 */
export async function downloadBounded(
  fetchFn: typeof fetch,
  url: string | URL,
  options: DownloadOptions,
): Promise<Buffer> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  try {
    const response = await follow(fetchFn, url, options, signal);
    if (!response.ok) {
      await response.body?.cancel();
      throw response.status >= 500 || GOES_AWAY.has(response.status)
        ? failed(`The picture's server failed (${response.status}).`)
        : gone(response.status);
    }
    return await readPicture(response, options.maxBytes);
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason;
    if (error instanceof AppError) throw error;
    throw failed(timeout.aborted ? "The picture did not come in time." : "The picture's server was lost.");
  }
}

async function follow(
  fetchFn: typeof fetch,
  first: string | URL,
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<Response> {
  if (!URL.canParse(String(first))) throw addressNotAllowed("This is not a usable web address.");
  const start = new URL(first);
  let url = start;
  for (let hop = 0; ; hop += 1) {
    if (options.allowedHosts ? !isHostOf(url, options.allowedHosts) : url.host !== start.host)
      throw addressNotAllowed(`${url.host} is not one of the hosts that pictures come from.`);
    // A compressed picture would only hide how large it is.
    const headers = {
      "accept-encoding": "identity",
      ...(url.origin === start.origin ? options.headers : {}),
    };
    const response = await fetchFn(url, { headers, signal, redirect: "manual" });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    if (hop === MAX_REDIRECTS) throw addressNotAllowed("The picture's address redirects too often.");
    if (!URL.canParse(location, url)) throw addressNotAllowed("The picture's address redirects to nowhere.");
    url = new URL(location, url);
  }
}

async function readPicture(response: Response, maxBytes: number): Promise<Buffer> {
  const refuse = async (error: AppError): Promise<never> => {
    await response.body?.cancel().catch(() => undefined);
    throw error;
  };
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) return refuse(tooLarge(maxBytes));
  const reader = response.body?.getReader();
  if (!reader) throw notAnImage();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let sniffed = false;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      size += next.value.byteLength;
      if (size > maxBytes) throw tooLarge(maxBytes);
      if (!sniffed && size >= SNIFF_BYTES) {
        if (pictureFormat(Buffer.concat(chunks)) === null) throw notAnImage();
        sniffed = true;
      }
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error;
  }
  if (!sniffed) throw notAnImage();
  return Buffer.concat(chunks, size);
}

const PNG = Buffer.from("89504e470d0a1a0a", "hex");
const JPEG = Buffer.from("ffd8ff", "hex");

/** What the first 12 bytes say that a file is; null for none of the three. */
export function pictureFormat(start: Buffer): "png" | "jpeg" | "webp" | null {
  if (start.subarray(0, 8).equals(PNG)) return "png";
  if (start.subarray(0, 3).equals(JPEG)) return "jpeg";
  const isWebp = start.toString("latin1", 0, 4) === "RIFF" && start.toString("latin1", 8, 12) === "WEBP";
  return isWebp ? "webp" : null;
}
