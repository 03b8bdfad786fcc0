import { pathData } from "../drawing/geometry";
import type { Breathe } from "../drawing/pace";
import type { Gradient, Paint, Scene, Shape } from "../drawing/scene";

/** Collects SVG elements and the gradients that they refer to. */
export class Svg {
  private readonly parts: string[] = [];
  private readonly definitions: string[] = [];
  private readonly known = new Map<string, string>();

  constructor(
    private readonly w: number,
    private readonly h: number,
  ) {}

  add(element: string): void {
    this.parts.push(element);
  }

  /** A value for fill or stroke. */
  paint(paint: Paint): string {
    if (typeof paint === "string") return paint;
    const key = JSON.stringify(paint);
    const known = this.known.get(key);
    if (known) return known;
    const id = `g${this.known.size}`;
    this.definitions.push(definition(id, paint));
    this.known.set(key, `url(#${id})`);
    return `url(#${id})`;
  }

  fill(data: string, paint: Paint, opacity = 1): void {
    this.add(`<path d="${data}" fill="${this.paint(paint)}"${alpha("fill", opacity)}/>`);
  }

  /** Fills what lies between an outline and the holes in it. */
  fillAround(data: string, paint: Paint, opacity = 1): void {
    this.add(`<path d="${data}" fill="${this.paint(paint)}" fill-rule="evenodd"${alpha("fill", opacity)}/>`);
  }

  stroke(data: string, color: string, width: number, opacity = 1): void {
    this.add(
      `<path d="${data}" fill="none" stroke="${color}" stroke-width="${width.toFixed(2)}" stroke-linecap="round" stroke-linejoin="round"${alpha("stroke", opacity)}/>`,
    );
  }

  dot(x: number, y: number, r: number, color: string, opacity = 1): void {
    this.add(
      `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(2)}" fill="${color}"${alpha("fill", opacity)}/>`,
    );
  }

  sheet(paint: Paint, opacity = 1): void {
    this.add(
      `<rect x="-1" y="-1" width="${this.w + 2}" height="${this.h + 2}" fill="${this.paint(paint)}"${alpha("fill", opacity)}/>`,
    );
  }

  /** The document at a pixel size; the view box stays in scene units. */
  document(widthPx: number, heightPx: number): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${this.w} ${this.h}" preserveAspectRatio="none"><defs>${this.definitions.join("")}</defs>${this.parts.join("")}</svg>`;
  }
}

/** Never the plain `opacity` property: it makes the rasterizer draw every element on a layer of its own. */
const alpha = (of: "fill" | "stroke", opacity: number): string =>
  opacity >= 1 ? "" : ` ${of}-opacity="${opacity.toFixed(3)}"`;

function definition(id: string, gradient: Gradient): string {
  const stops = gradient.stops
    .map(
      ([offset, color, opacity = 1]) =>
        `<stop offset="${offset}" stop-color="${color}"${opacity < 1 ? ` stop-opacity="${opacity}"` : ""}/>`,
    )
    .join("");
  if (gradient.radial) return `<radialGradient id="${id}">${stops}</radialGradient>`;
  const angle = ((gradient.angle ?? 90) * Math.PI) / 180;
  const x = Math.cos(angle) / 2;
  const y = Math.sin(angle) / 2;
  const n = (v: number) => v.toFixed(3);
  return `<linearGradient id="${id}" x1="${n(0.5 - x)}" y1="${n(0.5 - y)}" x2="${n(0.5 + x)}" y2="${n(0.5 + y)}">${stops}</linearGradient>`;
}

export const dataOf = (shape: Shape): string => pathData(shape.points, shape.closed, shape.smooth);

/** A painter turns the shapes of a scene into SVG in its own manner. */
export type Painter = (scene: Scene, breathe: Breathe) => Promise<Svg>;
