import { mix } from "../../drawing/color";
import { ellipse, type Point, ridge } from "../../drawing/geometry";
import { down, type Scene } from "../../drawing/scene";
import { clouds, moon, sun } from "../parts/heavens";
import { smallBlossom } from "../parts/petals";
import { sparrow } from "../parts/travellers";
import { bareTree } from "../parts/trees";

/** A branch in blossom across the frame before a large moon or sun, a bird on it. */
export function blossomBranch(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("branch");
  scene.light = { x: w * (random.chance(0.5) ? 0.62 : 0.4), y: h * 0.4, r: Math.min(w, h) * 0.24 };
  clouds(scene, h * 0.9, 3);
  if (palette.dark) moon(scene);
  else sun(scene);
  const far = ridge(scene.noise, {
    width: w,
    baseY: h * 0.92,
    height: h * 0.16,
    wave: 330,
    sharp: 0.4,
    row: 1,
  });
  scene.mass(far, down(scene.land(0.05), mix(scene.land(0), palette.sky[2], 0.7)), 0.1);
  scene.mist(h * 0.9, h * 0.1, 0.6);
  const left = scene.light.x > w / 2;
  const bark = mix(palette.near, palette.accent, 0.12);
  const start: Point = [left ? -30 : w + 30, h * random.range(0.62, 0.78)];
  const heading = left ? -0.42 : Math.PI + 0.42;
  const tips = bareTree(scene, random, start, heading, Math.max(w, h) * 0.24, 36, bark, 0.8, 6);
  const tips2 = bareTree(
    scene,
    random.fork("second"),
    [left ? -30 : w + 30, h * 0.22],
    left ? 0.25 : Math.PI - 0.25,
    w * 0.13,
    18,
    bark,
    0.7,
    4,
  );
  const pink = mix(palette.accent2, palette.pale, 0.25);
  for (const [x, y] of [...tips, ...tips2]) {
    if (random.chance(0.16)) continue;
    const size = random.range(15, 31);
    smallBlossom(
      scene,
      random,
      x + random.bell() * 14,
      y + random.bell() * 14,
      size,
      random.chance(0.3) ? palette.accent : random.chance(0.3) ? palette.pale : pink,
      0.9,
    );
    if (random.chance(0.3))
      scene.body(ellipse(x + random.bell() * 30, y + random.bell() * 30, 6, 7), palette.accent, 0.9, {
        accent: true,
      });
  }
  const perch = tips[Math.floor(tips.length * 0.4)] ?? [w / 2, h / 2];
  sparrow(scene, perch[0], perch[1] - 6, 62, left);
  for (let i = 0; i < 30; i++)
    scene.detail(
      ellipse(random.range(0, w), random.range(h * 0.2, h), random.range(4, 9), 4, random.range(0, 3), 8),
      pink,
      1,
      { opacity: 0.85, accent: true },
    );
}
