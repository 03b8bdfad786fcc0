import { mix, shade } from "../../drawing/color";
import { box, curve, line, type Point, ridge } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { down, type Scene, steps } from "../../drawing/scene";
import { pagoda } from "../parts/buildings";
import { birds, heavens } from "../parts/heavens";
import { boat } from "../parts/travellers";
import { glitter, mirror, reflections } from "../parts/water";

/** Towers in rows against the light, mirrored in a harbour. */
export function city(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("city");
  const shore = h * random.range(0.76, 0.84);
  heavens(scene, h * 0.6, { big: random.chance(0.6), clouds: random.int(2, 4) });
  const hills = ridge(scene.noise, {
    width: w,
    baseY: shore - 10,
    height: h * 0.2,
    wave: 420,
    sharp: 0.2,
    row: 2,
  });
  scene.mass(hills, down(scene.land(0.05), mix(scene.land(0), palette.sky[2], 0.4)), 0.02);
  for (let row = 0; row < 4; row++) {
    const t = row / 3;
    let x = -30 - random.range(0, 60);
    while (x < w + 20) {
      const wide = random.range(34, 78) * (0.65 + t * 0.65);
      const focus = Math.exp(-(((x - w * (row % 2 ? 0.36 : 0.62)) / (w * 0.24)) ** 2));
      const tall = h * (0.09 + random.next() ** 1.6 * 0.2 + focus * 0.24) * (1.12 - t * 0.42);
      tower(scene, random, x, shore, wide, tall, t);
      x += wide * random.range(0.94, 1.3);
    }
    scene.mist(shore - h * 0.03, h * 0.12 * (1 - t * 0.55), 0.4 * (1 - t * 0.55));
  }
  if (scene.wants("pagoda")) pagoda(scene, w * 0.3, shore, h * 0.3, 6, 0.95);
  scene.mass(
    scene.level(shore),
    down(mix(palette.water, palette.sky[2], 0.25), mix(palette.water, palette.near, 0.6)),
    0.9,
  );
  reflections(scene, random, shore);
  glitter(scene, scene.light.x, shore + 4, h, 0.7);
  mirror(scene, shore);
  if (random.chance(0.7) || scene.wants("boat"))
    boat(scene, w * random.range(0.25, 0.75), shore + (h - shore) * 0.48, 44, !palette.dark, 1);
  birds(scene, w * 0.3, h * 0.2, 5, 14);
}

function tower(
  scene: Scene,
  random: Random,
  x: number,
  base: number,
  wide: number,
  tall: number,
  t: number,
): void {
  const { palette } = scene;
  const tone = shade(mix(scene.land(0.1 + t * 0.85), palette.accent, 0.05), random.bell() * 0.025);
  const top = base - tall;
  const kind = random.int(0, 5);
  const roof: Point[] =
    kind === 0
      ? [
          [x, top],
          [x + wide * 0.5, top - wide * 0.5],
          [x + wide, top],
        ]
      : kind === 1
        ? [
            [x, top],
            [x + wide * 0.18, top],
            [x + wide * 0.18, top - wide * 0.4],
            [x + wide * 0.82, top - wide * 0.4],
            [x + wide * 0.82, top],
            [x + wide, top],
          ]
        : kind === 2
          ? [
              [x, top],
              [x + wide, top - wide * 0.45],
            ]
          : kind === 3
            ? [...curve([x, top], [x + wide * 0.5, top - wide * 0.9], [x + wide, top], 8)]
            : [
                [x, top],
                [x + wide, top],
              ];
  scene.body(
    [[x, base + 4], ...roof, [x + wide, base + 4]],
    steps([0, shade(tone, 0.035)], [0.7, tone], [1, mix(tone, palette.sky[2], 0.28 * (1 - t))]),
    0.1 + t * 0.8,
    { smooth: false },
  );
  if (random.chance(0.28))
    scene.line(
      line([x + wide * 0.5, top], [x + wide * 0.5, top - tall * random.range(0.1, 0.22)], 2),
      tone,
      2.6,
      0.1 + t * 0.8,
    );
  const litSide = scene.light.x > x + wide / 2;
  scene.detail(
    box(litSide ? x + wide : x, base, litSide ? x + wide * 0.72 : x + wide * 0.28, top + 3),
    mix(tone, palette.light, 0.3),
    0.1 + t * 0.8,
    { smooth: false, opacity: 0.35 },
  );
  const chance = palette.dark ? 0.42 : 0.2;
  const cell = 11 + t * 3;
  const lamps = [palette.accent2, palette.light, mix(palette.accent, palette.light, 0.4)] as const;
  for (let wy = top + cell; wy < base - cell; wy += cell * 1.25)
    for (let wx = x + cell * 0.6; wx < x + wide - cell * 0.7; wx += cell) {
      if (!random.chance(chance)) continue;
      const s = cell * 0.26;
      const pane = palette.dark
        ? random.pick(lamps)
        : random.chance(0.3)
          ? palette.light
          : shade(tone, -0.07);
      scene.detail(box(wx - s, wy - s * 1.3, wx + s, wy + s * 1.3), pane, 0.1 + t * 0.8, {
        smooth: false,
        opacity: (palette.dark ? 0.9 : 0.6) * (0.4 + t * 0.6),
      });
    }
}
