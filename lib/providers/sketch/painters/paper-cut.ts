import { shade } from "../drawing/color";
import { boxOf, type Point, pathData } from "../drawing/geometry";
import type { Breathe } from "../drawing/pace";
import { colorOf, type Scene, type Shape } from "../drawing/scene";
import { dataOf, Svg } from "./svg";

/** Sheets of card one above the other, each with its shadow, looked at through a cut frame. */
export async function paperCut(scene: Scene, breathe: Breathe): Promise<Svg> {
  const svg = new Svg(scene.w, scene.h);
  svg.sheet({ angle: 90, stops: scene.sky.map(([at, color]) => [at, color] as const) });
  for (const shape of scene.shapes) {
    await breathe();
    if (shape.role === "glow") svg.fill(dataOf(shape), shape.fill, shape.opacity * 0.35);
    else if (shape.role === "mist") continue;
    else if (shape.role === "speck") {
      const [x, y] = shape.points[0] ?? [0, 0];
      svg.dot(x, y, Math.max(1.6, shape.width * 0.7), colorOf(shape.fill), shape.opacity);
    } else if (shape.role === "line")
      svg.stroke(dataOf(shape), colorOf(shape.fill), shape.width * 1.2, Math.min(1, shape.opacity * 1.3));
    else sheet(svg, shape);
  }
  frame(svg, scene);
  return svg;
}

function sheet(svg: Svg, shape: Shape): void {
  const color = colorOf(shape.fill);
  const { w, h } = boxOf(shape.points);
  const size = Math.min(w, h);
  const faded = typeof shape.fill !== "string" && shape.fill.stops.some(([, , opacity = 1]) => opacity < 1);
  const solid =
    shape.opacity > 0.5 || shape.role === "body"
      ? Math.max(shape.opacity, faded ? 0.8 : 0.95)
      : shape.opacity * 0.6;
  const data = dataOf(shape);
  if (size > 22 && solid > 0.7) {
    const lift = shape.role === "mass" ? 9 : Math.min(8, 2 + size * 0.04);
    shadow(svg, shape.points, shape.smooth, lift, shape.role === "mass");
  }
  svg.fill(
    data,
    {
      angle: 90,
      stops: [
        [0, shade(color, 0.025)],
        [1, shade(color, -0.015)],
      ],
    },
    solid,
  );
  if (size > 22 && solid > 0.7) svg.stroke(data, shade(color, 0.09), 1.1, 0.5);
}

/** A soft shadow from wider and fainter strokes; a blur filter would cost far more at 4K. */
function shadow(svg: Svg, points: readonly Point[], smooth: boolean, lift: number, upward: boolean): void {
  const moved = points.map(([x, y]) => [x + lift * 0.35, y + (upward ? -lift * 0.45 : lift * 0.8)] as const);
  const data = pathData(moved, true, smooth);
  for (const k of [2.6, 1.7, 0.9]) svg.stroke(data, "#1a0c08", lift * k, 0.075);
  svg.fill(data, "#1a0c08", 0.14);
}

/** Three sheets with rounded windows, each a little wider than the one behind it. */
function frame(svg: Svg, scene: Scene): void {
  const { palette } = scene;
  const tones = [shade(palette.accent, -0.07), palette.accent, palette.pale];
  tones.forEach((tone, i) => {
    const inner = windowEdge(scene, 62 - i * 21, i);
    const lowered = inner.map(([x, y]) => [x + 3, y + 7] as const);
    for (const width of [20, 12, 6]) svg.stroke(pathData(lowered, true, true), "#1a0c08", width, 0.09);
    const outer: Point[] = [
      [-60, -60],
      [-60, scene.h + 60],
      [scene.w + 60, scene.h + 60],
      [scene.w + 60, -60],
    ];
    svg.fillAround(`${pathData(outer, true, false)}${pathData([...inner].reverse(), true, true)}`, tone);
    svg.stroke(pathData(inner, true, true), shade(tone, 0.07), 1.4, 0.7);
  });
}

/** A rounded rectangle whose sides breathe a little, clockwise. */
function windowEdge(scene: Scene, inset: number, row: number): Point[] {
  const { w, h, noise } = scene;
  const corner = 70;
  const points: Point[] = [];
  const corners = [
    [w - inset - corner, inset + corner, -Math.PI / 2],
    [w - inset - corner, h - inset - corner, 0],
    [inset + corner, h - inset - corner, Math.PI / 2],
    [inset + corner, inset + corner, Math.PI],
  ] as const;
  corners.forEach(([cx, cy, start], k) => {
    for (let i = 0; i <= 6; i++) {
      const a = start + (i / 6) * (Math.PI / 2);
      points.push([cx + Math.cos(a) * corner, cy + Math.sin(a) * corner]);
    }
    const from = points[points.length - 1] ?? [0, 0];
    const next = corners[(k + 1) % 4] ?? corners[0];
    const to: Point = [next[0] + Math.cos(next[2]) * corner, next[1] + Math.sin(next[2]) * corner];
    const steps = Math.max(2, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / 60));
    for (let i = 1; i < steps; i++) {
      const t = i / steps;
      const off = noise.at(t * steps * 0.7 + k * 13, row * 5 + 0.5) * 11 * Math.sin(t * Math.PI);
      points.push([
        from[0] + (to[0] - from[0]) * t + Math.cos(start + Math.PI / 2) * off,
        from[1] + (to[1] - from[1]) * t + Math.sin(start + Math.PI / 2) * off,
      ]);
    }
  });
  return points;
}
