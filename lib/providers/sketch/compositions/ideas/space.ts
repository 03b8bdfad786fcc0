import { mix, shade } from "../../drawing/color";
import { brush, curve, ellipse, outline, type Point, ridge } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { across, down, type Scene } from "../../drawing/scene";
import { milkyWay, stars } from "../parts/stars";

/** A ringed planet, moons, dust and a horizon of rock. */
export function space(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("space");
  scene.sky = [
    [0, shade(palette.near, -0.03)],
    [0.6, palette.dark ? palette.sky[0] : mix(palette.near, palette.sky[0], 0.3)],
    [1, palette.dark ? palette.sky[1] : mix(palette.near, palette.sky[0], 0.65)],
  ];
  for (let i = 0; i < 32; i++)
    scene.glow(
      random.range(0, w),
      random.range(0, h),
      random.range(140, 420),
      random.pick([palette.accent, palette.accent2, palette.sky[2], palette.water]),
      random.range(0.05, 0.15),
    );
  stars(scene, h, 330);
  milkyWay(scene, h);
  const x = w * (random.chance(0.5) ? 0.64 : 0.38);
  const y = h * 0.42;
  const r = Math.min(w, h) * random.range(0.2, 0.27);
  planet(scene, random, x, y, r, random.chance(0.75));
  planet(scene, random, w - x + random.bell() * 60, h * 0.2, r * 0.26, false);
  planet(scene, random, x + r * 1.7, h * 0.66, r * 0.12, false);
  for (let i = 0; i < 3; i++) {
    const top = ridge(scene.noise, {
      width: w,
      baseY: h * (0.88 + i * 0.06),
      height: h * (0.14 - i * 0.03),
      wave: 210,
      sharp: 0.55 - i * 0.15,
      row: i + 1,
    });
    const tone = mix(mix(palette.accent, palette.near, 0.45 + i * 0.22), palette.sky[0], 0.2);
    scene.mass(top, down(shade(tone, 0.04), shade(tone, -0.06)), 0.5 + i * 0.2);
  }
  rocket(scene, w - x, h * 0.56, Math.min(w, h) * 0.1);
}

function planet(scene: Scene, random: Random, x: number, y: number, r: number, ringed: boolean): void {
  const { palette } = scene;
  const base = random.pick([
    palette.accent,
    palette.accent2,
    palette.water,
    mix(palette.accent, palette.sky[2], 0.5),
  ]);
  const tilt = random.range(-0.5, -0.15);
  const half = (from: number) => Array.from({ length: 31 }, (_, i) => from + (i / 30) * Math.PI);
  const ring = (from: number, k: number): Point[] =>
    half(from).map((a) => {
      const [px, py] = [Math.cos(a) * r * k, Math.sin(a) * r * k * 0.26];
      return [
        x + px * Math.cos(tilt) - py * Math.sin(tilt),
        y + px * Math.sin(tilt) + py * Math.cos(tilt),
      ] as const;
    });
  const rings = (from: number) => {
    for (const [k, width, tone] of [
      [1.5, 0.1, palette.pale],
      [1.72, 0.12, palette.accent2],
      [1.95, 0.06, palette.accent],
    ] as const)
      scene.line(ring(from, k), mix(tone, base, 0.3), r * width, 0.4, { opacity: 0.75 });
  };
  scene.glow(x, y, r * 1.9, base, 0.4);
  if (ringed) rings(Math.PI);
  scene.body(
    ellipse(x, y, r, r, 0, 40),
    {
      angle: 40,
      stops: [
        [0, shade(mix(base, palette.pale, 0.3), 0.05)],
        [0.5, base],
        [1, mix(base, palette.near, 0.75)],
      ],
    },
    0.4,
    { accent: true },
  );
  for (let i = 0; i < 5; i++) {
    const d = (i / 4 - 0.5) * 1.5;
    const reach = Math.sqrt(Math.max(0, 1 - d * d)) * r * 0.97;
    const cos = Math.cos(tilt);
    const sin = Math.sin(tilt);
    const band = curve([-reach, d * r], [0, d * r + r * 0.14], [reach, d * r], 12).map(
      ([px, py]) => [x + px * cos - py * sin, y + px * sin + py * cos] as const,
    );
    scene.detail(
      brush(band, (t) => r * 0.11 * Math.sin(t * Math.PI) ** 0.5),
      shade(base, i % 2 ? 0.08 : -0.08),
      0.42,
      { opacity: 0.4 },
    );
  }
  if (ringed) rings(0);
}

function rocket(scene: Scene, x: number, y: number, size: number): void {
  const { palette } = scene;
  const s = size / 100;
  const at = (points: readonly Point[]): Point[] =>
    points.map(([px, py]) => [x + (px * 0.82 - py * 0.57) * s, y + (px * 0.57 + py * 0.82) * s] as const);
  scene.detail(
    at(outline("-16 60, 0 190, 16 60")),
    {
      angle: 120,
      stops: [
        [0, palette.accent2, 0.95],
        [1, palette.accent, 0],
      ],
    },
    0.7,
  );
  scene.body(at(outline("-24 30, -52 72, -22 62, 22 62, 52 72, 24 30")), palette.accent, 0.75, {
    smooth: false,
    accent: true,
  });
  scene.body(
    at(outline("0 -100, 26 -56, 30 0, 22 62, -22 62, -30 0, -26 -56")),
    across(palette.pale, mix(palette.pale, palette.near, 0.35)),
    0.76,
  );
  scene.body(at(outline("0 -100, 20 -66, -20 -66")), palette.accent, 0.77, { accent: true });
  scene.body(at(ellipse(0, -24, 14)), mix(palette.water, palette.near, 0.3), 0.78);
}
