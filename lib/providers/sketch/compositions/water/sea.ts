import { mix, shade } from "../../drawing/color";
import { blob, box, type Point, ridge } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { across, down, type Scene, steps } from "../../drawing/scene";
import { birds, heavens } from "../parts/heavens";
import { boat, props } from "../parts/travellers";
import { glitter, mirror, swell } from "../parts/water";
import { whale } from "./sky-whale";

/** Open water to the horizon: rolling bands, a path of light, a sail, perhaps a lighthouse on its rock. */
export function sea(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("sea");
  const horizon = h * random.range(0.48, 0.58);
  heavens(scene, horizon, { clouds: random.int(3, 6), big: random.chance(0.55) });
  const isle = ridge(scene.noise, {
    width: w,
    baseY: horizon + 4,
    height: h * 0.075,
    wave: 330,
    sharp: 0.35,
    row: 3,
  });
  const masked = isle.map(
    ([x, y]) =>
      [
        x,
        horizon +
          3 -
          Math.max(0, horizon + 3 - y) *
            Math.max(0, Math.sin((x / w) * 5 + random.range(0, 0.01) + scene.light.r)) ** 0.6,
      ] as const,
  );
  if (random.chance(0.7)) scene.mass(masked, scene.land(0.12), 0.05);
  const surface: Point[] = scene.level(horizon);
  const deep = mix(palette.water, palette.near, 0.5);
  scene.mass(
    surface,
    steps([0, mix(palette.water, palette.sky[2], 0.5)], [0.3, palette.water], [1, deep]),
    0.3,
  );
  glitter(scene, scene.light.x, horizon + 3, h * 0.86, 0.9);
  mirror(scene, horizon);
  const rows = 6;
  for (let i = 0; i < rows; i++) {
    const t = (i + 1) / rows;
    const y = horizon + (h - horizon) * t ** 1.5 * 0.93 + 8;
    swell(scene, random, y, t, mix(mix(palette.water, palette.sky[2], 0.25 * (1 - t)), deep, t * 0.85));
    if (i === 2) travellers(scene, random, y);
  }
  if (scene.wants("lighthouse") || (!scene.wants("whale") && random.chance(0.3)))
    lighthouse(scene, w * (scene.light.x < w / 2 ? 0.84 : 0.16), h * 0.8);
  birds(scene, w * 0.5, horizon * 0.45, scene.wants("bird") ? 9 : 4, 17);
  props(scene, horizon, horizon + 6);
}

/** Who is out at sea: a whale when the words say so, else a sailing boat at a third. */
function travellers(scene: Scene, random: Random, y: number): void {
  const x = scene.w * (scene.light.x < scene.w / 2 ? 0.66 : 0.34);
  if (scene.wants("whale")) whale(scene, x, y - 10, 230);
  else boat(scene, x, y + 6, random.range(74, 108), true, 0.6);
}

export function lighthouse(scene: Scene, x: number, base: number): void {
  const { h, palette } = scene;
  const random = scene.random.fork("lighthouse");
  const tall = h * 0.3;
  const rock = shade(palette.near, 0.02);
  const top = base - tall;
  if (palette.dark || scene.reading.moods.length > 0) {
    const beam = (dx: number, dy: number): Point[] => [
      [x, top],
      [x + dx, top + dy - 60],
      [x + dx, top + dy + 60],
    ];
    const fill = (angle: number) => ({
      angle,
      stops: [[0, palette.light, 0.5] as const, [1, palette.light, 0] as const],
    });
    const reach = x > scene.w / 2 ? -620 : 620;
    scene.detail(beam(reach, -40), fill(reach < 0 ? 180 : 0), 0.5, { smooth: false, opacity: 0.75 });
  }
  const body: Point[] = [
    [x - tall * 0.1, base],
    [x - tall * 0.055, top],
    [x + tall * 0.055, top],
    [x + tall * 0.1, base],
  ];
  scene.body(body, across(palette.pale, mix(palette.pale, palette.near, 0.3)), 0.85, { smooth: false });
  for (const t of [0.16, 0.46, 0.76]) {
    const y0 = base - tall * t;
    const y1 = base - tall * (t + 0.14);
    const at = (q: number) => tall * (0.1 - 0.045 * q);
    scene.detail(
      [
        [x - at(t), y0],
        [x - at(t + 0.14), y1],
        [x + at(t + 0.14), y1],
        [x + at(t), y0],
      ],
      across(palette.accent, shade(palette.accent, -0.12)),
      0.85,
      { smooth: false, accent: true },
    );
  }
  scene.detail(box(x - tall * 0.08, top, x + tall * 0.08, top - 8), rock, 0.85, { smooth: false });
  scene.detail(box(x - tall * 0.042, top - 8, x + tall * 0.042, top - tall * 0.12), palette.light, 0.85, {
    smooth: false,
  });
  scene.glow(x, top - tall * 0.07, tall * 0.5, palette.light, 0.6);
  scene.body(
    [
      [x - tall * 0.06, top - tall * 0.12],
      [x, top - tall * 0.2],
      [x + tall * 0.06, top - tall * 0.12],
    ],
    palette.accent,
    0.85,
    { smooth: false, accent: true },
  );
  scene.body(
    [
      [x - tall * 0.75, base + tall * 0.5],
      ...blob(random, x, base + tall * 0.2, tall * 0.55, tall * 0.26, 0.12, 14),
    ],
    down(shade(rock, 0.06), rock),
    0.9,
  );
}
