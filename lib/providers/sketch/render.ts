import sharp, { type OverlayOptions } from "sharp";
import {
  type AspectRatio,
  pixelSize,
  type RenderQuality,
  type Tier,
} from "@/lib/providers/model-capabilities";
import { compose } from "./compositions/choose";
import { pacer } from "./drawing/pace";
import { Random } from "./drawing/random";
import { Scene } from "./drawing/scene";
import { blotches, textureTile } from "./drawing/texture";
import { Sample } from "./painters/sample";
import { choosePalette } from "./palette";
import { chooseStyle, type Style } from "./styles";
import { read } from "./vocabulary";

export interface PictureRequest {
  prompt: string;
  negativePrompt: string;
  styles: readonly string[];
  ratio: AspectRatio;
  tier: Tier;
  quality: RenderQuality;
  seed: number;
}

interface Size {
  widthPx: number;
  heightPx: number;
  /** Pixels drawn per pixel delivered, along one side: below 1 is quick and soft, above 1 has finer edges. */
  oversampling: number;
  /** Pixels of this tier per pixel of 1K, so that textures look alike in every tier. */
  scale: number;
}

const oversampling: Record<RenderQuality, Record<Tier, number>> = {
  draft: { "1K": 0.5, "2K": 0.5, "4K": 0.5 },
  standard: { "1K": 1, "2K": 1, "4K": 1 },
  high: { "1K": 2, "2K": 1.5, "4K": 1.25 },
};

/** The named parts of one picture's making, in order, with the share of the work done when each begins. */
export const renderStages = { compose: 0, draw: 0.15, texture: 0.6 } as const;
export type RenderStage = keyof typeof renderStages;

/**
 * Draws one picture and returns PNG bytes without metadata, at exactly `pixelSize(ratio, tier)`.
 * The same request gives the same bytes. Throws the signal's reason when aborted between stages.
 */
export async function renderPicture(
  request: PictureRequest,
  signal: AbortSignal,
  onStage: (stage: RenderStage) => void = () => {},
): Promise<Buffer> {
  onStage("compose");
  const { widthPx, heightPx } = pixelSize(request.ratio, request.tier);
  const size: Size = {
    widthPx,
    heightPx,
    scale: { "1K": 1, "2K": 2, "4K": 4 }[request.tier],
    oversampling: oversampling[request.quality][request.tier],
  };
  const { scene, style } = stage(request, size);
  await othersTurn();
  signal.throwIfAborted();
  onStage("draw");
  const drawn = await draw(scene, style, size);
  signal.throwIfAborted();
  onStage("texture");
  return await finish(drawn, scene, style, size);
}

/** Composing and painting hold the event loop for some tens of milliseconds each; requests may pass between. */
const othersTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Reads the words and sets the scene; the short side is 1000 units whatever the pixels. */
function stage(request: PictureRequest, size: Size): { scene: Scene; style: Style } {
  const { prompt, negativePrompt, styles, seed } = request;
  const random = new Random(JSON.stringify([prompt.trim(), negativePrompt.trim(), [...styles].sort(), seed]));
  const reading = read(prompt, negativePrompt, styles);
  const style = chooseStyle(reading);
  const palette = style.palette(
    choosePalette(reading, random.fork("palette")),
    random.fork("tubes"),
    reading,
  );
  const short = Math.min(size.widthPx, size.heightPx);
  const scene = new Scene(
    Math.round((size.widthPx / short) * 1000),
    Math.round((size.heightPx / short) * 1000),
    random.fork("scene"),
    palette,
    reading,
  );
  compose(scene);
  return { scene, style };
}

interface Drawn {
  data: Buffer;
  info: { width: number; height: number; channels: 3 };
}

async function rasterize(svg: string): Promise<Drawn> {
  const { data, info } = await sharp(Buffer.from(svg), { unlimited: true, limitInputPixels: 50_000_000 })
    .flatten({ background: "#ffffff" })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, info: { width: info.width, height: info.height, channels: 3 } };
}

/** Draws a document at the size and quality asked for. */
async function rasterizeFor(
  document: (widthPx: number, heightPx: number) => string,
  size: Size,
): Promise<Drawn> {
  const { widthPx, heightPx, oversampling: more } = size;
  const drawn = await rasterize(document(Math.round(widthPx * more), Math.round(heightPx * more)));
  if (more === 1) return drawn;
  const { data, info } = await sharp(drawn.data, { raw: drawn.info, limitInputPixels: false })
    .resize(widthPx, heightPx, { fit: "fill", kernel: more > 1 ? "lanczos3" : "mitchell" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, info: { width: info.width, height: info.height, channels: 3 } };
}

async function draw(scene: Scene, style: Style, size: Size): Promise<Drawn> {
  if (style.cellPx) return await drawCells(scene, style, size, style.cellPx * size.scale);
  const breathe = pacer();
  const painted = await style.painter(scene, breathe);
  if (!style.resample) return await rasterizeFor((w, h) => painted.document(w, h), size);
  const shrink = 420 / Math.max(size.widthPx, size.heightPx);
  const small = await rasterize(
    painted.document(Math.round(size.widthPx * shrink), Math.round(size.heightPx * shrink)),
  );
  await othersTurn();
  const sample = new Sample(small.data, small.info.width, small.info.height, scene.w, scene.h);
  const redrawn = await style.resample(scene, sample, breathe);
  return await rasterizeFor((w, h) => redrawn.document(w, h), size);
}

/** Order in which a dithered square of four by four fills up. */
const BAYER = [
  [0, 8, 2, 10],
  [12, 4, 14, 6],
  [3, 11, 1, 9],
  [15, 7, 13, 5],
] as const;

/** Draws on a coarse grid with few colours, then repeats every cell. */
async function drawCells(scene: Scene, style: Style, size: Size, cellPx: number): Promise<Drawn> {
  const columns = Math.ceil(size.widthPx / cellPx);
  const rows = Math.ceil(size.heightPx / cellPx);
  // Drawn at twice the grid and averaged, so that thin things survive.
  const painted = await style.painter(scene, pacer());
  const fine = await rasterize(painted.document(columns * 2, rows * 2));
  const small = await sharp(fine.data, { raw: fine.info })
    .resize(columns, rows, { kernel: "mitchell" })
    .raw()
    .toBuffer();
  for (let i = 0; i < small.length; i++) {
    const at = Math.floor(i / 3);
    const threshold = (BAYER[(at % columns) % 4]?.[Math.floor(at / columns) % 4] ?? 0) / 16 - 0.47;
    small[i] = Math.max(0, Math.min(255, (small[i] ?? 0) + threshold * 20));
  }
  const coarse = await sharp(small, { raw: { width: columns, height: rows, channels: 3 } })
    .png({ palette: true, colours: 20, dither: 0, effort: 7 })
    .toBuffer();
  const wide = await sharp(coarse)
    .removeAlpha()
    .resize(columns * cellPx, rows * cellPx, { kernel: "nearest" })
    .raw()
    .toBuffer();
  const { data, info } = await sharp(wide, {
    raw: { width: columns * cellPx, height: rows * cellPx, channels: 3 },
  })
    .extract({ left: 0, top: 0, width: size.widthPx, height: size.heightPx })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, info: { width: info.width, height: info.height, channels: 3 } };
}

async function finish(drawn: Drawn, scene: Scene, style: Style, size: Size): Promise<Buffer> {
  const { finish: wanted } = style;
  const layers: OverlayOptions[] = [];
  if (wanted.bloom) layers.push({ ...(await bloom(drawn, size, wanted.bloom)), blend: "screen" });
  if (wanted.blotch) {
    const { data, sidePx } = blotches(scene.random.fork("blotches"), wanted.blotch);
    const raw = { width: sidePx, height: sidePx, channels: 4 as const };
    const wide = await sharp(data, { raw })
      .resize(size.widthPx, size.heightPx, { fit: "fill", kernel: "cubic" })
      .raw()
      .toBuffer();
    layers.push({
      input: wide,
      raw: { width: size.widthPx, height: size.heightPx, channels: 4 },
      blend: "soft-light",
    });
  }
  if (wanted.texture) {
    const { data, sidePx } = await textureTile(
      wanted.texture,
      wanted.amount,
      size.scale === 4 ? 3 : size.scale,
    );
    layers.push({
      input: data,
      raw: { width: sidePx, height: sidePx, channels: 4 },
      tile: true,
      blend: "soft-light",
    });
  }
  return await sharp(drawn.data, { raw: drawn.info })
    .composite(layers)
    .removeAlpha()
    .png({ compressionLevel: 6 })
    .toBuffer();
}

/** The bright parts, blurred: light spills over edges as it does in a lens. */
async function bloom(drawn: Drawn, size: Size, strength: number): Promise<OverlayOptions> {
  const shrink = 256 / Math.max(size.widthPx, size.heightPx);
  const width = Math.max(8, Math.round(size.widthPx * shrink));
  const height = Math.max(8, Math.round(size.heightPx * shrink));
  const small = await sharp(drawn.data, { raw: drawn.info })
    .resize(width, height, { fit: "fill", kernel: "linear" })
    .linear(1.5 * strength, -110 * strength)
    .blur(7)
    .raw()
    .toBuffer();
  const input = await sharp(small, { raw: { width, height, channels: 3 } })
    .resize(size.widthPx, size.heightPx, { fit: "fill", kernel: "cubic" })
    .raw()
    .toBuffer();
  return { input, raw: { width: size.widthPx, height: size.heightPx, channels: 3 } };
}
