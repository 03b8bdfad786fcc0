import { lightness, mix } from "../drawing/color";
import { boxOf, brush, jitter, type Point, pathData } from "../drawing/geometry";
import type { Breathe } from "../drawing/pace";
import { colorOf, type Scene, type Shape } from "../drawing/scene";
import { dataOf, Svg } from "./svg";

const PAPER = "#f6f1e6";

/** Ink on raw paper: ridges that fade into blank mist, dry strokes, one seal. */
export async function ink(scene: Scene, breathe: Breathe): Promise<Svg> {
  const svg = new Svg(scene.w, scene.h);
  svg.sheet(PAPER);
  svg.sheet({
    angle: 90,
    stops: scene.sky.map(([at, color]) => [at, mix(color, PAPER, 0.62), 0.85] as const),
  });
  for (const shape of scene.shapes) {
    await breathe();
    if (shape.role === "mass") wash(svg, scene, shape);
    else if (shape.role === "body" || shape.role === "detail") solid(svg, scene, shape);
    else if (shape.role === "line") stroke(svg, shape);
    else if (shape.role === "mist") svg.fill(dataOf(shape), fog(shape), shape.opacity);
    else if (shape.role === "speck") speck(svg, shape);
  }
  seal(svg, scene);
  return svg;
}

const fog = (shape: Shape): Shape["fill"] =>
  typeof shape.fill === "string"
    ? PAPER
    : { ...shape.fill, stops: shape.fill.stops.map(([at, , opacity]) => [at, PAPER, opacity] as const) };

function speck(svg: Svg, shape: Shape): void {
  const [x, y] = shape.points[0] ?? [0, 0];
  const color = colorOf(shape.fill);
  if (lightness(color) < 0.9) svg.dot(x, y, shape.width / 2, color, shape.opacity * 0.8);
}

function wash(svg: Svg, scene: Scene, shape: Shape): void {
  const random = scene.random.fork(`ink ${shape.points.length} ${shape.points[0]?.[1] ?? 0}`);
  const color = mix(colorOf(shape.fill), scene.palette.near, 0.25 + shape.depth * 0.3);
  const water = shape.edge < 4;
  const strong = (0.3 + 0.55 * shape.depth) * (water ? 0.34 : 1);
  const data = dataOf(shape);
  const hide = [
    [0, PAPER, 0.97],
    [0.3, PAPER, 0.75],
    [0.75, PAPER, 0.1],
    [1, PAPER, 0],
  ] as const;
  svg.fill(data, { angle: 90, stops: hide });
  const fade = (k: number) => ({
    angle: 90,
    stops: [
      [0, color, strong * k] as const,
      [0.16, color, strong * 0.62 * k] as const,
      [0.42, color, strong * 0.2 * k] as const,
      [0.8, color, 0.02] as const,
    ],
  });
  svg.fill(data, fade(0.7));
  const soft = jitter(shape.points, random, 7).map(([x, y]) => [x, y + 12] as const);
  svg.fill(pathData(soft, true, false), fade(0.5));
  const top = shape.points.slice(0, shape.edge);
  if (water) return;
  const edge = brush(
    top,
    (t) =>
      0.6 + 4.2 * (0.4 + shape.depth) * Math.max(0, scene.noise.fractal(t * 46, shape.depth * 31, 3) + 0.22),
  );
  svg.fill(pathData(edge, true, false), mix(color, scene.palette.near, 0.5), 0.35 + 0.45 * shape.depth);
  texture(svg, scene, top, shape.depth, color);
}

/** The short strokes that model a slope. */
function texture(svg: Svg, scene: Scene, top: readonly Point[], depth: number, color: string): void {
  const random = scene.random.fork(`slope ${depth} ${top.length}`);
  const reach = scene.h * 0.09;
  for (let i = 0; i < 110; i++) {
    const at = random.int(1, top.length - 2);
    const [x, y] = top[at] ?? [0, 0];
    const [px, py] = top[at - 1] ?? [x, y];
    const slope = Math.sign(y - py) * Math.min(1.6, Math.abs((y - py) / (x - px || 1)) + 0.25);
    const start = y + random.next() ** 2 * reach;
    const long = random.range(8, 34) * (0.5 + depth * 0.6);
    const points: Point[] = [0, 0.5, 1].map(
      (t) => [x + slope * long * 0.5 * t + random.bell() * 2, start + long * t] as const,
    );
    const fall = 1 - (start - y) / reach;
    svg.fill(
      pathData(
        brush(points, (t) => 3.4 * (1 - t) + 0.5),
        true,
        true,
      ),
      color,
      0.28 * fall * (0.4 + depth),
    );
  }
}

function solid(svg: Svg, scene: Scene, shape: Shape): void {
  const color = colorOf(shape.fill);
  const box = boxOf(shape.points);
  const size = Math.max(box.w, box.h);
  const faded = typeof shape.fill !== "string" && shape.fill.stops.some(([, , opacity = 1]) => opacity < 1);
  if (faded) {
    svg.fill(dataOf(shape), lightness(color) > 0.72 ? fog(shape) : shape.fill, shape.opacity * 0.6);
    return;
  }
  const data = dataOf(shape);
  if (shape.accent && shape.depth === 0 && !scene.sunless) {
    svg.fill(data, "#c5402b", 0.82);
    return;
  }
  const pale = lightness(color) > 0.84;
  svg.fill(data, pale ? mix(color, PAPER, 0.6) : PAPER, 0.92 * shape.opacity);
  if (pale) {
    if (Math.min(box.w, box.h) > 7)
      svg.stroke(data, scene.palette.near, 1.1 + shape.depth * 0.8, 0.5 * shape.opacity);
    return;
  }
  const random = scene.random.fork(`body ${box.x} ${box.y}`);
  const rough = Math.min(4, size * 0.02);
  svg.fill(data, shape.fill, 0.66 * shape.opacity);
  svg.fill(pathData(jitter(shape.points, random, rough), true, shape.smooth), color, 0.5 * shape.opacity);
  if (size > 60) svg.stroke(data, mix(color, scene.palette.near, 0.5), 1.5, 0.3 * shape.opacity);
}

function stroke(svg: Svg, shape: Shape): void {
  const color = colorOf(shape.fill);
  if (lightness(color) > 0.9) return;
  const outline = brush(
    shape.points,
    (t) => shape.width * (0.5 + 0.8 * Math.sin((0.1 + t * 0.85) * Math.PI)),
  );
  svg.fill(pathData(outline, true, false), color, 0.8 * shape.opacity);
}

/** A square stamp with cut lines that are no writing. */
function seal(svg: Svg, scene: Scene): void {
  const random = scene.random.fork("seal");
  const size = 52;
  const x = scene.light.x < scene.w / 2 ? scene.w - 60 - size : 60;
  const y = scene.h - 64 - size;
  const block: Point[] = jitter(
    [
      [x, y],
      [x + size / 2, y - 1],
      [x + size, y],
      [x + size + 1, y + size / 2],
      [x + size, y + size],
      [x + size / 2, y + size + 1],
      [x, y + size],
    ],
    random,
    1.6,
  );
  svg.fill(pathData(block, true, false), "#b5331f", 0.9);
  for (let column = 0; column < 2; column++)
    for (let row = 0; row < 2; row++) {
      const [cx, cy] = [x + 7 + column * 21, y + 7 + row * 21];
      const cuts = random.int(3, 4);
      for (let i = 0; i < cuts; i++) {
        const d = 2 + (i / cuts) * 16;
        const data = random.chance(0.5) ? `M${cx} ${cy + d}h17` : `M${cx + d} ${cy}v17`;
        svg.stroke(data, PAPER, 2.1, 0.92);
      }
    }
}
