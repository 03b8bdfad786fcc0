import sharp from "sharp";
import { singleton } from "@/lib/platform/process/singleton";
import { pacer } from "./pace";
import { Noise, Random } from "./random";

export type TextureKind = "grain" | "paper" | "canvas" | "scan";

const SIDE_PX = 512;

/** Raw RGBA of a repeating square whose middle grey leaves a soft-light ground unchanged. */
export interface Tile {
  data: Buffer;
  sidePx: number;
}

const cache = () => singleton("sketch.textures", () => new Map<string, Promise<Tile>>());

/** A repeating texture; `amount` 0 to 1 is its contrast, `scale` the size of its grain in pixels. */
export function textureTile(kind: TextureKind, amount: number, scale: number): Promise<Tile> {
  const key = `${kind} ${amount} ${scale}`;
  const known = cache().get(key);
  if (known) return known;
  const made = makeTile(kind, amount, scale);
  cache().set(key, made);
  return made;
}

async function makeTile(kind: TextureKind, amount: number, scale: number): Promise<Tile> {
  const random = new Random(`texture ${kind}`);
  const value = makers[kind](random);
  const data = Buffer.alloc(SIDE_PX * SIDE_PX * 4, 255);
  const breathe = pacer();
  for (let y = 0; y < SIDE_PX; y++) {
    await breathe();
    for (let x = 0; x < SIDE_PX; x++) {
      const grey = Math.max(0, Math.min(255, Math.round(128 + value(x, y) * 127 * amount)));
      const at = (y * SIDE_PX + x) * 4;
      data[at] = grey;
      data[at + 1] = grey;
      data[at + 2] = grey;
    }
  }
  if (scale === 1) return { data, sidePx: SIDE_PX };
  const sidePx = Math.round(SIDE_PX * scale);
  const raw = { width: SIDE_PX, height: SIDE_PX, channels: 4 as const };
  return {
    data: await sharp(data, { raw }).resize(sidePx, sidePx, { kernel: "linear" }).raw().toBuffer(),
    sidePx,
  };
}

type Maker = (random: Random) => (x: number, y: number) => number;

const makers: Record<TextureKind, Maker> = {
  grain: (random) => () => random.bell(),
  paper: (random) => {
    const fibre = wrapped(random.fork("fibre"), [8, 32, 128], [0.3, 0.34, 0.36]);
    return (x, y) => fibre(x, y) * 0.75 + random.bell() * 0.45;
  },
  canvas: (random) => {
    const uneven = wrapped(random.fork("uneven"), [16, 64], [0.5, 0.5]);
    return (x, y) => {
      const weave = Math.sin((x * Math.PI) / 2) * (((y >> 2) & 1) * 2 - 1) * 0.3;
      return weave + uneven(x, y) * 0.4 + random.bell() * 0.4;
    };
  },
  scan: (random) => (_, y) => (y % 4 < 2 ? -0.3 : 0.3) + random.bell() * 0.35,
};

/** Noise that repeats after one tile: lattices of whole numbers of cells. */
function wrapped(
  random: Random,
  cells: readonly number[],
  weights: readonly number[],
): (x: number, y: number) => number {
  const lattices = cells.map((n) => Float32Array.from({ length: n * n }, () => random.next() * 2 - 1));
  return (x, y) => {
    let sum = 0;
    for (let k = 0; k < lattices.length; k++) {
      const lattice = lattices[k];
      const n = cells[k] ?? 1;
      if (!lattice) continue;
      const fx = (x / SIDE_PX) * n;
      const fy = (y / SIDE_PX) * n;
      const [xi, yi] = [Math.floor(fx), Math.floor(fy)];
      const [u, v] = [fx - xi, fy - yi];
      const right = (xi + 1) % n;
      const lower = ((yi + 1) % n) * n;
      const top = (lattice[xi + yi * n] ?? 0) * (1 - u) + (lattice[right + yi * n] ?? 0) * u;
      const low = (lattice[xi + lower] ?? 0) * (1 - u) + (lattice[right + lower] ?? 0) * u;
      sum += (top * (1 - v) + low * v) * (weights[k] ?? 0);
    }
    return sum;
  };
}

/** Large soft blotches over the whole picture as a small raw RGBA square, to be stretched. */
export function blotches(random: Random, amount: number): Tile {
  const sidePx = 96;
  const noise = new Noise(random);
  const data = Buffer.alloc(sidePx * sidePx * 4, 255);
  for (let y = 0; y < sidePx; y++)
    for (let x = 0; x < sidePx; x++) {
      const warp = noise.fractal(x / 30, y / 30, 2) * 1.4;
      const value = noise.fractal(x / 15 + warp, y / 15 - warp, 4);
      const grey = Math.max(0, Math.min(255, Math.round(128 + value * 127 * amount)));
      const at = (y * sidePx + x) * 4;
      data[at] = grey;
      data[at + 1] = grey;
      data[at + 2] = grey;
    }
  return { data, sidePx };
}
