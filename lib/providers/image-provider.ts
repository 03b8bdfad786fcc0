import { AppError } from "@/lib/platform/errors";

/** The ratios the product offers, width:height. */
export const aspectRatios = ["1:1", "4:3", "3:4", "3:2", "2:3", "16:9", "9:16", "21:9"] as const;
export type AspectRatio = (typeof aspectRatios)[number];

/** Resolution tiers. A tier names the pixel area: 1K ≈ 1024², 2K ≈ 2048², 4K ≈ 4096². */
export const tiers = ["1K", "2K", "4K"] as const;
export type Tier = (typeof tiers)[number];

export const renderQualities = ["draft", "standard", "high"] as const;
export type RenderQuality = (typeof renderQualities)[number];

/** One order to a vendor for `count` pictures of one prompt. */
export interface ImageRequest {
  /** Our id of this attempt: the same text for every repetition of the same call. */
  requestKey: string;
  model: string;
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
}

/** A finished picture as the vendor made it: PNG, JPEG or WebP bytes. */
export interface ProviderOutput {
  bytes: Buffer;
  seed?: number;
}

export type SubmitResult =
  | { kind: "done"; outputs: ProviderOutput[] }
  | { kind: "pending"; externalId: string; pollAfterMs: number };

export type PollResult =
  /** `progress` is 0 to 1 and honest: absent when the vendor does not tell. */
  | { state: "running"; progress?: number; pollAfterMs: number }
  /** Fewer outputs than asked is a partial success; `refused` says why the rest is missing. */
  | { state: "done"; outputs: ProviderOutput[]; refused?: ProviderErrorClass }
  | { state: "failed"; error: ProviderError };

/** What a model can do; drives the form, the validation and the price. */
export interface ModelCapabilities {
  id: string;
  provider: string;
  name: { zh: string; en: string };
  note: { zh: string; en: string };
  ratios: readonly AspectRatio[];
  tiers: readonly Tier[];
  qualities: readonly RenderQuality[];
  maxCount: number;
  maxPromptChars: number;
  negativePrompt: boolean;
  seed: boolean;
  /** Credits for one picture, by tier, at standard quality. */
  creditsPerImage: Record<Tier, number>;
  /** Multiplies the price, in percent, so that it stays an integer: 100 is unchanged. */
  qualityPercent: Record<RenderQuality, number>;
  /** True when the maker is not an AI model (the built-in renderer); the interface says so. */
  builtIn: boolean;
}

/** Uniform error classes and what they imply; every adapter maps its vendor's words to one of them. */
export const providerErrorClasses = {
  content_policy: { retry: "never" },
  invalid_request: { retry: "never" },
  auth: { retry: "never" },
  quota_exhausted: { retry: "never" },
  rate_limited: { retry: "later" },
  provider_error: { retry: "later" },
  unknown_outcome: { retry: "once" },
  not_found_or_expired: { retry: "never" },
} as const;
export type ProviderErrorClass = keyof typeof providerErrorClasses;

/** A vendor's refusal or failure in our words. `message` is safe to show; no keys, no bodies. */
export class ProviderError extends AppError {
  constructor(
    readonly errorClass: ProviderErrorClass,
    message: string,
    /** True when it is certain that the vendor took no order (connection refused, refused input). */
    readonly certainlyNotAccepted: boolean,
    readonly retryAfterMs?: number,
  ) {
    super(502, `provider_${errorClass}`, message, { retryAfterMs });
  }
}

/** One image vendor. Adapters are stateless apart from caches: any process may poll what another submitted. */
export interface ImageProvider {
  id: string;
  /** True when repeating `submit` with the same requestKey cannot start (or charge) a second job. */
  submitIsIdempotent: boolean;
  models(): readonly ModelCapabilities[];
  submit(request: ImageRequest, signal: AbortSignal): Promise<SubmitResult>;
  poll(externalId: string, request: ImageRequest, signal: AbortSignal): Promise<PollResult>;
  /** Best effort; absent where the vendor cannot. */
  cancel?(externalId: string, signal: AbortSignal): Promise<void>;
}

const AREA_SIDE: Record<Tier, number> = { "1K": 1024, "2K": 2048, "4K": 4096 };

/**
 * The pixel size of a ratio at a tier: the tier's area, both sides multiples of 16 and the ratio exact
 * to the rounding (21:9 at 1K is 1568×672, which is 7:3 exactly).
 */
export function pixelSize(ratio: AspectRatio, tier: Tier): { widthPx: number; heightPx: number } {
  const [w = 1, h = 1] = ratio.split(":").map(Number);
  const divisor = greatestCommonDivisor(w, h);
  const unitW = (w / divisor) * 16;
  const unitH = (h / divisor) * 16;
  const side = AREA_SIDE[tier];
  const scale = Math.max(1, Math.round(Math.sqrt((side * side) / (unitW * unitH))));
  return { widthPx: unitW * scale, heightPx: unitH * scale };
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);
