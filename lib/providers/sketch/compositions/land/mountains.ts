import { mix, shade } from "../../drawing/color";
import { type Point, ridge } from "../../drawing/geometry";
import { down, type Scene, steps, thin } from "../../drawing/scene";
import { birds, heavens } from "../parts/heavens";
import { aurora } from "../parts/stars";
import { props } from "../parts/travellers";
import { treeline } from "../parts/trees";

/** Ranges behind ranges, mist between them, one strong peak at a third. */
export function mountains(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("mountains");
  const horizon = h * random.range(0.5, 0.6);
  heavens(scene, horizon);
  if (palette.dark && (scene.wants("stars") || random.chance(0.25))) aurora(scene, horizon);
  const snowy = scene.wants("snow") || scene.reading.moods.includes("winter");
  const layers = random.int(5, 6);
  const sharp = random.range(0.45, 0.8);
  const hero = random.chance(0.6);
  for (let i = 0; i < layers; i++) {
    const t = i / (layers - 1);
    if (hero && i === 1) peak(scene, random.fork("peak"), horizon, snowy);
    const top = ridge(scene.noise, {
      width: w,
      baseY: horizon + (h - horizon) * t ** 1.25 * 0.86,
      height: h * (0.1 + 0.2 * Math.sin((t + 0.15) * 2.4)) * random.range(0.85, 1.2),
      wave: 210 + 240 * (1 - t) * random.range(0.8, 1.2),
      sharp: sharp * (1 - t * 0.75),
      row: i + 1,
    });
    const tone = scene.land(t);
    scene.mass(top, down(tone, mix(tone, palette.sky[2], 0.62 * (1 - t))), t);
    if (snowy && t < 0.6) snowcaps(scene, top, t);
    if (t > 0.5 && t < 0.99) treeline(scene, top, shade(tone, -0.025), t, h * 0.028 * (0.7 + t));
    if (i < layers - 1)
      scene.mist(horizon + (h - horizon) * ((i + 0.75) / layers) * 0.92, h * 0.055, 0.42 * (1 - t * 0.5));
  }
  birds(scene, w - scene.light.x, horizon * 0.62, random.int(3, 7), 15);
  props(scene, horizon, h * 0.9);
}

/** One great mountain at a third, its two faces in light and shade. */
function peak(scene: Scene, random: Scene["random"], horizon: number, snowy: boolean): void {
  const { w, h, palette, noise } = scene;
  const x = w * (scene.light.x < w / 2 ? 0.64 : 0.36);
  const rise = h * random.range(0.3, 0.4);
  const foot = horizon + h * 0.1;
  const half = rise * random.range(1.25, 1.6);
  const lit = mix(scene.land(0.28), palette.light, 0.3);
  const dim = mix(scene.land(0.42), palette.sky[0], 0.2);
  const top: Point[] = [];
  for (let px = -40; px <= w + 40; px += 6) {
    const d = Math.min(1, Math.abs(px - x) / half);
    const jag = noise.fractal(px / 62, 91, 4) * rise * 0.16 * (0.25 + d) * (1 - d);
    top.push([px, foot - rise * (1 - d) ** 1.25 - jag]);
  }
  scene.mass(top, steps([0, lit], [0.3, mix(lit, palette.sky[2], 0.45)], [0.6, palette.sky[2]]), 0.22);
  const side = scene.light.x < x ? 1 : -1;
  const summit = top.reduce((a, b) => (b[1] < a[1] ? b : a), top[0] ?? [x, foot]);
  const spine: Point[] = Array.from({ length: 15 }, (_, i) => {
    const t = i / 14;
    return [
      summit[0] - side * rise * (t * 0.1 + noise.at(t * 7, 33) * 0.12 * t),
      summit[1] + (foot - summit[1]) * t,
    ] as const;
  });
  const slope = top.filter(([px]) => (px - summit[0]) * side >= 0 && Math.abs(px - x) < half);
  const outer = side > 0 ? [...slope].reverse() : slope;
  scene.detail([...spine, ...outer], steps([0, dim, 0.95], [0.55, dim, 0.6], [1, dim, 0]), 0.24, {
    smooth: false,
  });
  for (let i = 1; i < 7; i++) {
    const [sx, sy] = spine[i * 2] ?? summit;
    const long = rise * random.range(0.1, 0.22);
    const spur: Point[] = [
      [sx, sy],
      [sx - side * long, sy + long * 0.9],
      [sx - side * long * 0.62, sy + long * 1.25],
      [sx, sy + long * 0.7],
    ];
    scene.detail(spur, thin(dim, 0.65), 0.25, { smooth: false });
  }
  if (snowy || random.chance(0.6)) snowcaps(scene, top, 0.23);
  scene.mist(foot - h * 0.01, h * 0.07, 0.6);
}

export function snowcaps(scene: Scene, top: readonly Point[], depth: number): void {
  const highest = Math.min(...top.map(([, y]) => y));
  const limit = highest + scene.h * 0.12;
  let run: Point[] = [];
  const close = () => {
    if (run.length > 3) {
      const under = [...run].reverse().map(([x, y]) => {
        const drop = Math.max(0, limit - y) * (0.5 + 0.42 * scene.noise.at(x / 11, depth * 30));
        return [x + 4, y + drop] as const;
      });
      scene.detail(
        [...run, ...under],
        down(scene.palette.pale, mix(scene.palette.pale, scene.land(depth), 0.3)),
        depth,
        { smooth: false, opacity: 0.95 },
      );
    }
    run = [];
  };
  for (const point of top) {
    if (point[1] < limit) run.push(point);
    else close();
  }
  close();
}
