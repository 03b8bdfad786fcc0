import { mix, shade } from "../../drawing/color";
import { curve, line, type Point } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { across, type Scene } from "../../drawing/scene";
import { birds, moon, sun } from "../parts/heavens";
import { leafShape } from "../parts/petals";
import { undergrowth } from "../parts/trees";

/** Stems crossing the frame, sprays of narrow leaves, mist behind. */
export function bamboo(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("bamboo");
  const green = scene.green(0.7);
  const air = mix(palette.sky[2], green, 0.22);
  scene.sky = [
    [0, mix(palette.sky[1], green, 0.25)],
    [0.5, air],
    [1, mix(air, green, 0.4)],
  ];
  scene.light.r = 105;
  scene.light.y = h * 0.3;
  if (palette.dark) moon(scene);
  else sun(scene);
  for (let row = 0; row < 4; row++) {
    const t = row / 3;
    const tone = mix(mix(air, green, 0.25 + t * 0.7), palette.near, t * (palette.dark ? 0.65 : 0.42));
    const count = Math.round((w / 1000) * (11 - row * 2.4));
    for (let i = 0; i < count; i++) {
      const x = ((i + random.range(0.1, 0.9)) / count) * w;
      if (row === 3 && Math.abs(x - scene.light.x) < w * 0.15) continue;
      stem(scene, random, x, 9 + 29 * t ** 1.3, tone, t);
    }
    scene.mist(h * (0.7 + 0.1 * row), h * 0.15, 0.34 - t * 0.18, air);
  }
  if (scene.wants("bamboo")) undergrowth(scene, random, h);
  birds(scene, scene.light.x, scene.light.y + 30, 3, 20);
}

function stem(scene: Scene, random: Random, x: number, size: number, color: string, depth: number): void {
  const { h } = scene;
  const lean = random.bell() * h * 0.07;
  const joint = h * random.range(0.1, 0.15);
  let y = h + 30;
  let index = 0;
  while (y > -joint) {
    const at = (yy: number) => x + lean * ((h - yy) / h) ** 1.6;
    const top = y - joint;
    const body: Point[] = [
      [at(y) - size * 0.53, y],
      [at(y) - size * 0.46, y - joint * 0.12],
      [at(top) - size * 0.46, top + joint * 0.1],
      [at(top) - size * 0.53, top + 2],
      [at(top) + size * 0.53, top + 2],
      [at(top) + size * 0.46, top + joint * 0.1],
      [at(y) + size * 0.46, y - joint * 0.12],
      [at(y) + size * 0.53, y],
    ];
    const lit = scene.light.x < x;
    scene.body(
      body,
      across(lit ? shade(color, 0.09) : shade(color, -0.07), lit ? shade(color, -0.07) : shade(color, 0.09)),
      depth,
      { smooth: false },
    );
    scene.line(
      line([at(top) - size * 0.5, top + 1], [at(top) + size * 0.5, top + 1], 2),
      shade(color, -0.13),
      Math.max(1.4, size * 0.08),
      depth,
    );
    if (index > 1 && random.chance(0.5)) spray(scene, random, at(top), top, size * 3.2 + 26, color, depth);
    y = top;
    index++;
  }
}

function spray(
  scene: Scene,
  random: Random,
  x: number,
  y: number,
  size: number,
  color: string,
  depth: number,
): void {
  const side = random.chance(0.5) ? 1 : -1;
  const twig = curve(
    [x, y],
    [x + side * size * 0.5, y - size * 0.4],
    [x + side * size * 1.15, y - size * 0.2],
    8,
  );
  scene.line(twig, shade(color, -0.05), 1.5 + size * 0.012, depth);
  for (let i = 2; i < twig.length; i++) {
    const [tx, ty] = twig[i] ?? [x, y];
    for (let k = 0; k < 2; k++) {
      const angle = side > 0 ? random.range(0.1, 1.25) : Math.PI - random.range(0.1, 1.25);
      scene.detail(
        leafShape(tx, ty, size * random.range(0.35, 0.6), size * 0.06, angle),
        shade(color, random.bell() * 0.08),
        depth,
      );
    }
  }
}
