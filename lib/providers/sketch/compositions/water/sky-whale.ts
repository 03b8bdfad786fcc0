import { mix, shade } from "../../drawing/color";
import { curve, outline, type Point, place, ridge } from "../../drawing/geometry";
import { down, type Scene } from "../../drawing/scene";
import { birds, moon, sun } from "../parts/heavens";
import { stars } from "../parts/stars";

/** Whales swimming through the clouds. */
export function skyWhale(scene: Scene): void {
  const { w, h, palette } = scene;
  scene.light = { x: w * 0.68, y: h * 0.3, r: 130 };
  if (palette.dark) {
    stars(scene, h, 160);
    moon(scene);
  } else sun(scene);
  const random = scene.random.fork("sky whale");
  whale(scene, w * 0.46, h * 0.46, Math.min(w, h) * 0.27, true);
  whale(scene, w * 0.78, h * 0.66, 60, true);
  for (let i = 0; i < 5; i++) {
    const t = i / 4;
    const top = ridge(scene.noise, {
      width: w,
      baseY: h * (0.7 + t * 0.28),
      height: h * 0.13,
      wave: 190 + t * 120,
      sharp: 0,
      octaves: 3,
      row: i + 1,
    });
    const tone = mix(palette.pale, palette.sky[1], palette.dark ? 0.75 - t * 0.12 : 0.5 - t * 0.3);
    scene.mass(
      top.map(([x, y]) => [x, y - Math.abs(Math.sin(x / (70 + 40 * t) + i * 2)) * 30] as const),
      down(tone, mix(tone, palette.sky[2], 0.5)),
      0.2 + t * 0.5,
      { opacity: 0.92 },
    );
  }
  birds(scene, w * 0.25, h * 0.24, random.int(4, 7), 16);
}

export function whale(scene: Scene, x: number, y: number, size: number, sky = false): void {
  const { palette } = scene;
  const skin = sky ? mix(palette.mid, palette.pale, 0.2) : mix(palette.near, palette.water, 0.35);
  const s = size / 100;
  const at = (points: readonly Point[]): Point[] => place(points, x, y, s, sky ? -0.18 : -0.1);
  scene.body(
    at(
      outline(
        "-100 8, -96 -14, -70 -34, -30 -42, 20 -34, 70 -14, 104 -22, 128 -52, 136 -44, 134 -22, 158 -18, 160 -8, 130 0, 104 4, 66 22, 10 36, -50 34, -86 24",
      ),
    ),
    down(shade(skin, 0.08), shade(skin, -0.05)),
    0.8,
  );
  scene.body(
    at(outline("-99 8, -70 12, -30 16, 16 20, 44 26, 10 36, -50 34, -86 24")),
    mix(palette.pale, skin, 0.25),
    0.8,
  );
  for (let i = 0; i < 6; i++)
    scene.line(
      at(curve([-92 + i * 2, 12 + i * 3.4], [-50, 16 + i * 3.6], [-6 + i * 2, 20 + i * 2.6], 6)),
      shade(skin, -0.04),
      1.2 * s,
      0.8,
      { opacity: 0.5 },
    );
  scene.body(at(outline("-30 18, -14 50, 6 62, 2 40, -6 20")), shade(skin, -0.03), 0.82);
  scene.speck(...(at([[-72, -2]])[0] ?? [x, y]), 2.4 * s, shade(palette.near, -0.1), 0.85);
  if (sky) return;
  for (let i = -3; i <= 3; i++)
    scene.line(
      at(curve([-50, -40], [-50 + i * 7, -86 - Math.abs(i) * -4], [-50 + i * 17, -66 + Math.abs(i) * 5], 8)),
      palette.pale,
      2.2 * s,
      0.8,
      { opacity: 0.8 },
    );
}
