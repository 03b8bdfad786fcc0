import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { server } from "../fixtures/stack/server";

/** A picture as a device would send it: a meadow under a sky with a hill, sun and grain. */
export function photo(widthPx: number, heightPx: number): Promise<Buffer> {
  const scene = `<svg width="${widthPx}" height="${heightPx}" viewBox="0 0 100 100" preserveAspectRatio="none">
    <defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="#5b8fc9"/><stop offset="1" stop-color="#f3d9b1"/></linearGradient></defs>
    <rect width="100" height="100" fill="url(#sky)"/>
    <circle cx="76" cy="22" r="8" fill="#fff3c4"/>
    <path d="M0 70 Q30 45 60 66 T100 60 V100 H0Z" fill="#4f7a4a"/>
    <rect y="82" width="100" height="18" fill="#8aa85c"/>
  </svg>`;
  return sharp(Buffer.from(scene)).png().toBuffer();
}

/** What the server stores of an image: the file before any label. */
export async function originalOf(imageId: string): Promise<Pixels> {
  const folder = join(server.dataFolder(), "files");
  const [name] = globSync(`**/${imageId}/original.*`, { cwd: folder });
  if (!name) throw new Error(`There is no original of ${imageId}.`);
  const { data, info } = await sharp(readFileSync(join(folder, name)))
    .removeAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, widthPx: info.width, heightPx: info.height };
}

interface Pixels {
  /** Red, green and blue of every pixel. */
  data: Buffer;
  widthPx: number;
  heightPx: number;
}

export interface Change {
  /** The smallest box around every pixel that differs, in parts of the picture's sides. */
  box: { left: number; top: number; right: number; bottom: number };
  /** The part of that box's pixels that differs. */
  density: number;
}

/** Where two pictures of one size differ by more than a rounding; null where nowhere. */
export function changeBetween(before: Pixels, after: Pixels): Change | null {
  const { widthPx, heightPx } = before;
  if (after.widthPx !== widthPx || after.heightPx !== heightPx)
    throw new Error(`${after.widthPx} × ${after.heightPx} instead of ${widthPx} × ${heightPx}`);
  const box = { left: widthPx, top: heightPx, right: -1, bottom: -1 };
  let count = 0;
  for (let pixel = 0; pixel < widthPx * heightPx; pixel += 1) {
    const differs = [0, 1, 2].some(
      (channel) =>
        Math.abs((before.data[pixel * 3 + channel] ?? 0) - (after.data[pixel * 3 + channel] ?? 0)) > 1,
    );
    if (!differs) continue;
    const x = pixel % widthPx;
    const y = Math.floor(pixel / widthPx);
    count += 1;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  if (count === 0) return null;
  const area = (box.right - box.left + 1) * (box.bottom - box.top + 1);
  return {
    box: {
      left: box.left / widthPx,
      right: (box.right + 1) / widthPx,
      top: box.top / heightPx,
      bottom: (box.bottom + 1) / heightPx,
    },
    density: count / area,
  };
}
