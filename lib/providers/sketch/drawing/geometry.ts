import type { Noise, Random } from "./random";

export type Point = readonly [number, number];

const num = (v: number): string => (Math.round(v * 10) / 10).toString();

/** SVG path data through the points: straight, or as a Catmull-Rom curve when smooth. */
export function pathData(points: readonly Point[], closed: boolean, smooth: boolean): string {
  const first = points[0];
  if (!first) return "";
  if (!smooth || points.length < 3)
    return `M${points.map(([x, y]) => `${num(x)} ${num(y)}`).join("L")}${closed ? "Z" : ""}`;
  const at = (i: number): Point => {
    const n = points.length;
    return points[closed ? (i + n) % n : Math.max(0, Math.min(n - 1, i))] ?? first;
  };
  let data = `M${num(first[0])} ${num(first[1])}`;
  const last = closed ? points.length : points.length - 1;
  for (let i = 0; i < last; i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const c1x = p1[0] + (p2[0] - p0[0]) / 6;
    const c1y = p1[1] + (p2[1] - p0[1]) / 6;
    const c2x = p2[0] - (p3[0] - p1[0]) / 6;
    const c2y = p2[1] - (p3[1] - p1[1]) / 6;
    data += `C${num(c1x)} ${num(c1y)} ${num(c2x)} ${num(c2y)} ${num(p2[0])} ${num(p2[1])}`;
  }
  return closed ? `${data}Z` : data;
}

export function ellipse(cx: number, cy: number, rx: number, ry = rx, tilt = 0, steps = 28): Point[] {
  const cos = Math.cos(tilt);
  const sin = Math.sin(tilt);
  return Array.from({ length: steps }, (_, i) => {
    const a = (i / steps) * Math.PI * 2;
    const x = Math.cos(a) * rx;
    const y = Math.sin(a) * ry;
    return [cx + x * cos - y * sin, cy + x * sin + y * cos] as const;
  });
}

/** An uneven round shape; `rough` 0 is an ellipse, 0.3 a pebble, 0.6 a splash. */
export function blob(
  random: Random,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  rough: number,
  steps = 12,
): Point[] {
  const spin = random.range(0, Math.PI * 2);
  return Array.from({ length: steps }, (_, i) => {
    const a = spin + (i / steps) * Math.PI * 2;
    const k = 1 + random.bell() * rough;
    return [cx + Math.cos(a) * rx * k, cy + Math.sin(a) * ry * k] as const;
  });
}

/** A stroke with a changing width, as an outline: `width(t)` for t 0 to 1 along the points. */
export function brush(points: readonly Point[], width: (t: number) => number): Point[] {
  const left: Point[] = [];
  const right: Point[] = [];
  const n = points.length;
  points.forEach(([x, y], i) => {
    const before = points[Math.max(0, i - 1)] ?? [x, y];
    const after = points[Math.min(n - 1, i + 1)] ?? [x, y];
    const dx = after[0] - before[0];
    const dy = after[1] - before[1];
    const length = Math.hypot(dx, dy) || 1;
    const half = width(n > 1 ? i / (n - 1) : 0) / 2;
    left.push([x - (dy / length) * half, y + (dx / length) * half]);
    right.push([x + (dy / length) * half, y - (dx / length) * half]);
  });
  return [...left, ...right.reverse()];
}

/** Points along a quadratic curve. */
export function curve(from: Point, control: Point, to: Point, steps = 14): Point[] {
  return Array.from({ length: steps + 1 }, (_, i) => {
    const t = i / steps;
    const a = (1 - t) * (1 - t);
    const b = 2 * t * (1 - t);
    const c = t * t;
    return [a * from[0] + b * control[0] + c * to[0], a * from[1] + b * control[1] + c * to[1]] as const;
  });
}

export const line = (from: Point, to: Point, steps = 10): Point[] =>
  curve(from, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], to, steps);

/** Turns and scales points around the origin, then moves them. */
export function place(
  points: readonly Point[],
  x: number,
  y: number,
  scale = 1,
  angle = 0,
  flip = false,
): Point[] {
  const cos = Math.cos(angle) * scale;
  const sin = Math.sin(angle) * scale;
  return points.map(([px, py]) => {
    const sx = flip ? -px : px;
    return [x + sx * cos - py * sin, y + sx * sin + py * cos] as const;
  });
}

export interface RidgeOptions {
  width: number;
  baseY: number;
  height: number;
  /** Length of one hill in scene units. */
  wave: number;
  /** 0 rolling, 1 sharp peaks. */
  sharp: number;
  octaves?: number;
  row?: number;
}

/** The upper edge of a chain of hills, from beyond the left border to beyond the right one. */
export function ridge(noise: Noise, options: RidgeOptions): Point[] {
  const { width, baseY, height, wave, sharp, octaves = 5, row = 0 } = options;
  const points: Point[] = [];
  const step = sharp > 0.3 ? 5 : 9;
  for (let x = -40; x <= width + 40; x += step) {
    const soft = noise.fractal(x / wave, row * 7.7, octaves) * 0.5 + 0.5;
    const n = noise.fractal(x / wave, row * 7.7 + 3.1, octaves);
    const peaked = (1 - Math.abs(n) * 1.9) ** 2 * Math.sign(1 - Math.abs(n) * 1.9);
    points.push([x, baseY - height * (soft * (1 - sharp) + Math.max(-0.1, peaked) * sharp)]);
  }
  return points;
}

/** Closes a ridge along the bottom of the picture. */
export function groundUnder(top: readonly Point[], bottomY: number): Point[] {
  const first = top[0] ?? [0, 0];
  const last = top[top.length - 1] ?? [0, 0];
  return [...top, [last[0], bottomY], [first[0], bottomY]];
}

/** The height of a polyline that runs left to right, at x. */
export function heightAt(top: readonly Point[], x: number): number {
  for (let i = 1; i < top.length; i++) {
    const [x1, y1] = top[i] ?? [0, 0];
    if (x1 < x) continue;
    const [x0, y0] = top[i - 1] ?? [0, 0];
    return x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
  }
  return top[top.length - 1]?.[1] ?? 0;
}

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export function boxOf(points: readonly Point[]): Box {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    x0 = Math.min(x0, x);
    y0 = Math.min(y0, y);
    x1 = Math.max(x1, x);
    y1 = Math.max(y1, y);
  }
  return { x: x0, y: y0, w: x1 - x0, h: y1 - y0 };
}

/** Moves every point a little, each by its own amount. */
export const jitter = (points: readonly Point[], random: Random, amount: number): Point[] =>
  points.map(([x, y]) => [x + random.bell() * amount, y + random.bell() * amount] as const);

/** Points written as `x y, x y, …`, for silhouettes drawn by hand. */
export const outline = (text: string): Point[] =>
  text.split(",").map((pair) => {
    const [x = 0, y = 0] = pair.trim().split(" ").map(Number);
    return [x, y] as const;
  });

/** An upright rectangle through two opposite corners. */
export const box = (x0: number, y0: number, x1: number, y1: number): Point[] => [
  [x0, y0],
  [x0, y1],
  [x1, y1],
  [x1, y0],
];
