import { atLightness, chroma, lightness, mix } from "../drawing/color";
import { boxOf, pathData } from "../drawing/geometry";
import type { Breathe } from "../drawing/pace";
import { colorOf, type Scene, type Shape } from "../drawing/scene";
import { dataOf, Svg } from "./svg";

/** Dark forms with glowing rims. */
export async function neon(scene: Scene, breathe: Breathe): Promise<Svg> {
  const svg = new Svg(scene.w, scene.h);
  const { palette } = scene;
  const tubes = [palette.accent, palette.accent2, palette.leaf] as const;
  svg.sheet({
    angle: 90,
    stops: scene.sky.map(
      ([at, color]) => [at, atLightness(color, Math.min(0.34, lightness(color) * 0.72))] as const,
    ),
  });
  let index = 0;
  for (const shape of scene.shapes) {
    await breathe();
    const tube = tubes[Math.floor(shape.depth * 2.99 + (index++ % 7 === 0 ? 1 : 0)) % 3] ?? palette.accent;
    if (shape.role === "mass") {
      svg.fill(
        dataOf(shape),
        {
          angle: 90,
          stops: [
            [0, mix(palette.near, tube, 0.3)],
            [0.25, mix(palette.near, tube, 0.1)],
            [1, palette.near],
          ],
        },
        shape.opacity,
      );
      tubeAlong(svg, pathData(shape.points.slice(0, shape.edge), false, false), tube, 2.4 + shape.depth, 0.9);
    } else if (shape.role === "body") solid(svg, scene, shape, tube);
    else if (shape.role === "detail") small(svg, scene, shape, tube);
    else if (shape.role === "line")
      svg.stroke(
        dataOf(shape),
        vivid(colorOf(shape.fill), tube),
        Math.max(1, shape.width * 0.8),
        shape.opacity,
      );
    else if (shape.role === "speck") {
      const [x, y] = shape.points[0] ?? [0, 0];
      svg.dot(
        x,
        y,
        shape.width / 2,
        lightness(colorOf(shape.fill)) > 0.7 ? colorOf(shape.fill) : tube,
        shape.opacity,
      );
    } else if (shape.role === "glow") svg.fill(dataOf(shape), shape.fill, shape.opacity);
    else svg.fill(dataOf(shape), shape.fill, shape.opacity * 0.35);
  }
  return svg;
}

/** The colour as gas would show it; dark and grey ones take the tube's. */
function vivid(color: string, tube: string): string {
  const light = lightness(color);
  if (light < 0.42) return tube;
  return chroma(mix(color, tube, 0.25), 1.2);
}

function tubeAlong(svg: Svg, data: string, color: string, width: number, opacity: number): void {
  svg.stroke(data, color, width * 5, 0.1 * opacity);
  svg.stroke(data, color, width * 2.4, 0.28 * opacity);
  svg.stroke(data, mix(color, "#ffffff", 0.45), width, opacity);
}

function solid(svg: Svg, scene: Scene, shape: Shape, tube: string): void {
  const faded = typeof shape.fill !== "string" && shape.fill.stops.some(([, , opacity = 1]) => opacity < 1);
  if (faded) {
    svg.fill(dataOf(shape), shape.fill, shape.opacity * 0.3);
    return;
  }
  const color = colorOf(shape.fill);
  const { w, h } = boxOf(shape.points);
  const size = Math.min(w, h);
  const glow = vivid(color, tube);
  const disc = shape.accent && shape.depth === 0;
  const dark = mix(scene.palette.near, glow, disc ? 0.75 : 0.17);
  svg.fill(
    dataOf(shape),
    disc
      ? shape.fill
      : {
          angle: 90,
          stops: [
            [0, mix(dark, glow, 0.16)],
            [1, dark],
          ],
        },
    shape.opacity,
  );
  if (size > 18) tubeAlong(svg, dataOf(shape), glow, Math.min(2.6, size * 0.03 + 0.8), 0.85 * shape.opacity);
  else svg.stroke(dataOf(shape), glow, 1.1, 0.8 * shape.opacity);
}

function small(svg: Svg, scene: Scene, shape: Shape, tube: string): void {
  const color = colorOf(shape.fill);
  const faded = typeof shape.fill !== "string";
  if (faded || lightness(color) > 0.6) {
    svg.fill(dataOf(shape), faded ? shape.fill : vivid(color, tube), shape.opacity * 0.9);
    return;
  }
  svg.fill(dataOf(shape), mix(scene.palette.near, tube, 0.12), shape.opacity);
  svg.stroke(dataOf(shape), tube, 1, 0.55 * shape.opacity);
}
