import { encode } from "uqr";
import { qrPath } from "../rules";

/** A QR code that is drawn on the server. It stays dark on light in both themes, because scanners want that. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: "M", border: 3 });
  return (
    <div data-theme="light" className="rounded-lg border border-line bg-surface p-2">
      <svg
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={label}
        shapeRendering="crispEdges"
        className="block size-52 fill-text"
      >
        <path d={qrPath(data)} />
      </svg>
    </div>
  );
}
