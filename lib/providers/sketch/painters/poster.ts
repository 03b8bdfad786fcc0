import { mix, shade } from "../drawing/color";
import { heightAt, type Point } from "../drawing/geometry";
import type { Breathe } from "../drawing/pace";
import { colorOf, type Scene, type Shape } from "../drawing/scene";
import { dataOf, Svg } from "./svg";

/** Clean gradients with stippled light, the way printed posters model a form. */
export async function poster(scene: Scene, breathe: Breathe): Promise<Svg> {
  const svg = base(scene);
  for (const shape of scene.shapes) {
    await breathe();
    drawPlain(svg, shape);
    if (shape.role === "mass") stipple(svg, scene, shape);
  }
  return svg;
}

/** The same without stipple: for styles that draw over a sampled picture. */
export async function plain(scene: Scene, breathe: Breathe): Promise<Svg> {
  const svg = base(scene);
  for (const shape of scene.shapes) {
    await breathe();
    drawPlain(svg, shape);
  }
  return svg;
}

/** Few colours, no small things, much air. */
export async function minimal(scene: Scene, breathe: Breathe): Promise<Svg> {
  const svg = base(scene);
  for (const shape of scene.shapes) {
    await breathe();
    if (shape.role === "speck" && shape.width < 5) continue;
    if (shape.role === "line" && shape.width < 2.2) continue;
    if (shape.role === "glow") svg.fill(dataOf(shape), shape.fill, shape.opacity * 0.5);
    else if (shape.role === "mist") svg.fill(dataOf(shape), shape.fill, shape.opacity);
    else drawPlain(svg, { ...shape, fill: typeof shape.fill === "string" ? shape.fill : flattened(shape) });
  }
  return svg;
}

function flattened(shape: Shape): Shape["fill"] {
  if (typeof shape.fill === "string") return shape.fill;
  const faded = shape.fill.stops.some(([, , opacity = 1]) => opacity < 1);
  return faded ? shape.fill : colorOf(shape.fill);
}

function base(scene: Scene): Svg {
  const svg = new Svg(scene.w, scene.h);
  svg.sheet({ angle: 90, stops: scene.sky });
  return svg;
}

export function drawPlain(svg: Svg, shape: Shape): void {
  if (shape.role === "speck") {
    const [x, y] = shape.points[0] ?? [0, 0];
    svg.dot(x, y, shape.width / 2, colorOf(shape.fill), shape.opacity);
  } else if (shape.role === "line")
    svg.stroke(dataOf(shape), colorOf(shape.fill), shape.width, shape.opacity);
  else svg.fill(dataOf(shape), shape.fill, shape.opacity);
}

/** Dots below a ridge, dense at its edge: light on the side of the sun, shade on the other. */
function stipple(svg: Svg, scene: Scene, shape: Shape): void {
  const random = scene.random.fork(`stipple ${shape.points.length} ${shape.points[0]?.[1] ?? 0}`);
  const top = shape.points.slice(0, shape.edge);
  const color = colorOf(shape.fill);
  const lit = mix(shade(color, 0.1), scene.palette.light, 0.25);
  const dim = shade(color, -0.07);
  const reach = scene.h * (0.07 + 0.09 * shape.depth);
  const lights: Point[] = [];
  const shades: Point[] = [];
  const count = Math.round(scene.w * 0.85);
  for (let i = 0; i < count; i++) {
    const x = random.range(0, scene.w);
    const fall = random.next() ** 2.2;
    const y = heightAt(top, x) + 2 + fall * reach;
    const slope = heightAt(top, x + 12) - heightAt(top, x - 12);
    const faces = slope * Math.sign(x - scene.light.x) > 0;
    (faces ? shades : lights).push([x, y]);
  }
  const dots = (points: readonly Point[]) =>
    points.map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`).join("");
  svg.stroke(dots(lights), lit, 1.7, 0.34 * shape.opacity);
  svg.stroke(dots(shades), dim, 1.9, 0.4 * shape.opacity);
}
