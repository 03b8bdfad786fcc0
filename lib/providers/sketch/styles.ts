import { mix } from "./drawing/color";
import type { Breathe } from "./drawing/pace";
import type { Random } from "./drawing/random";
import type { Scene } from "./drawing/scene";
import type { TextureKind } from "./drawing/texture";
import { ink } from "./painters/ink";
import { lineArt, woodblock } from "./painters/line-art";
import { neon } from "./painters/neon";
import { paperCut } from "./painters/paper-cut";
import { minimal, plain, poster } from "./painters/poster";
import { dots, facets, strokes } from "./painters/resample";
import type { Sample } from "./painters/sample";
import type { Painter, Svg } from "./painters/svg";
import { watercolor } from "./painters/watercolor";
import {
  animePalette,
  inkPalette,
  mapPalette,
  neonPalette,
  type Palette,
  paperPalette,
  ukiyoePalette,
  vintagePalette,
  washPalette,
} from "./palette";
import type { Reading, StyleId } from "./vocabulary";

interface Finish {
  /** Light spilling from bright parts, 0 to 1. */
  bloom?: number;
  /** Large uneven washes, 0 to 1. */
  blotch?: number;
  texture?: TextureKind;
  /** Contrast of the texture, 0 to 1. */
  amount: number;
}

/** How a scene becomes a picture. */
export interface Style {
  palette: (from: Palette, random: Random, reading: Reading) => Palette;
  painter: Painter;
  /** Redraws the scene from its own colours. */
  resample?: (scene: Scene, sample: Sample, breathe: Breathe) => Promise<Svg>;
  /** Side of one square of a pixel picture at 1K. */
  cellPx?: number;
  finish: Finish;
}

const same = (from: Palette): Palette => from;

const styles: Record<StyleId, Style> = {
  poster: { palette: same, painter: poster, finish: { bloom: 0.3, texture: "grain", amount: 0.2 } },
  ink: {
    palette: (from) => inkPalette(from.dark),
    painter: ink,
    finish: { blotch: 0.32, texture: "paper", amount: 0.4 },
  },
  watercolor: {
    palette: washPalette,
    painter: watercolor,
    finish: { blotch: 0.5, texture: "paper", amount: 0.42 },
  },
  neon: {
    palette: (_, random) => neonPalette(random),
    painter: neon,
    finish: { bloom: 0.85, texture: "scan", amount: 0.16 },
  },
  papercut: {
    palette: (from, random, reading) =>
      paperPalette(from, random, reading.colors.length === 0 && random.chance(0.4)),
    painter: paperCut,
    finish: { texture: "paper", amount: 0.3 },
  },
  pixel: { palette: same, painter: plain, cellPx: 8, finish: { amount: 0 } },
  lineart: { palette: same, painter: lineArt, finish: { texture: "paper", amount: 0.2 } },
  oil: {
    palette: (from) => mapPalette(from, (color) => color),
    painter: plain,
    resample: strokes,
    finish: { bloom: 0.15, texture: "canvas", amount: 0.3 },
  },
  lowpoly: { palette: same, painter: plain, resample: facets, finish: { bloom: 0.2, amount: 0 } },
  pointillism: { palette: same, painter: plain, resample: dots, finish: { texture: "canvas", amount: 0.18 } },
  vintage: {
    palette: vintagePalette,
    painter: poster,
    finish: { blotch: 0.3, texture: "paper", amount: 0.6 },
  },
  ukiyoe: {
    palette: (from) => ukiyoePalette(from.dark),
    painter: woodblock,
    finish: { blotch: 0.28, texture: "paper", amount: 0.5 },
  },
  anime: { palette: animePalette, painter: plain, finish: { bloom: 0.75, texture: "grain", amount: 0.07 } },
  minimal: {
    palette: (from) => mapPalette(from, (color) => mix(color, from.sky[2], 0.12)),
    painter: minimal,
    finish: { texture: "grain", amount: 0.1 },
  },
};

/** The first style named; without one, the printed poster. */
export const chooseStyle = (reading: Reading): Style => styles[reading.styles[0] ?? "poster"];
