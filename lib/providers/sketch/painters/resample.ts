import { mix, shade } from "../drawing/color";
import type { Point } from "../drawing/geometry";
import type { Breathe } from "../drawing/pace";
import type { Scene } from "../drawing/scene";
import type { Sample } from "./sample";
import { Svg } from "./svg";

/** Brush strokes in three sizes, laid along the forms. */
export async function strokes(scene: Scene, sample: Sample, breathe: Breathe): Promise<Svg> {
  const { w, h, noise } = scene;
  const random = scene.random.fork("strokes");
  const svg = new Svg(w, h);
  svg.sheet(mix(scene.palette.near, scene.palette.accent, 0.3));
  const passes = [
    [22, 64, 25, 0],
    [13, 34, 11, 6],
    [8, 17, 5.5, 26],
  ] as const;
  for (const [gap, long, wide, threshold] of passes) {
    for (let gy = -gap; gy < h + gap; gy += gap) {
      await breathe();
      for (let gx = -gap; gx < w + gap; gx += gap) {
        const x = gx + random.bell() * gap;
        const y = gy + random.bell() * gap;
        const [sx, sy] = sample.slope(x, y, 7);
        const edge = Math.hypot(sx, sy);
        if (edge < threshold && !random.chance(threshold > 20 ? 0.02 : 0.3)) continue;
        const drift = noise.fractal(x / 260, y / 260, 2) * 2.2;
        const angle = edge > 9 ? Math.atan2(sx, -sy) : drift;
        const bend = random.bell() * 0.5;
        const length = long * random.range(0.6, 1.2) * (edge > 40 ? 0.6 : 1);
        const color = shade(sample.at(x, y), random.bell() * 0.045);
        const [dx, dy] = [(Math.cos(angle) * length) / 2, (Math.sin(angle) * length) / 2];
        const n = (v: number) => v.toFixed(1);
        const data = `M${n(x - dx)} ${n(y - dy)}Q${n(x - dy * bend)} ${n(y + dx * bend)} ${n(x + dx)} ${n(y + dy)}`;
        svg.stroke(data, color, wide * random.range(0.7, 1.1), 0.93);
        if (wide > 8 && random.chance(0.35)) svg.stroke(data, shade(color, 0.06), wide * 0.16, 0.7);
      }
    }
  }
  return svg;
}

/** A mesh of triangles, each of one colour. */
export async function facets(scene: Scene, sample: Sample, breathe: Breathe): Promise<Svg> {
  const { w, h } = scene;
  const random = scene.random.fork("facets");
  const svg = new Svg(w, h);
  const side = 23;
  const columns = Math.ceil(w / side) + 2;
  const rows = Math.ceil(h / side) + 2;
  const points: Point[][] = Array.from({ length: rows + 1 }, (_, r) =>
    Array.from({ length: columns + 1 }, (_, c) => {
      const x = (c - 1 + (r % 2 ? 0.5 : 0)) * side + random.bell() * side * 0.42;
      const y = (r - 1) * side + random.bell() * side * 0.42;
      return [x, y] as const;
    }),
  );
  const triangle = (a: Point | undefined, b: Point | undefined, c: Point | undefined) => {
    if (!a || !b || !c) return;
    const color = shade(sample.at((a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3), random.bell() * 0.035);
    const n = (p: Point) => `${p[0].toFixed(1)} ${p[1].toFixed(1)}`;
    svg.add(`<path d="M${n(a)}L${n(b)}L${n(c)}Z" fill="${color}" stroke="${color}" stroke-width="0.9"/>`);
  };
  for (let r = 0; r < rows; r++) {
    await breathe();
    for (let c = 0; c < columns; c++) {
      const [p, q] = [points[r], points[r + 1]];
      const [a, b, d, e] = [p?.[c], p?.[c + 1], q?.[c], q?.[c + 1]];
      if (r % 2) {
        triangle(a, b, e);
        triangle(a, e, d);
      } else {
        triangle(a, b, d);
        triangle(b, e, d);
      }
    }
  }
  return svg;
}

/** Dots of pure colour, larger where it is dark. */
export async function dots(scene: Scene, sample: Sample, breathe: Breathe): Promise<Svg> {
  const { w, h } = scene;
  const random = scene.random.fork("dots");
  const svg = new Svg(w, h);
  svg.sheet(scene.palette.dark ? shade(scene.palette.near, -0.02) : mix(scene.palette.pale, "#f6efe0", 0.5));
  const tints = [
    scene.palette.accent,
    scene.palette.accent2,
    scene.palette.water,
    scene.palette.light,
  ] as const;
  const gap = 9.5;
  for (let pass = 0; pass < 2; pass++)
    for (let y = 0; y < h + gap; y += gap) {
      await breathe();
      for (let x = 0; x < w + gap; x += gap) {
        const px = x + random.bell() * gap * 0.7;
        const py = y + random.bell() * gap * 0.7;
        const pure = random.chance(0.12);
        const color = shade(
          mix(sample.at(px, py), random.pick(tints), pure ? 0.45 : 0.04),
          random.bell() * 0.05,
        );
        svg.dot(px, py, gap * (pass ? random.range(0.2, 0.46) : random.range(0.6, 0.85)), color, 0.95);
      }
    }
  return svg;
}
