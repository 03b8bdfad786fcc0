import { lightness, mix, shade } from "../drawing/color";
import { boxOf, type Point, pathData } from "../drawing/geometry";
import type { Breathe } from "../drawing/pace";
import { colorOf, type Scene, type Shape } from "../drawing/scene";
import { drawPlain } from "./poster";
import { dataOf, Svg } from "./svg";

/** Pen lines and hatching on paper, or chalk on a dark ground at night; one colour for the light. */
export async function lineArt(scene: Scene, breathe: Breathe): Promise<Svg> {
  const { palette } = scene;
  const paper = palette.dark ? mix(palette.sky[0], palette.near, 0.35) : mix(palette.pale, "#fbf6ea", 0.6);
  const pen = palette.dark ? mix(palette.pale, palette.light, 0.3) : mix(palette.near, "#17181c", 0.4);
  const svg = new Svg(scene.w, scene.h);
  svg.sheet(paper);
  for (const shape of scene.shapes) {
    await breathe();
    if (shape.role === "mass") land(svg, scene, shape, paper, pen);
    else if (shape.role === "body" || shape.role === "detail") solid(svg, scene, shape, paper, pen);
    else if (shape.role === "line")
      svg.stroke(
        dataOf(shape),
        pen,
        Math.min(2.6, Math.max(0.9, shape.width * 0.6)),
        Math.min(1, 0.35 + shape.opacity * 0.6),
      );
    else if (shape.role === "speck") {
      const [x, y] = shape.points[0] ?? [0, 0];
      svg.dot(x, y, Math.max(0.7, shape.width * 0.36), pen, shape.opacity * 0.8);
    } else if (shape.role === "mist") {
      const fill =
        typeof shape.fill === "string"
          ? paper
          : {
              ...shape.fill,
              stops: shape.fill.stops.map(([at, , opacity]) => [at, paper, opacity] as const),
            };
      svg.fill(dataOf(shape), fill, Math.min(1, shape.opacity * 1.3));
    }
  }
  return svg;
}

function land(svg: Svg, scene: Scene, shape: Shape, paper: string, pen: string): void {
  svg.fill(dataOf(shape), paper);
  const top = shape.points.slice(0, shape.edge);
  const weight = 0.9 + shape.depth * 1.7;
  svg.stroke(pathData(top, false, false), pen, weight, 0.95);
  const rows = 7;
  const gap = scene.h * (0.007 + 0.009 * shape.depth);
  for (let row = 1; row <= rows; row++) {
    let run: Point[] = [];
    const flush = () => {
      if (run.length > 2) svg.stroke(pathData(run, false, false), pen, weight * 0.5, 0.75 - row * 0.07);
      run = [];
    };
    top.forEach(([x, y], i) => {
      const [, ny] = top[i + 1] ?? [x, y];
      const shaded = (ny - y) * Math.sign(x - scene.light.x) > 0;
      const keep =
        scene.noise.at(x / 34, row * 3.7 + shape.depth * 50) + (shaded ? 0.34 : -0.22) - row * 0.05 > 0;
      if (keep) run.push([x, y + row * gap]);
      else flush();
    });
    flush();
  }
}

function solid(svg: Svg, scene: Scene, shape: Shape, paper: string, pen: string): void {
  const { w, h } = boxOf(shape.points);
  const size = Math.min(w, h);
  const faded = typeof shape.fill !== "string" && shape.fill.stops.some(([, , opacity = 1]) => opacity < 1);
  const color = colorOf(shape.fill);
  const data = dataOf(shape);
  if (faded && shape.depth > 0.1) return;
  if (shape.opacity < 0.5) {
    if (h < 7) svg.stroke(data, pen, 0.7, 0.45);
    return;
  }
  const spot = shape.accent
    ? mix(color, paper, 0.12)
    : lightness(color) < 0.3 && size < 40 && !scene.palette.dark
      ? mix(color, paper, 0.15)
      : paper;
  svg.fill(data, spot);
  svg.stroke(data, pen, size < 12 ? 0.8 : 1 + shape.depth * 1.2, 0.95);
}

/** Woodblock: flat graded colour inside dark contours. */
export async function woodblock(scene: Scene, breathe: Breathe): Promise<Svg> {
  const svg = new Svg(scene.w, scene.h);
  const pen = shade(scene.palette.near, -0.06);
  svg.sheet({
    angle: 90,
    stops: [
      [0, scene.sky[0]?.[1] ?? pen],
      [0.2, scene.sky[1]?.[1] ?? pen],
      [0.5, scene.sky[2]?.[1] ?? pen],
      [1, scene.palette.pale],
    ],
  });
  for (const shape of scene.shapes) {
    await breathe();
    if (shape.role === "glow") continue;
    if (shape.role === "mist") svg.fill(dataOf(shape), shape.fill, shape.opacity * 0.8);
    else drawPlain(svg, shape);
    const { w, h } = boxOf(shape.points);
    if (shape.role === "mass")
      svg.stroke(pathData(shape.points.slice(0, shape.edge), false, false), pen, 1.5 + shape.depth, 0.8);
    else if (shape.role === "body" && Math.min(w, h) > 14 && shape.opacity > 0.6)
      svg.stroke(dataOf(shape), pen, 1.7, 0.75);
  }
  return svg;
}
