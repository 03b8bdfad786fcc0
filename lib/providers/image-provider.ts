import type { AspectRatio, ModelCapabilities, Operation, RenderQuality, Tier } from "./model-capabilities";
import type { ProviderError, ProviderErrorClass } from "./provider-error";

/** A picture that goes to a vendor: upright, without metadata, within the limits of the operation. */
export interface InputPicture {
  /** PNG or JPEG bytes. */
  bytes: Buffer;
  format: "png" | "jpeg";
  widthPx: number;
  heightPx: number;
  /** What the vendor that made it calls it, where that vendor can act on its own pictures. */
  vendorRef: string | null;
}

/** How far each side moves outwards, in pixels of the picture that is sent. */
export interface Outpaint {
  leftPx: number;
  rightPx: number;
  topPx: number;
  bottomPx: number;
}

/** One call's order to a vendor: `count` pictures, at most the model's `maxPerCall`. */
export interface ImageRequest {
  /** Our id of this attempt: the same text for every repetition of the same call. */
  requestKey: string;
  /** The vendor's name of the model. */
  model: string;
  operation: Operation;
  prompt: string;
  negativePrompt: string;
  /** Slugs of style tags, for providers that read them apart from the prompt. */
  styles: string[];
  ratio: AspectRatio;
  tier: Tier;
  quality: RenderQuality;
  count: number;
  /** 0 to 2³¹−1; picture i of the request uses seed + i. */
  seed: number;
  /** The picture that an edit starts from. */
  source?: InputPicture;
  /** 8-bit grey PNG of the size of `source`: white is edited, black is kept. */
  mask?: InputPicture;
  references: InputPicture[];
  /** 0 keeps the source, 1 forgets it. */
  strength?: number;
  outpaint?: Outpaint;
  /** How many times longer each side becomes. */
  upscaleFactor?: number;
  /** An opaque, stable name of the person who asks, for vendors that want one; never an id or an address of ours. */
  endUser: string;
}

/** Where and as whom to call a vendor. `baseUrl` has no slash at its end. */
export interface Connection {
  /** Id of the config that it comes from. */
  id: string;
  baseUrl: string;
  apiKey: string;
  /** Set by the operator or the owner: dialect, region, workspace, organization. Each adapter names its own. */
  options: Readonly<Record<string, string>>;
}

/** Bytes that have been put away in our storage; nothing holds them in memory any more. */
export interface KeptPicture {
  storageKey: string;
  sizeBytes: number;
}

/** What a call to a vendor gets from its caller. */
export interface VendorCall {
  connection: Connection;
  signal: AbortSignal;
  /**
   * Like `fetch`, but it connects only to where the operator's rules allow, never follows a redirect and has a
   * connect time-out. Throws an AppError for an address that is not allowed.
   */
  fetch: typeof fetch;
  /** Puts a finished picture away at once, so that a large order does not pile up in memory. */
  keep(bytes: Uint8Array): Promise<KeptPicture>;
  /** Told while the call runs: the part that is done, 0 to 1, and a preview where the vendor makes one. */
  onProgress?(progress: { part: number; preview?: Buffer }): void;
  /** On a person's own server, which may be as slow as it likes: it waits for others of its kind only. */
  own?: boolean;
  /** Where the vendor may tell that something changed; absent when nobody outside can reach us. */
  webhookUrl?: string;
}

/** A finished picture: put away already, or still at an address of the vendor that will stop working soon. */
export type ProviderOutput = ({ kept: KeptPicture } | { url: string }) & {
  seed?: number;
  /** What the vendor calls this picture, where it can act on it later. */
  vendorRef?: string;
};

/** How what was made differs from what was asked; a code that the client translates. */
export type OutputWarning = "ratio_approximated" | "tier_not_native" | "seed_ignored" | "prompt_rewritten";

export type SubmitResult =
  | { kind: "done"; outputs: ProviderOutput[]; refused?: ProviderErrorClass; warnings?: OutputWarning[] }
  | { kind: "pending"; externalId: string; pollAfterMs: number; warnings?: OutputWarning[] };

export type PollResult =
  /** `progress` is 0 to 1 and honest: absent when the vendor does not tell. */
  | { state: "running"; progress?: number; previewUrl?: string; pollAfterMs: number }
  /** Fewer outputs than asked is a partial success; `refused` says why the rest is missing. */
  | {
      state: "done";
      outputs: ProviderOutput[];
      refused?: ProviderErrorClass;
      warnings?: OutputWarning[];
    }
  | { state: "failed"; error: ProviderError };

/** A vendor's signed (or secret-bearing) word that something changed. Only ever a hint to ask sooner. */
export interface VendorNotice {
  /** The vendor's id of this delivery, to keep one of each. */
  noticeId: string;
  externalId: string;
}

/** The result of the cheapest real call that shows whether a connection works. */
export type ConnectionReport =
  | { ok: true; detail?: string }
  | { ok: false; errorClass: ProviderErrorClass; message: string };

/**
 * One image vendor. Adapters are stateless apart from caches: any process may poll what another submitted.
 * `submit`, `poll` and `test` throw ProviderError only; `lostCall` makes one of anything else.
 */
export interface ImageProvider {
  id: string;
  /** True when repeating `submit` with the same requestKey cannot start (or charge) a second job. */
  submitIsIdempotent: boolean;
  /** The models that this provider is known to have. */
  models(): readonly ModelCapabilities[];
  /**
   * What a vendor's model can do, by the vendor's own name; for names that are not in `models()` what can be
   * said of any model of this kind of server, or null where the provider has a fixed list.
   */
  capabilities(vendorModel: string, options: Readonly<Record<string, string>>): ModelCapabilities | null;
  submit(request: ImageRequest, call: VendorCall): Promise<SubmitResult>;
  /** Asks once. `request` is the one that was submitted, without the bytes of its pictures. */
  poll(externalId: string, request: ImageRequest, call: VendorCall): Promise<PollResult>;
  /** Best effort; absent where the vendor cannot. */
  cancel?(externalId: string, call: VendorCall): Promise<void>;
  /** The notice when it is genuine and recent, otherwise null. Compares in constant time. */
  verifyWebhook?(
    notice: { headers: Headers; rawBody: Uint8Array; secret: string },
    now: Date,
  ): VendorNotice | null;
  /** The secret that the vendor signs its callbacks with, asked with the connection's key; absent where there is none. */
  webhookSecret?(call: Pick<VendorCall, "connection" | "signal" | "fetch">): Promise<string>;
  /** The cheapest call that proves the key and the address. */
  test(call: VendorCall): Promise<ConnectionReport>;
  /** Hosts besides the connection's own from which results may be fetched; `*.` for subdomains. */
  outputHosts: readonly string[];
  /** Headers for fetching a result, for vendors that want them on their own hosts. */
  outputHeaders?(url: URL, connection: Connection): Record<string, string>;
}
