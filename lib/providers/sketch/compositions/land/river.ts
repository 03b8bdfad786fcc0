import { mix, shade } from "../../drawing/color";
import { curve, type Point, ridge } from "../../drawing/geometry";
import { down, type Scene, steps } from "../../drawing/scene";
import { birds, heavens } from "../parts/heavens";
import { boat, props } from "../parts/travellers";
import { pine, roundTree } from "../parts/trees";
import { glitter, mirror } from "../parts/water";

/** A river winding towards the viewer between hills. */
export function river(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("river");
  const horizon = h * random.range(0.4, 0.47);
  heavens(scene, horizon);
  for (let i = 0; i < 3; i++) {
    const t = i / 4;
    const top = ridge(scene.noise, {
      width: w,
      baseY: horizon + i * h * 0.018,
      height: h * (0.22 - i * 0.05),
      wave: 250 - i * 30,
      sharp: 0.5 - i * 0.15,
      row: i + 1,
    });
    scene.mass(top, down(scene.land(t), mix(scene.land(t), palette.sky[2], 0.5)), t);
    scene.mist(horizon + i * h * 0.02, h * 0.035, 0.45);
  }
  const lake = horizon + h * 0.05;
  const water: Point[] = scene.level(lake);
  scene.mass(
    water,
    steps(
      [0, mix(palette.sky[2], palette.water, 0.3)],
      [0.45, palette.water],
      [1, mix(palette.water, palette.near, 0.45)],
    ),
    0.5,
  );
  glitter(scene, scene.light.x, lake, h * 0.94, 1);
  mirror(scene, lake, random);
  const banks = 4;
  for (let i = 0; i < banks; i++) {
    const t = i / (banks - 1);
    const fromLeft = i % 2 === 0;
    const y = lake + (h - lake) * (0.1 + t * 0.62);
    bank(
      scene,
      fromLeft,
      y,
      w * (0.62 - t * 0.1) * random.range(0.8, 1.1),
      h * (0.04 + t * 0.07),
      0.45 + t * 0.5,
    );
  }
  boat(
    scene,
    w * (scene.light.x < w / 2 ? 0.6 : 0.4),
    lake + (h - lake) * 0.52,
    46 + random.range(0, 18),
    false,
  );
  birds(scene, w - scene.light.x, horizon * 0.55, 5, 14);
  props(scene, horizon, lake + h * 0.02);
}

function bank(scene: Scene, left: boolean, y: number, reach: number, rise: number, depth: number): void {
  const random = scene.random.fork(`bank ${y}`);
  const points: Point[] = [];
  for (let x = -40; x <= reach; x += 10) {
    const t = Math.max(0, x / reach);
    const top = y - rise * (1 - t ** 1.6) * (0.75 + 0.4 * scene.noise.fractal(x / 90, y, 3)) + rise * 0.2;
    points.push([left ? x : scene.w - x, top]);
  }
  const tip = points[points.length - 1] ?? [0, y];
  const low = curve(
    tip,
    [left ? reach * 0.5 : scene.w - reach * 0.5, y + rise * 0.5],
    [left ? -40 : scene.w + 40, y + rise * 1.3],
    14,
  );
  const tone = scene.land(depth);
  scene.body([...points, ...low.slice(1)], down(mix(tone, scene.palette.leaf, 0.35), tone), depth, {
    smooth: false,
  });
  const trees = random.int(3, 6);
  for (let i = 0; i < trees; i++) {
    const at = Math.floor(random.range(2, points.length * 0.75));
    const [x, top] = points[at] ?? [0, y];
    const size = scene.h * (0.05 + 0.11 * depth) * random.range(0.7, 1.25);
    if (random.chance(0.55)) pine(scene, random, x, top + 6, size * 1.35, shade(tone, -0.02), depth);
    else roundTree(scene, random, x, top + 6, size, mix(tone, scene.palette.leaf, 0.6), depth);
  }
}
