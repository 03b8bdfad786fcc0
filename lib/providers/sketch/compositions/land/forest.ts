import { mix } from "../../drawing/color";
import { blob, brush, curve, heightAt, type Point, ridge } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { across, down, type Scene, thin } from "../../drawing/scene";
import { house } from "../parts/buildings";
import { moon } from "../parts/heavens";
import { deer } from "../parts/travellers";
import { pine, undergrowth } from "../parts/trees";

/** Trunks in rows, paler with distance, shafts of light between them and a path. */
export function forest(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("forest");
  const ground = h * 0.74;
  scene.light = { x: w * random.range(0.35, 0.65), y: h * 0.34, r: 80 };
  const air = mix(palette.sky[2], palette.leaf, palette.dark ? 0.25 : 0.18);
  scene.sky = [
    [0, mix(palette.sky[1], palette.leaf, 0.4)],
    [0.45, air],
    [0.72, mix(air, palette.light, 0.45)],
    [1, palette.leaf],
  ];
  if (palette.dark) moon(scene);
  else scene.glow(scene.light.x, h * 0.42, h * 0.62, palette.light, 0.85);
  const conifers = random.chance(0.5);
  for (let row = 0; row < 5; row++) {
    const t = row / 4;
    const tone = mix(mix(air, palette.near, 0.12 + t * 0.86), palette.leaf, 0.25 * (1 - t));
    const y = ground - h * 0.06 + h * 0.2 * t ** 1.3;
    const floor = ridge(scene.noise, {
      width: w,
      baseY: y,
      height: h * 0.035,
      wave: 240,
      sharp: 0,
      octaves: 3,
      row: row + 1,
    });
    const count = Math.round((w / 1000) * (15 - row * 2.6));
    for (let i = 0; i < count; i++) {
      const x = ((i + random.range(0.1, 0.9)) / count) * w;
      if (row > 2 && Math.abs(x - scene.light.x) < w * (0.1 + 0.07 * t)) continue;
      const size = 9 + 50 * t ** 1.5 * random.range(0.6, 1.2);
      if (conifers && row < 3)
        pine(
          scene,
          random,
          x,
          heightAt(floor, x) + 6,
          h * (0.28 + 0.2 * t) * random.range(0.8, 1.25),
          tone,
          t,
        );
      else trunk(scene, random, x, heightAt(floor, x) + 12, size, tone, t);
    }
    const grass = mix(tone, palette.leaf, 0.45 * (1 - t * 0.4));
    scene.mass(floor, down(mix(grass, palette.light, 0.2 * (1 - t)), grass), t);
    if (row < 4) scene.mist(y - h * 0.05, h * 0.12, 0.34 * (1 - t * 0.6), mix(air, palette.light, 0.4));
    if (row === 2) path(scene, y, air);
  }
  canopy(scene, random);
  if (!palette.dark) shafts(scene, random);
  if (scene.wants("deer") || scene.wants("animal") || random.chance(0.35))
    deer(scene, scene.light.x + w * 0.05, ground + h * 0.085, h * 0.13);
  if (scene.wants("house")) house(scene, random, w * 0.66, ground + h * 0.03, 96, 0.6, false);
  undergrowth(scene, random, h);
  for (let i = 0; i < 46; i++) {
    const [x, y] = [random.range(0, w), h * random.range(0.3, 0.95)];
    scene.speck(x, y, random.range(1, 3.2), palette.dark ? palette.accent2 : palette.light, 0.9, 0.75);
    if (palette.dark) scene.glow(x, y, 18, palette.accent2, 0.5);
  }
}

function trunk(
  scene: Scene,
  random: Random,
  x: number,
  base: number,
  size: number,
  color: string,
  depth: number,
): void {
  const lean = random.bell() * 26;
  const spine = curve([x, base], [x + lean * 0.2, base * 0.5], [x + lean, -30], 12);
  const lit = mix(color, scene.palette.light, scene.palette.dark ? 0.1 : 0.24);
  const flip = scene.light.x < x;
  scene.body(
    brush(spine, (t) => size * (1.25 - t * 0.55) + size * 0.7 * Math.max(0, 0.06 - t) * 12),
    across(flip ? lit : color, flip ? color : lit),
    depth,
  );
  for (let i = 0; i < 4; i++) {
    const [sx, sy] = spine[random.int(4, 11)] ?? [x, base];
    const side = random.chance(0.5) ? 1 : -1;
    const long = size * random.range(2, 5);
    scene.detail(
      brush(
        curve([sx, sy], [sx + side * long * 0.5, sy - long * 0.1], [sx + side * long, sy - long * 0.6], 7),
        (t) => size * 0.26 * (1 - t),
      ),
      color,
      depth,
    );
  }
}

function path(scene: Scene, y: number, air: string): void {
  const { light, h, palette } = scene;
  const left = curve([light.x - 16, y], [light.x - 120, y + h * 0.09], [light.x - 90, h + 40], 12);
  const right = curve([light.x + 250, h + 40], [light.x - 10, y + h * 0.09], [light.x + 18, y], 12);
  scene.body(
    [...left, ...right],
    down(mix(air, palette.light, 0.6), mix(palette.leaf, palette.light, 0.3)),
    0.5,
    { opacity: 0.7 },
  );
}

function canopy(scene: Scene, random: Random): void {
  const { w, h, palette } = scene;
  for (let i = 0; i < Math.round(w / 21); i++) {
    const x = random.range(-0.05, 1.05) * w;
    const edge = Math.abs(x - scene.light.x) / w;
    const y = random.range(-30, h * (0.05 + 0.2 * edge));
    const tone = mix(
      mix(palette.leaf, palette.near, random.range(0.3, 0.95)),
      palette.accent2,
      random.chance(0.2) ? 0.25 : 0,
    );
    scene.body(blob(random, x, y, random.range(36, 92), random.range(24, 54), 0.28, 13), tone, 0.9, {
      opacity: 0.93,
    });
  }
}

function shafts(scene: Scene, random: Random): void {
  const { w, h, light, palette } = scene;
  for (let i = 0; i < 7; i++) {
    const x = light.x + (i - 3) * w * 0.08 + random.bell() * 30;
    const wide = random.range(14, 50);
    const slide = (x - light.x) * 0.9 + 60;
    const ray: Point[] = [
      [x, -20],
      [x + wide, -20],
      [x + wide * 2 + slide, h * 0.84],
      [x - wide * 0.4 + slide, h * 0.84],
    ];
    scene.shapes.push({
      role: "mist",
      points: ray,
      closed: true,
      smooth: false,
      fill: thin(palette.light, 0.55),
      width: 0,
      opacity: random.range(0.2, 0.5),
      depth: 0.5,
      accent: false,
      edge: 0,
    });
  }
}
