import type { OperationCapabilities } from "@/lib/providers/model-capabilities";

export interface Size {
  widthPx: number;
  heightPx: number;
}

type Limits = Pick<OperationCapabilities, "maxPixels" | "maxSidePx" | "minSidePx">;

/** The size at which a picture is sent: as it is where it fits, made smaller (or, if tiny, larger) otherwise. */
export function fittedSize({ widthPx, heightPx }: Size, limits: Limits): Size {
  const shrink = Math.min(
    1,
    Math.sqrt(limits.maxPixels / (widthPx * heightPx)),
    limits.maxSidePx / Math.max(widthPx, heightPx),
  );
  const grow = Math.max(1, limits.minSidePx / Math.min(widthPx, heightPx));
  const scale = shrink < 1 ? shrink : grow;
  return {
    widthPx: Math.max(1, Math.floor(widthPx * scale)),
    heightPx: Math.max(1, Math.floor(heightPx * scale)),
  };
}

/** Whether a picture's shape can be sent at all: a narrow one may not fit between the limits of both sides. */
export function shapeFits(size: Size, limits: Limits & { maxRatio: number }): boolean {
  const ratio = Math.max(size.widthPx, size.heightPx) / Math.min(size.widthPx, size.heightPx);
  if (ratio > limits.maxRatio) return false;
  const fitted = fittedSize(size, limits);
  return (
    Math.min(fitted.widthPx, fitted.heightPx) >= limits.minSidePx - 1 &&
    Math.max(fitted.widthPx, fitted.heightPx) <= limits.maxSidePx
  );
}

/** How far a picture grows on each side, evenly, to have a ratio such as `16:9`; all zero when it has it already. */
export function extension(
  { widthPx, heightPx }: Size,
  ratio: string,
): { leftPx: number; rightPx: number; topPx: number; bottomPx: number } {
  const [w = 1, h = 1] = ratio.split(":").map(Number);
  const more = (have: number, want: number) => Math.max(0, Math.round(want) - have);
  const across = more(widthPx, (heightPx * w) / h);
  const down = more(heightPx, (widthPx * h) / w);
  return {
    leftPx: Math.floor(across / 2),
    rightPx: Math.ceil(across / 2),
    topPx: Math.floor(down / 2),
    bottomPx: Math.ceil(down / 2),
  };
}

/** The ratio of a list that comes nearest to a picture's own. */
export function nearestRatio<R extends string>(
  { widthPx, heightPx }: Size,
  ratios: readonly R[],
): R | undefined {
  const own = Math.log(widthPx / heightPx);
  const distance = (ratio: string) => {
    const [w = 1, h = 1] = ratio.split(":").map(Number);
    return Math.abs(Math.log(w / h) - own);
  };
  return [...ratios].sort((a, b) => distance(a) - distance(b))[0];
}
