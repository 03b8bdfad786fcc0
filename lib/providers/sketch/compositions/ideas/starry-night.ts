import { mix, shade } from "../../drawing/color";
import { brush, line, ridge } from "../../drawing/geometry";
import { down, type Scene } from "../../drawing/scene";
import { milkyWay, stars } from "../parts/stars";
import { figure } from "../parts/travellers";
import { pine } from "../parts/trees";

/** A star-filled sky over a dark land with a small watcher. */
export function starryNight(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("starry");
  const ground = h * 0.84;
  stars(scene, ground, 300);
  milkyWay(scene, ground);
  for (let i = 0; i < 3; i++) {
    const [x, y] = [random.range(0.1, 0.9) * w, random.range(0.05, 0.4) * h];
    const long = random.range(90, 210);
    scene.detail(
      brush(line([x, y], [x - long, y + long * 0.5], 8), (t) => 3.4 * (1 - t)),
      palette.pale,
      0,
      { opacity: 0.9 },
    );
  }
  scene.glow(scene.light.x, ground, w * 0.5, mix(palette.accent2, palette.sky[2], 0.3), 0.55);
  for (let i = 0; i < 3; i++) {
    const t = i / 2;
    const top = ridge(scene.noise, {
      width: w,
      baseY: ground + i * h * 0.05,
      height: h * (0.15 - i * 0.045),
      wave: 320,
      sharp: 0.45 - i * 0.2,
      row: i + 1,
    });
    scene.mass(top, down(mix(palette.mid, palette.near, 0.3 + t * 0.6), palette.near), 0.3 + t * 0.6);
  }
  for (let i = 0; i < 12; i++) {
    const x = random.chance(0.5) ? random.range(0, w * 0.26) : random.range(w * 0.74, w);
    pine(scene, random, x, h + 20, h * random.range(0.14, 0.34), shade(palette.near, -0.01), 0.95);
  }
  const x = w * (scene.light.x < w / 2 ? 0.4 : 0.6);
  scene.mass(
    [
      [-40, h * 0.98],
      [x - 120, h * 0.94],
      [x, h * 0.925],
      [x + 130, h * 0.945],
      [w + 40, h * 0.99],
    ],
    shade(palette.near, -0.02),
    1,
  );
  figure(scene, x, h * 0.93, h * 0.07, shade(palette.near, 0.06), 1);
}
