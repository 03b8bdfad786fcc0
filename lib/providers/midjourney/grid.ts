import { openImage, withPixels } from "@/lib/platform/pixels/pixels";
import type { KeptPicture, VendorCall } from "@/lib/providers/image-provider";
import { lostCall, ProviderError } from "@/lib/providers/provider-error";
import { bodyPieces, largeBody, MAX_PICTURE_BYTES } from "@/lib/providers/response";
import { discard } from "./http";

const FETCH_TIMEOUT_MS = 60_000;
/** Two columns, row by row: the order of the buttons U1 to U4. */
const COLUMNS = 2;
const MIN_SIDE_PX = 64;

/** Discord's file servers, and Midjourney's own for the accounts that trueai reaches without Discord. */
export const pictureHosts = ["cdn.discordapp.com", "media.discordapp.net", "cdn.midjourney.com"] as const;

/** The picture is not to be had, however often it is asked for; making it again would be a new order. */
const unavailable = (message: string) => new ProviderError("not_found_or_expired", message, false);
/** Asking again later may help, and costs nothing. */
const notNow = (message: string) => new ProviderError("provider_error", message, false);

/** Whether the caller may fetch this address itself: the vendor's hosts, or the connection's own. */
export function isKnownHost(address: string, { connection }: VendorCall): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  const own = new URL(connection.baseUrl);
  if (!url || url.username || url.password) return false;
  if (pictureHosts.some((host) => host === url.hostname)) return url.protocol === "https:";
  return url.hostname === own.hostname && (url.protocol === "https:" || url.protocol === own.protocol);
}

function isOperatorsHost(address: string, { connection }: VendorCall): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === "https:" && !url.username && url.hostname === connection.options.imageHost;
}

/** Fetches a picture of the vendor as it is and puts it away. */
export const keepPicture = (address: string, call: VendorCall): Promise<KeptPicture> =>
  largeBody(async () => call.keep(await download(address, call)), call);

/**
 * Fetches a 2×2 grid, cuts it and puts the first `count` quarters away as PNG. Throws ProviderError
 * not_found_or_expired when the grid cannot be had any more, others when it may be there at the next poll.
 */
export function keepQuarters(address: string, count: number, call: VendorCall): Promise<KeptPicture[]> {
  return largeBody(async () => {
    const grid = await download(address, call);
    const kept: KeptPicture[] = [];
    for (let i = 0; i < count; i += 1) kept.push(await call.keep(await quarter(grid, i)));
    return kept;
  }, call);
}

/** Picture `i` from 0. With an odd side the middle line belongs to neither half. */
function quarter(grid: Buffer, i: number): Promise<Buffer> {
  return withPixels(async () => {
    try {
      const image = openImage(grid);
      const { width: gridWidth, height: gridHeight } = await image.metadata();
      const [width, height] = [Math.floor(gridWidth / COLUMNS), Math.floor(gridHeight / COLUMNS)];
      if (Math.min(width, height) < MIN_SIDE_PX) throw new RangeError("too small for a grid");
      const left = i % COLUMNS === 0 ? 0 : gridWidth - width;
      const top = i < COLUMNS ? 0 : gridHeight - height;
      return await image.extract({ left, top, width, height }).png().toBuffer();
    } catch {
      throw notNow("The proxy delivered a picture that cannot be read.");
    }
  });
}

/** The bytes of a picture: no key goes out, no redirect is followed, at most 64 MiB come in, the content type is ignored. */
async function download(address: string, call: VendorCall): Promise<Buffer> {
  if (!isKnownHost(address, call) && !isOperatorsHost(address, call))
    throw unavailable("The proxy keeps the picture on a host that is not allowed.");
  const response = await get(address, call);
  if (response.status !== 200) discard(response);
  if (response.status >= 300 && response.status < 400)
    throw unavailable("The address of the finished picture leads elsewhere.");
  if ([401, 403, 404, 410].includes(response.status))
    throw unavailable(`The finished picture is not there any more (${response.status}).`);
  if (response.status !== 200)
    throw notNow(`The finished picture could not be fetched (${response.status}).`);
  const bytes = await readPicture(response);
  if (!looksLikePicture(bytes)) throw notNow("The proxy delivered something that is no picture.");
  return bytes;
}

async function get(address: string, call: VendorCall): Promise<Response> {
  try {
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(FETCH_TIMEOUT_MS)]);
    return await call.fetch(address, { signal });
  } catch (error) {
    const known = lostCall(error);
    throw known.errorClass === "invalid_request" ? unavailable(known.detail) : known;
  }
}

async function readPicture(response: Response): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bodyPieces(response, Number.POSITIVE_INFINITY)) {
    size += piece.byteLength;
    if (size > MAX_PICTURE_BYTES) throw unavailable("The finished picture is larger than 64 MiB.");
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function looksLikePicture(bytes: Buffer): boolean {
  const starts = (hex: string, at = 0) => bytes.subarray(at, at + hex.length / 2).toString("hex") === hex;
  const png = starts("89504e470d0a1a0a");
  const jpeg = starts("ffd8ff");
  const webp = starts("52494646") && starts("57454250", 8);
  return png || jpeg || webp;
}
