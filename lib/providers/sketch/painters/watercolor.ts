import { chroma, lightness, mix, shade } from "../drawing/color";
import { blob, boxOf, jitter, type Point, pathData } from "../drawing/geometry";
import type { Breathe } from "../drawing/pace";
import type { Random } from "../drawing/random";
import { colorOf, type Paint, type Scene, type Shape } from "../drawing/scene";
import { drawPlain } from "./poster";
import { dataOf, Svg } from "./svg";

const PAPER = "#fdf9f0";

/** Translucent washes that pool at their edges, on paper that stays white at the border. */
export async function watercolor(scene: Scene, breathe: Breathe): Promise<Svg> {
  const svg = new Svg(scene.w, scene.h);
  svg.sheet(PAPER);
  sky(svg, scene);
  let index = 0;
  for (const shape of scene.shapes) {
    await breathe();
    const random = scene.random.fork(`wash ${index++}`);
    if (shape.role === "mass") layered(svg, random, shape, 9, 3);
    else if (shape.role === "body") body(svg, random, shape);
    else if (shape.role === "glow") svg.fill(dataOf(shape), shape.fill, shape.opacity * 0.8);
    else if (shape.role === "mist") svg.fill(dataOf(shape), shape.fill, shape.opacity);
    else drawPlain(svg, { ...shape, opacity: shape.opacity * 0.85 });
  }
  splashes(svg, scene);
  border(svg, scene);
  return svg;
}

function sky(svg: Svg, scene: Scene): void {
  svg.sheet({
    angle: 90,
    stops: scene.sky.map(([at, color, opacity = 1]) => [at, chroma(color, 1.25), 0.72 * opacity] as const),
  });
  const random = scene.random.fork("washes");
  for (let i = 0; i < 16; i++) {
    const t = random.next();
    const stop = scene.sky[Math.min(scene.sky.length - 1, Math.floor(t * scene.sky.length))];
    const color = random.chance(0.34) ? PAPER : shade(chroma(stop?.[1] ?? PAPER, 1.25), -0.02);
    const [x, y] = [random.range(-0.1, 1.1) * scene.w, t * scene.h * 0.75];
    const [rx, ry] = [scene.w * random.range(0.12, 0.32), scene.h * random.range(0.05, 0.13)];
    for (let k = 0; k < 3; k++)
      svg.fill(
        pathData(blob(random, x, y, rx * (1 - k * 0.13), ry * (1 - k * 0.13), 0.24, 16), true, true),
        color,
        0.13,
      );
  }
}

const clear = (paint: Paint): boolean =>
  typeof paint !== "string" && paint.stops.some(([, , opacity = 1]) => opacity < 1);

/** Thins a paint downwards, as a brush runs dry. */
function thinning(color: string, top: number, low: number): Paint {
  return {
    angle: 90,
    stops: [
      [0, shade(color, -0.03), top],
      [0.35, color, (top + low) / 2],
      [1, mix(color, PAPER, 0.3), low],
    ],
  };
}

function layered(svg: Svg, random: Random, shape: Shape, rough: number, copies: number): void {
  const color = chroma(colorOf(shape.fill), 1.35);
  svg.fill(dataOf(shape), PAPER, 0.72 * shape.opacity);
  for (let i = 0; i < copies; i++) {
    const points = jitter(shape.points, random, rough * (0.3 + i * 0.5)).map(
      ([x, y]) => [x, y + i * 5] as const,
    );
    svg.fill(pathData(points, true, shape.smooth), thinning(color, 0.5, 0.3), shape.opacity);
  }
  const edge = shape.edge ? shape.points.slice(0, shape.edge) : shape.points;
  svg.stroke(pathData(edge, shape.edge === 0, shape.smooth), shade(color, -0.09), 1.6, 0.36 * shape.opacity);
}

function body(svg: Svg, random: Random, shape: Shape): void {
  if (clear(shape.fill)) {
    drawPlain(svg, shape);
    return;
  }
  const { w, h } = boxOf(shape.points);
  const size = Math.min(w, h);
  if (size < 16) {
    drawPlain(svg, { ...shape, opacity: shape.opacity * 0.9 });
    return;
  }
  const color = chroma(colorOf(shape.fill), 1.3);
  svg.fill(dataOf(shape), PAPER, 0.8 * shape.opacity);
  svg.fill(dataOf(shape), shape.fill, 0.5 * shape.opacity);
  const shifted = jitter(shape.points, random, Math.min(6, size * 0.05));
  svg.fill(pathData(shifted, true, shape.smooth), thinning(color, 0.42, 0.28), shape.opacity);
  const bleed = shifted.map(([x, y]) => [x + random.bell() * 2, y + size * 0.04] as const);
  if (size > 40) svg.fill(pathData(bleed, true, shape.smooth), color, 0.13 * shape.opacity);
  if (lightness(color) < 0.95) svg.stroke(dataOf(shape), shade(color, -0.1), 1.3, 0.38 * shape.opacity);
}

function splashes(svg: Svg, scene: Scene): void {
  const random = scene.random.fork("splashes");
  const { accent, accent2, water, leaf } = scene.palette;
  for (let i = 0; i < 34; i++) {
    const [x, y] = [random.next() * scene.w, random.next() * scene.h];
    const r = 1.5 + random.next() ** 4 * 13;
    const color = random.pick([accent, accent2, water, leaf]);
    const drop = pathData(blob(random, x, y, r, r, 0.14, 10), true, true);
    svg.fill(drop, color, 0.3);
    svg.stroke(drop, color, 0.8, 0.3);
  }
}

/** Bare paper around the painting, with an uneven brush edge. */
function border(svg: Svg, scene: Scene): void {
  const { w, h, noise } = scene;
  const inset = 30;
  const inner: Point[] = [];
  const edge = (x: number, y: number, nx: number, ny: number, along: number) => {
    const d = inset + noise.fractal(along / 60, nx * 9 + ny * 21, 4) * 13;
    inner.push([x + nx * d, y + ny * d]);
  };
  for (let x = inset; x < w - inset; x += 9) edge(x, 0, 0, 1, x);
  for (let y = inset; y < h - inset; y += 9) edge(w, y, -1, 0, y);
  for (let x = w - inset; x > inset; x -= 9) edge(x, h, 0, -1, x);
  for (let y = h - inset; y > inset; y -= 9) edge(0, y, 1, 0, y);
  const outer: Point[] = [
    [-5, -5],
    [-5, h + 5],
    [w + 5, h + 5],
    [w + 5, -5],
  ];
  svg.fillAround(`${pathData(outer, true, false)}${pathData(inner, true, false)}`, PAPER, 0.97);
  svg.stroke(pathData(inner, true, false), shade(scene.palette.mid, -0.05), 1.2, 0.22);
}
