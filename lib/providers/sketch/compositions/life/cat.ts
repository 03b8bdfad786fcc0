import { mix, shade } from "../../drawing/color";
import { brush, curve, ellipse, outline, type Point, place, ridge } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { across, down, type Scene } from "../../drawing/scene";
import { clouds, moon, sun } from "../parts/heavens";
import { smallBlossom } from "../parts/petals";
import { stars } from "../parts/stars";

/** A cat seen from behind on a sill or roof before a great moon. */
export function cat(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("cat");
  scene.light = { x: w * (scene.light.x < w / 2 ? 0.4 : 0.6), y: h * 0.42, r: Math.min(w, h) * 0.29 };
  if (palette.dark) stars(scene, h * 0.9, 150);
  clouds(scene, h * 0.8, 4);
  if (palette.dark) moon(scene);
  else sun(scene);
  for (let i = 0; i < 3; i++) {
    const top = ridge(scene.noise, {
      width: w,
      baseY: h * (0.8 + i * 0.05),
      height: h * 0.1,
      wave: 240,
      sharp: 0.2,
      row: i + 1,
    });
    scene.mass(
      top,
      down(scene.land(0.1 + i * 0.25), mix(scene.land(0.1 + i * 0.25), palette.sky[2], 0.4)),
      0.1 + i * 0.2,
    );
  }
  const roofY = h * 0.83;
  const slant = h * 0.035;
  const roof: Point[] = [
    [-40, roofY + slant],
    [w * 0.5, roofY - slant],
    [w + 40, roofY + slant],
  ];
  scene.mass(roof, down(mix(palette.near, palette.accent, 0.3), palette.near), 0.8);
  for (let row = 0; row < 5; row++)
    for (let x = -20; x < w + 40; x += 46) {
      const y = roofY + 20 + row * 34 + (Math.abs(x - w / 2) / (w / 2)) * slant * 2 - slant;
      scene.line(
        curve([x + (row % 2) * 23 - 22, y], [x + (row % 2) * 23, y + 26], [x + (row % 2) * 23 + 22, y], 6),
        mix(palette.near, palette.accent, 0.5),
        2.4,
        0.85,
        { opacity: 0.6 },
      );
    }
  const x = scene.light.x + (random.chance(0.5) ? 1 : -1) * scene.light.r * 0.24;
  const size = Math.min(w, h) * 0.42;
  sittingCat(scene, random, x, roofY + 6, size);
  if (random.chance(0.5)) sittingCat(scene, random, x + size * 0.52, roofY + 10, size * 0.62);
  for (let i = 0; i < 12; i++)
    smallBlossom(
      scene,
      random,
      random.range(0, w),
      h * random.range(0.05, 0.95),
      random.range(7, 14),
      palette.accent2,
      1,
    );
}

function sittingCat(scene: Scene, random: Random, x: number, base: number, size: number): void {
  const { palette } = scene;
  const s = size / 300;
  const flip = random.chance(0.5);
  const at = (points: readonly Point[]): Point[] => place(points, x, base, s, 0, flip);
  const fur = random.pick([
    shade(palette.near, 0.02),
    mix(palette.accent, palette.near, 0.3),
    mix(palette.pale, palette.near, 0.3),
  ]);
  const rim = mix(fur, palette.light, 0.4);
  const tail = curve([50, -14], [170, 8], [150, -110], 14);
  scene.body(at(brush([...tail, [146, -136], [128, -150]], (t) => 30 * (1 - t * 0.45))), fur, 0.9);
  scene.body(
    at(outline("-78 0, -92 -50, -74 -110, -44 -160, -34 -190, 34 -190, 50 -150, 76 -100, 90 -44, 74 2, 0 8")),
    across(rim, fur),
    0.92,
  );
  scene.body(
    at(
      outline(
        "-58 -186, -64 -226, -74 -292, -36 -258, 0 -264, 36 -258, 74 -292, 64 -226, 58 -186, 30 -164, -30 -164",
      ),
    ),
    across(rim, fur),
    0.93,
    { smooth: false },
  );
  scene.body(at(ellipse(0, -214, 63, 52)), across(mix(rim, fur, 0.4), fur), 0.935);
  for (const k of [-1, 1])
    scene.detail(
      at([
        [k * 46, -246],
        [k * 64, -276],
        [k * 34, -254],
      ]),
      mix(palette.accent, fur, 0.4),
      0.94,
      { smooth: false },
    );
  for (let i = 0; i < 4; i++)
    scene.line(
      at(curve([-26 + i * 2, -140 + i * 30], [0, -128 + i * 30], [26 - i * 2, -140 + i * 30], 6)),
      shade(fur, -0.06),
      6 * s,
      0.95,
      { opacity: 0.5 },
    );
  scene.line(at(curve([-46, -172], [0, -156], [46, -172], 8)), palette.accent, 9 * s, 0.96, { accent: true });
}
