import { mix, shade } from "../../drawing/color";
import { brush, curve, ellipse, line, ridge } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { down, type Scene } from "../../drawing/scene";
import { house, lantern } from "../parts/buildings";
import { heavens } from "../parts/heavens";
import { boat } from "../parts/travellers";
import { roundTree } from "../parts/trees";
import { mirror, reflections } from "../parts/water";

/** White walls and black roofs along a canal, an arched bridge, a boat. */
export function waterTown(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("water town");
  const shore = h * random.range(0.6, 0.66);
  heavens(scene, shore * 0.9, { clouds: 3 });
  const hills = ridge(scene.noise, {
    width: w,
    baseY: shore - 20,
    height: h * 0.2,
    wave: 300,
    sharp: 0.35,
    row: 2,
  });
  scene.mass(hills, down(scene.land(0.05), mix(scene.land(0.05), palette.sky[2], 0.6)), 0.05);
  for (let row = 0; row < 2; row++) {
    let x = -30;
    while (x < w + 40) {
      const size = random.range(120, 170) * (0.72 + row * 0.45);
      const gap = row === 1 && Math.abs(x - w * 0.46) < w * 0.15;
      if (!gap) house(scene, random, x, shore - (1 - row) * 34, size, 0.3 + row * 0.35, true);
      x += size * random.range(0.82, 1.05);
    }
    if (row === 0) scene.mist(shore - 20, h * 0.06, 0.45);
  }
  for (const k of [0.06, 0.7, 0.93])
    roundTree(
      scene,
      random,
      w * k,
      shore + 4,
      h * random.range(0.17, 0.26),
      mix(scene.land(0.5), palette.leaf, 0.6),
      0.7,
    );
  scene.mass(
    scene.level(shore),
    down(mix(palette.water, palette.sky[2], 0.45), mix(palette.water, palette.near, 0.38)),
    0.7,
  );
  bridge(scene, w * 0.46, shore + 8, w * 0.16);
  reflections(scene, random, shore);
  mirror(scene, shore);
  boat(scene, w * 0.5, shore + (h - shore) * 0.42, 74, false, 0.9);
  for (let i = 0; i < 4; i++) lantern(scene, w * (0.1 + i * 0.27), shore - h * 0.08, 13, 0.8);
  for (const side of [0, 1])
    willow(scene, random.fork(`willow ${side}`), side ? w * 1.0 : 0, h * 0.02, h * 0.34, side);
}

function bridge(scene: Scene, x: number, y: number, half: number): void {
  const stone = mix(scene.palette.pale, scene.palette.mid, 0.42);
  const rise = half * 0.62;
  const outer = curve([x - half * 1.35, y], [x, y - rise * 2.3], [x + half * 1.35, y], 18);
  const arch = ellipse(x, y, half * 0.56, half * 0.56, 0, 40)
    .filter(([, py]) => py <= y + 0.1)
    .sort((a, b) => b[0] - a[0]);
  scene.body([...outer, ...arch], down(shade(stone, 0.04), shade(stone, -0.06)), 0.8, { smooth: false });
  scene.line(
    outer.map(([px, py]) => [px, py - 9] as const),
    shade(stone, -0.12),
    4,
    0.8,
  );
  scene.detail(ellipse(x, y + half * 0.2, half * 0.5, half * 0.2), shade(scene.palette.near, 0.02), 0.8, {
    opacity: 0.25,
  });
}

function willow(scene: Scene, random: Random, x: number, y: number, long: number, side: number): void {
  const green = mix(scene.palette.leaf, scene.palette.near, 0.25);
  for (let i = 0; i < 16; i++) {
    const sx = x + (side ? -1 : 1) * random.range(-20, 190);
    const length = long * random.range(0.45, 1);
    const path = curve(
      [sx, y - 40],
      [sx + random.bell() * 26, y + length * 0.5],
      [sx + random.bell() * 34, y + length],
      16,
    );
    scene.line(path, green, 2, 1, { opacity: 0.85 });
    path.forEach(([px, py], k) => {
      if (k < 2) return;
      for (const d of [-1, 1])
        scene.detail(
          brush(line([px, py], [px + d * 7, py + 17], 3), (t) => 4.6 * Math.sin((0.15 + t * 0.85) * Math.PI)),
          shade(green, random.bell() * 0.05),
          1,
          { opacity: 0.9 },
        );
    });
  }
}
