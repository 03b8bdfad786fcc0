import type { AspectRatio, Tier } from "../model-capabilities";

type Sizes = Partial<Record<AspectRatio, string>>;

/** Fixed list of qwen-image, -plus and -max; any other size is refused. */
const qwenPlus: Sizes = {
  "1:1": "1328*1328",
  "16:9": "1664*928",
  "9:16": "928*1664",
  "4:3": "1472*1104",
  "3:4": "1104*1472",
};

const oneK: Sizes = {
  "1:1": "1024*1024",
  "16:9": "1360*768",
  "9:16": "768*1360",
  "4:3": "1168*880",
  "3:4": "880*1168",
  "3:2": "1248*832",
  "2:3": "832*1248",
  "21:9": "1536*656",
};

/** The vendor's recommended sizes, so 4:3 is a little wider than exact; 3:2 and 21:9 fill the same area. */
const twoK: Sizes = {
  "1:1": "2048*2048",
  "16:9": "2688*1536",
  "9:16": "1536*2688",
  "4:3": "2368*1728",
  "3:4": "1728*2368",
  "3:2": "2496*1664",
  "2:3": "1664*2496",
  "21:9": "3104*1328",
};

const fourK: Sizes = {
  "1:1": "4096*4096",
  "16:9": "3840*2160",
  "9:16": "2160*3840",
  "4:3": "4096*3072",
  "3:4": "3072*4096",
};

/** wan 2.2 and older: each side 512 to 1440. */
const wanOld: Sizes = {
  "1:1": "1024*1024",
  "16:9": "1280*720",
  "9:16": "720*1280",
  "4:3": "1024*768",
  "3:4": "768*1024",
  "3:2": "1152*768",
  "2:3": "768*1152",
};

/** `W*H` by tier and ratio, for making pictures from words. Source: the vendor's references of 2026. */
export const generateSizes = {
  qwenPlus: { "1K": qwenPlus },
  qwen: { "1K": oneK, "2K": twoK },
  wan27: { "1K": oneK, "2K": twoK, "4K": fourK },
  wanOld: { "1K": wanOld },
} as const satisfies Record<string, Partial<Record<Tier, Sizes>>>;

const AREA_SIDE: Record<Tier, number> = { "1K": 1024, "2K": 2048, "4K": 2048 };

/**
 * `W*H` with the frame of a picture and the area of a tier (at most 2048², the most that edits give): sides are
 * multiples of 16 from 512 to `maxSidePx`. Without a size the vendor takes the frame of the last reference.
 */
export function sizeLike(
  picture: { widthPx: number; heightPx: number },
  tier: Tier,
  maxSidePx: number,
): string {
  const { widthPx, heightPx } = picture;
  const scale = Math.min(
    AREA_SIDE[tier] / Math.sqrt(widthPx * heightPx),
    maxSidePx / Math.max(widthPx, heightPx),
  );
  const side = (px: number) => Math.max(512, Math.floor((px * scale) / 16 + 1e-6) * 16);
  return `${side(widthPx)}*${side(heightPx)}`;
}
