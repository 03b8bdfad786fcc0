import { encode } from "uqr";
import { cn } from "@/lib/platform/cn";

interface QrCodeProps {
  content: string;
  /** What scanning it does; the code itself says nothing to those who cannot see it. */
  label: string;
  className?: string;
}

/** Modules of white around the code that a scanner needs (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** A QR code of medium error correction. Its ground is white in every theme, because many scanners read no other. */
export function QrCode({ content, label, className }: QrCodeProps) {
  const { data, size } = encode(content, { ecc: "M", boostEcc: false, border: QUIET_ZONE });
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={cn("block size-52 rounded-md border border-line", className)}
    >
      <rect width={size} height={size} fill="white" />
      <path d={pathOf(data)} fill="black" />
    </svg>
  );
}

/** One stroke per run of dark modules in a row, so that the drawing stays small and has no seams. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  const runs: string[] = [];
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      let end = x;
      while (row[end]) end += 1;
      runs.push(`M${x} ${y}h${end - x}v1h${x - end}z`);
      x = end;
    }
  });
  return runs.join("");
}
