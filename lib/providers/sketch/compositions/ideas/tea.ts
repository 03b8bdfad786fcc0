import { mix, shade } from "../../drawing/color";
import { curve, ellipse, outline, type Point } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { across, down, type Scene, steps } from "../../drawing/scene";
import { smallBlossom } from "../parts/petals";

/** A pot, a cup and a branch on a table by a round window. */
export function tea(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("tea");
  const table = h * 0.72;
  const wall = palette.dark ? mix(palette.mid, palette.near, 0.35) : mix(palette.pale, palette.sky[2], 0.55);
  scene.sky = [
    [0, shade(wall, 0.02)],
    [0.7, wall],
    [1, wall],
  ];
  const [wx, wy, r] = [w * (scene.light.x < w / 2 ? 0.36 : 0.64), h * 0.38, Math.min(w, h) * 0.3];
  scene.light = { x: wx, y: wy, r };
  scene.glow(wx, wy, r * 2.1, palette.light, 0.4);
  scene.body(ellipse(wx, wy, r * 1.05, r * 1.05, 0, 40), mix(palette.near, palette.accent, 0.25), 0.1);
  scene.body(
    ellipse(wx, wy, r, r, 0, 40),
    steps([0, palette.sky[0]], [0.6, palette.sky[1]], [1, palette.sky[2]]),
    0.1,
  );
  scene.body(ellipse(wx + r * 0.35, wy - r * 0.3, r * 0.19), palette.light, 0.1, { accent: true });
  for (let i = 0; i < 3; i++) {
    const chain = Array.from({ length: 41 }, (_, k) => {
      const a = Math.PI * (1 - k / 40);
      const px = Math.cos(a) * r;
      const limit = Math.sqrt(Math.max(0, r * r - px * px));
      const rise = r * (0.42 - i * 0.3) + scene.noise.fractal((wx + px) / 110, i * 9, 4) * r * 0.34;
      return [wx + px, wy + Math.max(-limit, Math.min(limit, r * 0.42 - rise))] as const;
    });
    const under = ellipse(wx, wy, r, r, 0, 60)
      .filter(([, py]) => py > wy)
      .sort((a, b) => b[0] - a[0]);
    scene.body(
      [...chain, ...under],
      down(scene.land(0.08 + i * 0.27), mix(scene.land(i * 0.27), palette.sky[2], 0.45)),
      0.12 + i * 0.05,
      { smooth: false },
    );
  }
  scene.line([...ellipse(wx, wy, r, r, 0, 40), [wx + r, wy]], mix(palette.near, palette.accent, 0.3), 9, 0.2);
  const wood = mix(palette.accent, palette.near, 0.55);
  scene.mass(scene.level(table), down(shade(wood, 0.07), shade(wood, -0.06)), 0.5);
  for (let i = 0; i < 12; i++) {
    const y = table + 14 + i * h * 0.025;
    scene.line(
      curve([-10, y], [w * 0.5, y + random.bell() * 16], [w + 10, y + random.bell() * 8], 8),
      shade(wood, -0.05),
      1.8,
      0.5,
      { opacity: 0.5 },
    );
  }
  const s = Math.min(w, h) / 1000;
  const px = w * (scene.light.x < w / 2 ? 0.62 : 0.36);
  vase(scene, random, scene.light.x < w / 2 ? w * 0.86 : w * 0.14, table + 60 * s, s);
  teapot(scene, px, table + 130 * s, s * 1.15);
  teacup(scene, px - 250 * s, table + 160 * s, s);
  teacup(scene, px + 270 * s, table + 190 * s, s * 0.92);
}

function teapot(scene: Scene, x: number, y: number, s: number): void {
  const { palette } = scene;
  const clay = palette.accent;
  const at = (points: readonly Point[]): Point[] =>
    points.map(([px, py]) => [x + px * s, y + py * s] as const);
  scene.detail(at(ellipse(0, 6, 180, 20)), palette.near, 0.6, { opacity: 0.35 });
  scene.line(at(curve([-104, -40], [-200, -80], [-106, -130], 12)), shade(clay, -0.08), 19 * s, 0.7, {
    accent: true,
  });
  scene.body(
    at(outline("88 -40, 140 -70, 166 -140, 186 -138, 166 -60, 106 -14")),
    across(clay, shade(clay, -0.1)),
    0.7,
    { accent: true },
  );
  scene.body(
    at(outline("-70 0, -118 -50, -116 -106, -60 -150, 60 -150, 116 -106, 118 -50, 70 0")),
    {
      angle: 20,
      stops: [
        [0, shade(mix(clay, palette.light, 0.35), 0.04)],
        [0.5, clay],
        [1, shade(clay, -0.15)],
      ],
    },
    0.72,
    { accent: true },
  );
  scene.body(at(outline("-62 -148, -40 -172, 40 -172, 62 -148, 0 -140")), shade(clay, -0.05), 0.74, {
    accent: true,
  });
  scene.body(at(ellipse(0, -183, 15, 13)), shade(clay, 0.06), 0.75, { accent: true });
  scene.line(at(curve([-92, -84], [-84, -120], [-46, -138], 8)), mix(clay, palette.pale, 0.7), 6 * s, 0.76, {
    opacity: 0.7,
  });
}

function teacup(scene: Scene, x: number, y: number, s: number): void {
  const { palette } = scene;
  const at = (points: readonly Point[]): Point[] =>
    points.map(([px, py]) => [x + px * s, y + py * s] as const);
  const china = mix(palette.pale, "#ffffff", 0.3);
  scene.detail(at(ellipse(6, 4, 92, 14)), palette.near, 0.7, { opacity: 0.35 });
  scene.body(
    at(outline("-70 -74, -60 -28, -34 0, 34 0, 60 -28, 70 -74")),
    across(china, mix(china, palette.near, 0.3)),
    0.8,
  );
  scene.body(at(ellipse(0, -74, 70, 17)), mix(china, palette.near, 0.12), 0.81);
  scene.body(at(ellipse(0, -71, 60, 12)), mix(palette.accent2, palette.near, 0.3), 0.82);
  scene.line(at(curve([-64, -46], [0, -30], [64, -46], 8)), palette.water, 6 * s, 0.83);
  for (let i = 0; i < 3; i++)
    scene.line(
      at(curve([-24 + i * 24, -92], [-54 + i * 30, -150], [-14 + i * 22, -210 - i * 22], 12)),
      palette.pale,
      7 * s,
      0.85,
      { opacity: 0.4 },
    );
}

function vase(scene: Scene, random: Random, x: number, y: number, s: number): void {
  const { palette } = scene;
  const at = (points: readonly Point[]): Point[] =>
    points.map(([px, py]) => [x + px * s, y + py * s] as const);
  for (let i = 0; i < 3; i++) {
    const tip: Point = [x + (i - 1) * 120 * s + random.bell() * 40, y - random.range(430, 560) * s];
    const twig = curve([x, y - 190 * s], [x + (i - 1) * 10, y - 360 * s], tip, 12);
    scene.line(twig, mix(palette.near, palette.leaf, 0.3), 5 * s, 0.6);
    for (const [tx, ty] of twig.slice(4))
      smallBlossom(
        scene,
        random,
        tx + random.bell() * 26,
        ty + random.bell() * 20,
        random.range(15, 27) * s,
        random.chance(0.5) ? palette.accent2 : mix(palette.accent, palette.pale, 0.5),
        0.65,
      );
  }
  const glaze = mix(palette.water, palette.pale, 0.25);
  scene.detail(at(ellipse(0, 2, 90, 13)), palette.near, 0.6, { opacity: 0.35 });
  scene.body(
    at(outline("-40 0, -76 -60, -70 -120, -26 -170, -34 -206, 34 -206, 26 -170, 70 -120, 76 -60, 40 0")),
    across(shade(glaze, 0.07), shade(glaze, -0.12)),
    0.7,
  );
}
