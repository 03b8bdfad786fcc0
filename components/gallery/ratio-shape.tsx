import { aspectOf } from "@/lib/edits/rules";
import type { AspectRatio } from "@/lib/generations/schema";

const BOX_PX = 24;

/** The shape of a ratio, drawn to scale inside a square. */
export function RatioShape({ ratio }: { ratio: AspectRatio }) {
  const aspect = aspectOf(ratio);
  const width = aspect >= 1 ? BOX_PX : BOX_PX * aspect;
  const height = aspect >= 1 ? BOX_PX / aspect : BOX_PX;
  return (
    <svg viewBox={`0 0 ${BOX_PX + 2} ${BOX_PX + 2}`} className="size-6.5" aria-hidden focusable="false">
      <rect
        x={(BOX_PX - width) / 2 + 1}
        y={(BOX_PX - height) / 2 + 1}
        width={width}
        height={height}
        rx="2.5"
        fill="none"
        strokeWidth="1.5"
        className="stroke-current"
      />
    </svg>
  );
}
