/** Colours are `#rrggbb` texts; mixing happens in OKLab (https://bottosson.github.io/posts/oklab/), where halves look like halves. */
type Triple = readonly [number, number, number];

const toLinear = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const fromLinear = (v: number): number => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);

/** The three bytes of a colour. */
export function bytesOf(hex: string): Triple {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

export function hexOf(r: number, g: number, b: number): string {
  const byte = (v: number) => Math.max(0, Math.min(255, Math.round(v)));
  return `#${((byte(r) << 16) | (byte(g) << 8) | byte(b)).toString(16).padStart(6, "0")}`;
}

function toLab(hex: string): Triple {
  const [r = 0, g = 0, b = 0] = bytesOf(hex).map((v) => toLinear(v / 255));
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab([lightness, a, b]: Triple): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return hexOf(
    fromLinear(Math.max(0, 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)) * 255,
    fromLinear(Math.max(0, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)) * 255,
    fromLinear(Math.max(0, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)) * 255,
  );
}

/** `t` 0 gives `from`, 1 gives `to`. */
export function mix(from: string, to: string, t: number): string {
  const a = toLab(from);
  const b = toLab(to);
  const k = Math.max(0, Math.min(1, t));
  return fromLab([a[0] + (b[0] - a[0]) * k, a[1] + (b[1] - a[1]) * k, a[2] + (b[2] - a[2]) * k]);
}

/** A colour along several stops spread evenly; `t` 0 to 1. */
export function ramp(stops: readonly string[], t: number): string {
  const place = Math.max(0, Math.min(1, t)) * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(place));
  return mix(stops[index] ?? "#000000", stops[index + 1] ?? "#000000", place - index);
}

/** Perceived lightness, 0 black to 1 white. */
export const lightness = (hex: string): number => toLab(hex)[0];

/** Moves lightness by `amount` (-1 to 1) and keeps the hue. */
export function shade(hex: string, amount: number): string {
  const [l, a, b] = toLab(hex);
  return fromLab([Math.max(0, Math.min(1, l + amount)), a, b]);
}

/** Multiplies the chroma: 0 is grey, 1 unchanged. */
export function chroma(hex: string, factor: number): string {
  const [l, a, b] = toLab(hex);
  return fromLab([l, a * factor, b * factor]);
}

/** Turns the hue by degrees, keeping lightness and chroma. */
export function turn(hex: string, degrees: number): string {
  const [l, a, b] = toLab(hex);
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return fromLab([l, a * cos - b * sin, a * sin + b * cos]);
}

/** Sets the lightness outright, 0 to 1. */
export function atLightness(hex: string, value: number): string {
  const [, a, b] = toLab(hex);
  return fromLab([value, a, b]);
}
