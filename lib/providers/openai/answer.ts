import type { ProviderOutput, SubmitResult, VendorCall } from "../image-provider";
import { ofTakenOrder, ProviderError } from "../provider-error";
import { largeBody, MAX_JSON_WITH_PICTURES_BYTES, MAX_PICTURE_BYTES, readJson } from "../response";
import { errorIn, errorOfBody } from "./errors";
import { imagesSchema, type Picture } from "./types";

export type Done = Extract<SubmitResult, { kind: "done" }>;

const noPicture = () =>
  ofTakenOrder(new ProviderError("provider_error", "The vendor answered without a picture.", true));

/** Reads an answer with pictures and puts each away at once; `begin` runs when its turn has come. */
export function readAnswer(
  response: Response,
  order: { prompt: string; call: VendorCall; begin(): void },
): Promise<Done> {
  return largeBody(async () => {
    order.begin();
    const body = await readJson(response, { maxBytes: MAX_JSON_WITH_PICTURES_BYTES });
    const said = errorIn(body);
    if (said) throw errorOfBody(said);
    const parsed = imagesSchema.safeParse(body);
    if (!parsed.success)
      throw new ProviderError("unknown_outcome", "The vendor's answer is not readable.", false);
    return keepAll(parsed.data.data, order.prompt, order.call);
  }, order.call);
}

async function keepAll(pictures: Picture[], prompt: string, call: VendorCall): Promise<Done> {
  const outputs: ProviderOutput[] = [];
  const rewritten = pictures.some(({ revised_prompt }) => revised_prompt && revised_prompt !== prompt);
  // Taken from the list one by one, so that each picture's text can be forgotten when its bytes are put away.
  for (let next = pictures.shift(); next; next = pictures.shift()) {
    const inline = base64Of(next);
    if (inline) outputs.push({ kept: await keepPicture(inline, call) });
    else if (next.url) outputs.push({ url: absolute(next.url, call.connection.baseUrl) });
  }
  if (outputs.length === 0) throw noPicture();
  return rewritten ? { kind: "done", outputs, warnings: ["prompt_rewritten"] } : { kind: "done", outputs };
}

/** Base64 of a picture, also from the data URLs that some compatible servers write into either field. */
function base64Of({ b64_json, url }: Picture): string | undefined {
  const text = b64_json || (url?.startsWith("data:") ? url : undefined);
  return text?.startsWith("data:") ? text.slice(text.indexOf(",") + 1) : text;
}

/** Whole addresses stay as they were written, to the byte; a path is completed by the server's own address. */
function absolute(url: string, baseUrl: string): string {
  if (/^https?:\/\//i.test(url)) return url;
  try {
    return new URL(url, `${baseUrl}/`).href;
  } catch {
    throw noPicture();
  }
}

/** Puts a picture away. Ours failing to store it is no word of the vendor's: nobody has the picture then. */
export async function keepPicture(base64: string, call: VendorCall) {
  const bytes = decode(base64);
  if (bytes.byteLength === 0) throw noPicture();
  try {
    return await call.keep(bytes);
  } catch {
    throw new ProviderError("unknown_outcome", "A finished picture could not be put away.", false);
  }
}

export function decode(base64: string): Buffer {
  if (base64.length > Math.ceil(MAX_PICTURE_BYTES / 3) * 4)
    // The vendor made it and may charge for it, so it does not count as an order that was never taken.
    throw new ProviderError("unknown_outcome", "The vendor's picture is too large.", false);
  return Buffer.from(base64, "base64");
}
