import { mix } from "../../drawing/color";
import { curve, type Point, ridge } from "../../drawing/geometry";
import { down, type Scene, steps } from "../../drawing/scene";
import { house, pagoda } from "../parts/buildings";
import { heavens, moon } from "../parts/heavens";
import { stars } from "../parts/stars";
import { mirror, reflections } from "../parts/water";

/** Sky lanterns rising over water and roofs. */
export function lanterns(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("lanterns");
  const shore = h * 0.8;
  if (palette.dark) {
    stars(scene, shore, 90);
    scene.light.r = 66;
    moon(scene);
  } else heavens(scene, shore);
  scene.glow(w * 0.5, shore, w * 0.7, palette.accent2, 0.5);
  for (let i = 0; i < 2; i++) {
    const top = ridge(scene.noise, {
      width: w,
      baseY: shore,
      height: h * (0.2 - i * 0.09),
      wave: 300,
      sharp: 0.4,
      row: i + 1,
    });
    scene.mass(
      top,
      down(scene.land(0.2 + i * 0.3), mix(scene.land(0.3), palette.accent2, 0.2)),
      0.2 + i * 0.2,
    );
  }
  let x = -20;
  while (x < w + 20) {
    const size = random.range(46, 84);
    if (random.chance(0.14)) pagoda(scene, x + size * 0.5, shore, size * 3, 4, 0.6);
    else house(scene, random, x + size * 0.5, shore + 2, size, 0.6, true);
    x += size * random.range(0.9, 1.2);
  }
  scene.mass(
    scene.level(shore),
    down(mix(palette.water, palette.accent2, 0.25), mix(palette.near, palette.water, 0.3)),
    0.8,
  );
  reflections(scene, random, shore);
  mirror(scene, shore);
  const count = Math.round((w * h) / 24_000);
  for (let i = 0; i < count; i++) {
    const t = (i / count) ** 1.7;
    const size = 5 + 46 * t ** 1.6 * random.range(0.75, 1.1);
    skyLantern(
      scene,
      random.range(0.03, 0.97) * w,
      h * random.range(0.06, t > 0.7 ? 0.66 : 0.72),
      size,
      0.3 + t * 0.6,
    );
  }
}

function skyLantern(scene: Scene, x: number, y: number, size: number, depth: number): void {
  const { palette } = scene;
  const warm = mix(palette.accent2, "#ff9a3c", 0.5);
  scene.glow(x, y + size * 0.4, size * 3, warm, 0.42);
  const body: Point[] = [
    [x - size * 0.46, y + size * 0.9],
    [x - size * 0.64, y - size * 0.1],
    [x - size * 0.5, y - size * 0.72],
    [x, y - size * 0.92],
    [x + size * 0.5, y - size * 0.72],
    [x + size * 0.64, y - size * 0.1],
    [x + size * 0.46, y + size * 0.9],
  ];
  scene.body(body, steps([0, mix(warm, palette.accent, 0.62)], [0.6, warm], [1, "#fff0b8"]), depth, {
    accent: true,
  });
  if (size < 14) return;
  for (const k of [-0.3, 0.3])
    scene.line(
      curve(
        [x + k * size * 0.7, y - size * 0.8],
        [x + k * size * 1.3, y],
        [x + k * size, y + size * 0.88],
        6,
      ),
      mix(warm, palette.accent, 0.7),
      size * 0.03,
      depth,
      { opacity: 0.55 },
    );
}
