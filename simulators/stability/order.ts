import { randomInt } from "node:crypto";
import { look } from "@/simulators/kit/pictures";
import type { SimReply, SimRequest } from "@/simulators/kit/server";
import { type Endpoint, endpoints, type PictureLimits } from "./endpoints";
import type { Painting } from "./painting";
import { refuse } from "./words";

const MAX_REQUEST_BYTES = 10 * 1024 * 1024;
const MAX_CLIENT_HEADER_CHARS = 256;
const LAST_SEED = 4_294_967_294;
const FORMATS = ["png", "jpeg", "webp"];
/** A letter of another script than ours. */
const FOREIGN = /(?!\p{Script=Latin}|\p{Script=Common})\p{L}/u;

export type Checked = { refusal: SimReply } | { painting: Painting };

/** What the vendor checks before it starts: sizes, fields, pictures, language. */
export async function checkOrder(
  request: SimRequest,
  form: FormData | null,
  endpoint: Endpoint,
): Promise<Checked> {
  const bad = (...errors: string[]): Checked => ({ refusal: refuse("bad_request", errors) });
  if (request.body.length > MAX_REQUEST_BYTES) return { refusal: refuse("payload_too_large") };
  if (!form) return bad("content-type: must be multipart/form-data");
  const accept = request.headers.get("accept") ?? "image/*";
  if (!["image/*", "application/json", "*/*"].includes(accept))
    return bad("accept: must be one of [image/*, application/json]");
  for (const name of ["stability-client-id", "stability-client-user-id", "stability-client-version"])
    if ((request.headers.get(name) ?? "").length > MAX_CLIENT_HEADER_CHARS)
      return bad(`${name}: must be at most ${MAX_CLIENT_HEADER_CHARS} characters`);

  const { texts, files, errors } = await sorted(form, endpoint);
  if (errors.length > 0) return bad(...errors);
  const fields = endpoint.fields.safeParse(texts);
  if (!fields.success)
    return bad(...fields.error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`));
  const { image, mask } = files;
  const trouble = (await pictureTrouble(image, mask, endpoint)) ?? pairTrouble(image, fields.data, endpoint);
  if (trouble) return bad(trouble);
  if (FOREIGN.test(`${fields.data.prompt ?? ""}${fields.data.negative_prompt ?? ""}`))
    return { refusal: refuse("invalid_language") };
  // 0 asks for any seed, as does none.
  const seed = fields.data.seed || randomInt(1, LAST_SEED);
  return { painting: { fields: fields.data, seed, ...(image ? { image } : {}), ...(mask ? { mask } : {}) } };
}

interface Sorted {
  texts: Record<string, string>;
  files: { image?: Buffer; mask?: Buffer };
  errors: string[];
}

async function sorted(form: FormData, endpoint: Endpoint): Promise<Sorted> {
  const result: Sorted = { texts: {}, files: {}, errors: [] };
  const seen = new Set<string>();
  for (const [name, value] of form) {
    if (seen.has(name)) result.errors.push(`${name}: must be given once`);
    seen.add(name);
    // Some clients send an empty file of this name, so that a form without files is multipart.
    if (name === "none") continue;
    const isFile = (name === "image" && endpoint.image) || (name === "mask" && endpoint.mask);
    if (typeof value === "string" && isFile) result.errors.push(`${name}: must be a file`);
    else if (typeof value === "string") result.texts[name] = value;
    else if (!isFile) result.errors.push(`${name}: is not a file of this endpoint`);
    else result.files[name === "mask" ? "mask" : "image"] = Buffer.from(await value.arrayBuffer());
  }
  return result;
}

async function pictureTrouble(
  image: Buffer | undefined,
  mask: Buffer | undefined,
  endpoint: Endpoint,
): Promise<string | undefined> {
  if (mask) {
    const seen = await look(mask);
    if (!seen || !FORMATS.includes(seen.format)) return "mask: must be a jpeg, png or webp image";
  }
  if (!endpoint.image) return undefined;
  if (!image) return endpoint.image.required ? "image: is required" : undefined;
  const seen = await look(image);
  if (!seen || !FORMATS.includes(seen.format)) return "image: must be a jpeg, png or webp image";
  return sizeTrouble(seen, endpoint.image);
}

function sizeTrouble(
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  limits: PictureLimits,
): string | undefined {
  const [shorter, longer] = [Math.min(widthPx, heightPx), Math.max(widthPx, heightPx)];
  const pixels = widthPx * heightPx;
  if (shorter < limits.minSidePx) return `image: every side must be at least ${limits.minSidePx} pixels`;
  if (limits.maxSidePx && longer > limits.maxSidePx)
    return `image: every side must be at most ${limits.maxSidePx} pixels`;
  if (pixels < limits.minPixels) return `image: must have at least ${limits.minPixels} pixels`;
  if (limits.maxPixels && pixels > limits.maxPixels)
    return `image: must have at most ${limits.maxPixels} pixels, got ${pixels}`;
  if (limits.maxRatio && longer / shorter > limits.maxRatio)
    return `image: aspect ratio must be between 1:${limits.maxRatio} and ${limits.maxRatio}:1`;
  return undefined;
}

/** Where a picture is optional, it comes with a strength and a mode, or none of them does. */
function pairTrouble(
  image: Buffer | undefined,
  fields: Painting["fields"],
  endpoint: Endpoint,
): string | undefined {
  if (endpoint.image?.required !== false) return undefined;
  if (endpoint === endpoints["generate/sd3"] && (fields.mode === "image-to-image") !== (image !== undefined))
    return image ? "mode: must be image-to-image when an image is given" : "image: is required";
  if (image && fields.strength === undefined) return "strength: is required when an image is given";
  if (!image && fields.strength !== undefined) return "image: is required when strength is given";
  return undefined;
}
