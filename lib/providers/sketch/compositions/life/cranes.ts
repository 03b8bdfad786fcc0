import { mix, shade } from "../../drawing/color";
import { brush, curve, ellipse, line, outline, type Point, place, ridge } from "../../drawing/geometry";
import { down, type Scene } from "../../drawing/scene";
import { heavens } from "../parts/heavens";
import { mirror } from "../parts/water";

/** Cranes over a marsh before the sun. */
export function cranes(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("cranes");
  const shore = h * 0.78;
  heavens(scene, h * 0.72, { big: true, clouds: 4 });
  for (let i = 0; i < 3; i++) {
    const top = ridge(scene.noise, {
      width: w,
      baseY: shore - 10 + i * 10,
      height: h * (0.22 - i * 0.06),
      wave: 300,
      sharp: 0.5 - i * 0.15,
      row: i + 1,
    });
    scene.mass(top, down(scene.land(i * 0.2), mix(scene.land(i * 0.2), palette.sky[2], 0.65)), i * 0.15);
    scene.mist(shore - h * 0.03, h * 0.05, 0.5);
  }
  scene.mass(
    scene.level(shore),
    down(mix(palette.water, palette.sky[2], 0.5), mix(palette.water, palette.near, 0.3)),
    0.6,
  );
  mirror(scene, shore);
  flyingCrane(scene, w * 0.5, h * 0.38, Math.min(w, h) * 0.3, -0.12);
  flyingCrane(scene, w * 0.24, h * 0.24, Math.min(w, h) * 0.13, -0.2);
  flyingCrane(scene, w * 0.8, h * 0.56, Math.min(w, h) * 0.11, -0.05);
  for (let i = 0; i < w / 12; i++) {
    const x = random.range(-10, w + 10);
    const tall = h * random.range(0.06, 0.24) * (0.35 + Math.abs(x / w - 0.45) * 1.5);
    const tip: Point = [x + random.bell() * 50 + 20, h - tall];
    scene.detail(
      brush(curve([x, h + 20], [x, h - tall * 0.6], tip, 8), (t) => 5 * (1 - t * 0.8)),
      mix(palette.near, palette.leaf, random.range(0, 0.45)),
      0.9,
    );
    if (random.chance(0.35))
      scene.detail(
        brush(line(tip, [tip[0] + 14, tip[1] - 44], 5), (t) => 11 * Math.sin(t * Math.PI)),
        mix(palette.accent2, palette.near, 0.35),
        0.95,
      );
  }
}

function flyingCrane(scene: Scene, x: number, y: number, size: number, tilt: number): void {
  const { palette } = scene;
  const s = size / 100;
  const at = (points: readonly Point[]): Point[] => place(points, x, y, s, tilt);
  const white = mix(palette.pale, "#ffffff", 0.5);
  const dim = mix(white, palette.sky[0], 0.22);
  const black = shade(palette.near, -0.03);
  const wing = (tipX: number, tipY: number, front: boolean) => {
    const feathers = 9;
    for (let i = 0; i < feathers; i++) {
      const t = i / (feathers - 1);
      const root: Point = [-14 + 30 * t, -4];
      const end: Point = [tipX - 62 + 70 * t, tipY + 34 * (1 - t) ** 1.2];
      scene.detail(
        at(
          brush(
            curve(root, [(root[0] + end[0]) / 2 + 10, (root[1] + end[1]) / 2 - 12], end, 8),
            (q) => 11 * Math.sin((0.12 + q * 0.82) * Math.PI) + 2,
          ),
        ),
        t < 0.5 ? black : front ? white : dim,
        0.85,
      );
    }
    scene.body(
      at([
        ...curve([-18, 0], [tipX * 0.4 - 18, tipY * 0.7], [tipX * 0.75, tipY * 0.86], 8),
        ...curve([tipX * 0.75, tipY * 0.86], [tipX * 0.6 + 22, tipY * 0.5], [24, -2], 8),
      ]),
      front ? white : dim,
      0.86,
    );
  };
  wing(26, -78, false);
  for (const k of [0, 4])
    scene.line(at(curve([-34, 4 + k], [-80, 12 + k], [-122, 14 + k], 6)), black, 2 * s, 0.86);
  scene.body(at(outline("-44 2, -20 -8, 14 -9, 36 -4, 30 5, 0 12, -28 10")), white, 0.87);
  scene.detail(at(brush(curve([28, -2], [62, 2], [88, -20], 10), (t) => 9 * (1 - t * 0.45))), white, 0.87);
  scene.detail(at(brush(curve([52, -1], [68, -1], [84, -16], 8), (t) => 4 + t)), black, 0.88);
  scene.body(at(ellipse(90, -21, 6.4, 4.8, -0.5)), white, 0.89);
  scene.body(at(outline("88 -27, 94 -25, 92 -22")), mix(palette.accent, "#d8271c", 0.6), 0.9, {
    accent: true,
  });
  scene.body(at(outline("94 -23, 114 -25, 95 -19")), mix(palette.near, palette.accent2, 0.4), 0.89, {
    smooth: false,
  });
  wing(-6, -92, true);
}
