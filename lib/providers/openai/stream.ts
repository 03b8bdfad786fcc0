import type { KeptPicture, VendorCall } from "../image-provider";
import { ofTakenOrder, ProviderError } from "../provider-error";
import { bodyPieces, largeBody, MAX_JSON_WITH_PICTURES_BYTES } from "../response";
import { type Done, decode, keepPicture } from "./answer";
import { errorIn, errorOfBody } from "./errors";
import { PARTIAL_IMAGES } from "./reshape";
import { streamEventSchema } from "./types";

/**
 * An event above this size carries a picture. Until one begins the stream takes none of the turns for large
 * bodies: most of its time it only waits for the vendor.
 */
const SMALL_BYTES = 64 * 1024;
const BLANK_LINE = /\n\r?\n/;

/**
 * Reads a stream of one picture: partial pictures become previews, the finished one is put away. The finished one
 * may come before the partial ones; what follows it is not waited for. A stream that ends without it has lost it.
 */
export async function readStream(response: Response, call: VendorCall): Promise<Done> {
  const events = new EventReader(bodyPieces(response, MAX_JSON_WITH_PICTURES_BYTES));
  try {
    for (;;) {
      const step = async () => {
        const data = await events.next();
        return data === null ? "end" : handle(data, call);
      };
      const result = (await events.isLarge()) ? await largeBody(step, call) : await step();
      if (result === "end")
        throw new ProviderError("unknown_outcome", "The vendor's stream ended without the picture.", false);
      if (result) return { kind: "done", outputs: [{ kept: result }] };
    }
  } finally {
    await events.close();
  }
}

async function handle(data: string, call: VendorCall): Promise<KeptPicture | undefined> {
  const body = parse(data);
  const said = errorIn(body);
  if (said) throw ofTakenOrder(errorOfBody(said));
  const { data: event } = streamEventSchema.safeParse(body);
  if (!event) return undefined;
  if (event.type.endsWith(".completed")) return keepPicture(event.b64_json, call);
  if (event.type.endsWith(".partial_image")) {
    const part = Math.min(1, ((event.partial_image_index ?? 0) + 1) / (PARTIAL_IMAGES + 1));
    call.onProgress?.({ part, preview: previewOf(event.b64_json) });
  }
  return undefined;
}

/** A preview is a courtesy: one that is too large is none. */
function previewOf(base64: string): Buffer | undefined {
  try {
    return decode(base64);
  } catch {
    return undefined;
  }
}

function parse(data: string): unknown {
  if (data === "" || data === "[DONE]") return undefined;
  try {
    return JSON.parse(data);
  } catch {
    throw new ProviderError("unknown_outcome", "The vendor's stream is not readable.", false);
  }
}

/** Server-sent events, of which only the data matters: every event of this API names its type there too. */
class EventReader {
  private readonly decoder = new TextDecoder();
  private pieces: string[] = [];
  /** Length of `pieces` together. */
  private size = 0;
  /** The last letters read: the blank line that closes an event may lie across pieces. */
  private tail = "";
  private hasEvent = false;
  private ended = false;

  constructor(private readonly source: AsyncGenerator<Uint8Array>) {}

  /** Reads on until an event is whole or has grown large; true in the latter case. */
  async isLarge(): Promise<boolean> {
    while (!this.hasEvent && !this.ended && this.size <= SMALL_BYTES) await this.read();
    return this.size > SMALL_BYTES;
  }

  /** The data of the next event; null at the end of the stream. */
  async next(): Promise<string | null> {
    while (!this.hasEvent && !this.ended) await this.read();
    if (!this.hasEvent) return null;
    const text = this.pieces.join("");
    const end = text.search(BLANK_LINE);
    this.pieces = [];
    this.size = 0;
    this.tail = "";
    this.hasEvent = false;
    this.push(text.slice(end).replace(/^[\r\n]+/, ""));
    return text
      .slice(0, end)
      .split(/\r?\n/)
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice("data:".length).trim())
      .join("\n");
  }

  close(): Promise<unknown> {
    return this.source.return(undefined);
  }

  private async read(): Promise<void> {
    const { done, value } = await this.source.next();
    this.ended = done === true;
    this.push(done ? this.decoder.decode() : this.decoder.decode(value, { stream: true }));
  }

  private push(text: string): void {
    if (!text) return;
    this.pieces.push(text);
    this.size += text.length;
    const seen = this.tail + text;
    this.hasEvent ||= BLANK_LINE.test(seen);
    this.tail = seen.slice(-3);
  }
}
