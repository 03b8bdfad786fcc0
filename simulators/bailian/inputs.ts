import { look } from "../kit/pictures";
import { Refused } from "./refusals";

export interface Input {
  bytes: Buffer;
  widthPx: number;
  heightPx: number;
}

export interface InputLimits {
  minSidePx: number;
  maxSidePx: number;
  maxBytes: number;
}

/** A picture of an order: a data URL within the model's limits. Other addresses cannot be reached from here. */
export async function readInput(url: string, field: string, limits: InputLimits): Promise<Input> {
  if (/^https?:/.test(url))
    throw new Refused(
      "InvalidParameter.DataInspection",
      "Unable to download the media resource during the data inspection process.",
    );
  const parts = /^data:image\/(png|jpeg);base64,([A-Za-z0-9+/]+={0,2})$/.exec(url);
  if (!parts?.[2]) throw new Refused("InvalidParameter", `${field} must be a URL or a base64 data URL.`);
  const bytes = Buffer.from(parts[2], "base64");
  if (parts[2].length > limits.maxBytes)
    throw new Refused("BadRequest.TooLarge", `${field} exceeds ${limits.maxBytes / 1e6}MB.`);
  const seen = await look(bytes);
  if (!seen || seen.format !== parts[1])
    throw new Refused("BadRequest.UnsupportedFileFormat", `${field} is not a valid ${parts[1]}.`);
  const { widthPx, heightPx } = seen;
  if (Math.min(widthPx, heightPx) < limits.minSidePx || Math.max(widthPx, heightPx) > limits.maxSidePx)
    throw new Refused(
      "InvalidParameter",
      `The width and height of ${field} must be between ${limits.minSidePx} and ${limits.maxSidePx}, got ${widthPx}x${heightPx}.`,
    );
  return { bytes, widthPx, heightPx };
}
