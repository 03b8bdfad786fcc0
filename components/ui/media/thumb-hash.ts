import { thumbHashToAverageRGBA, thumbHashToDataURL } from "thumbhash";

/** Bytes of a ThumbHash from base64 or base64url; null where the text is no ThumbHash. */
function bytesOf(hash: string): Uint8Array | null {
  try {
    const text = atob(hash.replaceAll("-", "+").replaceAll("_", "/"));
    return text.length >= 5 && text.length <= 32
      ? Uint8Array.from(text, (letter) => letter.charCodeAt(0))
      : null;
  } catch {
    return null;
  }
}

/** The mean colour as CSS: small enough to be sent with the page. */
export function thumbHashColour(hash: string | null | undefined): string | undefined {
  const bytes = hash ? bytesOf(hash) : null;
  if (!bytes) return undefined;
  const { r, g, b } = thumbHashToAverageRGBA(bytes);
  const [red, green, blue] = [r, g, b].map((part) => Math.round(Math.min(1, Math.max(0, part)) * 255));
  return `rgb(${red} ${green} ${blue})`;
}

/** A blurred picture of about 32 pixels as a data URL of some 4 kB; made in the browser, never sent. */
export function thumbHashUrl(hash: string | null | undefined): string | undefined {
  const bytes = hash ? bytesOf(hash) : null;
  try {
    return bytes ? thumbHashToDataURL(bytes) : undefined;
  } catch {
    return undefined;
  }
}
