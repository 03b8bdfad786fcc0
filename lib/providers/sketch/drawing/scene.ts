import type { Palette } from "../palette";
import type { Reading, Subject } from "../vocabulary";
import { mix, ramp } from "./color";
import { ellipse, groundUnder, type Point } from "./geometry";
import { Noise, type Random } from "./random";

/** offset 0 to 1, colour, opacity. */
export type Stop = readonly [number, string, number?];
/** A gradient over the shape's own box; angle 90 runs downwards. */
export interface Gradient {
  stops: readonly Stop[];
  angle?: number;
  radial?: boolean;
}
export type Paint = string | Gradient;

/**
 * What a shape is to a painter: `mass` is land seen from its upper edge, `body` a solid thing, `detail`
 * something small on a body, `line` an open stroke, `glow` light, `mist` haze, `speck` one of many tiny dots.
 */
export type Role = "mass" | "body" | "detail" | "line" | "glow" | "mist" | "speck";

export interface Shape {
  role: Role;
  points: readonly Point[];
  closed: boolean;
  smooth: boolean;
  fill: Paint;
  /** Line width in scene units, for lines only. */
  width: number;
  opacity: number;
  /** 0 at the horizon, 1 at the viewer. */
  depth: number;
  /** Keeps its colour in styles that have few of them. */
  accent: boolean;
  /** For masses: how many points of the outline belong to the upper edge. */
  edge: number;
}

type Extra = Partial<Pick<Shape, "opacity" | "accent" | "smooth">>;

/** A picture before it has a style: shapes from back to front, the short side 1000 units long. */
export class Scene {
  readonly shapes: Shape[] = [];
  readonly noise: Noise;
  /** Where the light stands; compositions place it, painters aim shadows and reflections by it. */
  light = { x: 0, y: 0, r: 0 };
  /** The sky as colours from top to bottom of the picture. */
  sky: readonly Stop[];

  constructor(
    readonly w: number,
    readonly h: number,
    readonly random: Random,
    readonly palette: Palette,
    readonly reading: Reading,
  ) {
    this.noise = new Noise(random.fork("noise"));
    const [top, middle, low] = palette.sky;
    this.sky = [
      [0, top],
      [0.38, middle],
      [0.72, low],
      [1, mix(low, palette.near, 0.12)],
    ];
    this.light = { x: w * (random.chance(0.5) ? 1 / 3 : 2 / 3), y: h * 0.3, r: 90 };
  }

  /** True at night, when the disc in the sky is the moon. */
  get sunless(): boolean {
    return this.reading.moods.includes("night") || this.reading.subjects.includes("moon");
  }

  /** The colour of land at a depth: pale and cool far away, dark and rich near. */
  land(depth: number): string {
    return ramp([this.palette.far, this.palette.mid, this.palette.near], depth);
  }

  /** The colour of leaves that must read as green, unless the style or the words forbid it. */
  green(amount: number): string {
    const { leaf, mono, dark } = this.palette;
    if (mono || this.reading.colors.length > 0) return leaf;
    return mix(leaf, dark ? "#2c6b50" : "#5f9e57", amount);
  }

  /** A level line from side to side, for water and tables. */
  level(y: number): Point[] {
    return [
      [-40, y],
      [this.w + 40, y],
    ];
  }

  /** Whether the words name this subject. */
  wants(subject: Subject): boolean {
    return this.reading.subjects.includes(subject);
  }

  mass(top: readonly Point[], fill: Paint, depth: number, extra: Extra = {}): void {
    const points = groundUnder(top, this.h + 40);
    this.push({ role: "mass", points, fill, depth, smooth: false, edge: top.length, ...extra });
  }

  body(points: readonly Point[], fill: Paint, depth: number, extra: Extra = {}): void {
    this.push({ role: "body", points, fill, depth, smooth: true, ...extra });
  }

  detail(points: readonly Point[], fill: Paint, depth: number, extra: Extra = {}): void {
    this.push({ role: "detail", points, fill, depth, smooth: true, ...extra });
  }

  line(points: readonly Point[], color: string, width: number, depth: number, extra: Extra = {}): void {
    this.push({ role: "line", points, fill: color, width, depth, smooth: true, closed: false, ...extra });
  }

  speck(x: number, y: number, r: number, color: string, depth: number, opacity = 1): void {
    this.push({ role: "speck", points: [[x, y]], fill: color, width: r * 2, depth, opacity });
  }

  glow(x: number, y: number, r: number, color: string, opacity: number): void {
    const fill: Gradient = {
      radial: true,
      stops: [
        [0, color, 1],
        [0.35, color, 0.42],
        [0.7, color, 0.1],
        [1, color, 0],
      ],
    };
    this.push({ role: "glow", points: ellipse(x, y, r), fill, depth: 0, opacity, smooth: true });
  }

  /** A band of haze across the picture, thickest at `y`. */
  mist(y: number, height: number, opacity: number, color = this.palette.sky[2]): void {
    const points: Point[] = [
      [-10, y - height],
      [this.w + 10, y - height],
      [this.w + 10, y + height],
      [-10, y + height],
    ];
    const fill: Gradient = {
      angle: 90,
      stops: [
        [0, color, 0],
        [0.5, color, 1],
        [1, color, 0],
      ],
    };
    this.push({ role: "mist", points, fill, depth: 0, opacity, smooth: false });
  }

  private push(shape: Partial<Shape> & Pick<Shape, "role" | "points" | "fill" | "depth">): void {
    this.shapes.push({ closed: true, smooth: false, width: 0, opacity: 1, accent: false, edge: 0, ...shape });
  }
}

/** Light above, darker below (or the reverse with swapped colours). */
export const down = (top: string, bottom: string): Gradient => ({
  angle: 90,
  stops: [
    [0, top],
    [1, bottom],
  ],
});
export const across = (left: string, right: string): Gradient => ({
  angle: 0,
  stops: [
    [0, left],
    [1, right],
  ],
});
export const ball = (center: string, rim: string): Gradient => ({
  radial: true,
  stops: [
    [0, center],
    [1, rim],
  ],
});

/** One colour that thins out downwards. */
export const thin = (color: string, top: number, bottom = 0): Gradient => ({
  angle: 90,
  stops: [
    [0, color, top],
    [1, color, bottom],
  ],
});

/** A gradient downwards through stops. */
export const steps = (...stops: Stop[]): Gradient => ({ angle: 90, stops });

/** One colour that stands for a paint, for styles without gradients. */
export const colorOf = (paint: Paint): string => {
  if (typeof paint === "string") return paint;
  const first = paint.stops[0]?.[1] ?? "#888888";
  const last = paint.stops[paint.stops.length - 1]?.[1] ?? first;
  return mix(first, last, 0.4);
};
