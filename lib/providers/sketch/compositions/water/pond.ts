import { mix, shade } from "../../drawing/color";
import { blob, brush, curve, ellipse, line, outline, type Point, place } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { ball, type Scene } from "../../drawing/scene";

/** A pond from above: carp, lily pads and lotus, rings on the water. */
export function pond(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("pond");
  const pool =
    palette.mono || scene.reading.colors.length ? palette.water : mix(palette.water, "#2f8f8a", 0.62);
  const deep = mix(pool, palette.near, palette.dark ? 0.5 : 0.3);
  scene.sky = [
    [0, mix(deep, pool, 0.4)],
    [0.5, deep],
    [1, shade(deep, -0.06)],
  ];
  for (let i = 0; i < 9; i++)
    scene.glow(
      random.range(0, w),
      random.range(0, h),
      random.range(180, 420),
      random.chance(0.5) ? palette.water : palette.sky[2],
      0.14,
    );
  for (let i = 0; i < 5; i++) {
    const x = random.range(0, w);
    const y = random.range(0, h);
    for (let k = 1; k < 5; k++)
      scene.line([...ellipse(x, y, k * 30, k * 26, 0, 26), [x + k * 30, y]], palette.pale, 1.5, 0.3, {
        opacity: 0.3 - k * 0.05,
      });
  }
  const fish = Math.max(3, Math.round((w * h) / 230_000));
  const center: Point = [w * random.range(0.4, 0.6), h * random.range(0.42, 0.58)];
  for (let i = 0; i < fish; i++) {
    const a = (i / fish) * Math.PI * 2 + random.range(0, 0.5);
    const r = random.range(0.2, 0.36);
    koi(
      scene,
      random,
      center[0] + Math.cos(a) * w * r,
      center[1] + Math.sin(a) * h * r,
      random.range(150, 235),
      a + Math.PI / 2 + random.bell() * 0.5,
    );
  }
  const corners: Point[] = outline("0.06 0.1, 0.95 0.14, 0.9 0.9, 0.08 0.88, 0.5 0.02, 0.55 0.98");
  for (const [cx, cy] of corners) {
    const pads = random.int(2, 4);
    for (let k = 0; k < pads; k++)
      lilyPad(
        scene,
        random,
        w * cx + random.bell() * 130,
        h * cy + random.bell() * 110,
        random.range(58, 128),
      );
  }
  for (const index of [0, 2]) {
    const [cx, cy] = corners[index] ?? [0, 0];
    lotusBloom(scene, random, w * (cx + (0.5 - cx) * 0.2), h * (cy + (0.5 - cy) * 0.2), 92);
  }
  for (let i = 0; i < 26; i++)
    scene.detail(
      ellipse(random.range(0, w), random.range(0, h), random.range(5, 10), 4, random.range(0, 3), 8),
      palette.accent2,
      0.9,
      { accent: true, opacity: 0.85 },
    );
}

function koi(scene: Scene, random: Random, x: number, y: number, size: number, heading: number): void {
  const { palette } = scene;
  const bend = random.range(-0.5, 0.5);
  const spine = Array.from({ length: 15 }, (_, i) => {
    const t = i / 14;
    return [size * (0.5 - t), size * bend * 0.5 * (t - 0.25) ** 2 * 2.4] as const;
  });
  const body = (t: number): number =>
    size * 0.26 * Math.sin(Math.min(1, t * 1.15 + 0.1) * Math.PI) ** 0.75 + size * 0.02;
  const at = (points: readonly Point[]): Point[] => place(points, x, y, 1, heading);
  const orange = mix(palette.accent, "#f0562b", 0.5);
  const white = mix(palette.pale, "#fff4e8", 0.5);
  const [tx, ty] = spine[14] ?? [0, 0];
  scene.detail(place(brush(spine, body), x + 9, y + 18, 1, heading), shade(palette.near, -0.05), 0.4, {
    opacity: 0.3,
  });
  for (const k of [-1, 1]) {
    scene.detail(
      at([
        [size * 0.2, k * size * 0.08],
        [size * 0.1, k * size * 0.3],
        [size * -0.04, k * size * 0.33],
        [size * 0.05, k * size * 0.1],
      ]),
      white,
      0.6,
      { opacity: 0.62 },
    );
    scene.detail(
      at([
        [tx + size * 0.06, ty],
        [tx - size * 0.2, ty + k * size * 0.2],
        [tx - size * 0.4, ty + k * size * 0.16],
        [tx - size * 0.2, ty + k * size * 0.03],
      ]),
      mix(white, orange, 0.35),
      0.6,
      { opacity: 0.75 },
    );
  }
  const white1 = random.chance(0.7);
  scene.body(at(brush(spine, body)), white1 ? white : orange, 0.6, { accent: true });
  for (let i = 0; i < 4; i++) {
    const [sx, sy] = spine[1 + i * 3] ?? [0, 0];
    const half = body((1 + i * 3) / 14) * 0.4;
    scene.detail(
      at(blob(random, sx, sy + random.bell() * half * 0.5, half * 1.25, half * 0.85, 0.24, 10)),
      white1 ? orange : i % 2 ? white : shade(palette.near, -0.02),
      0.62,
      { accent: true },
    );
  }
  scene.line(at(spine.slice(4, 11)), shade(orange, -0.1), size * 0.018, 0.62, { opacity: 0.5 });
  for (const k of [-1, 1])
    scene.speck(...(at([[size * 0.42, k * size * 0.07]])[0] ?? [x, y]), size * 0.017, "#1a1512", 0.65);
}

function lilyPad(scene: Scene, random: Random, x: number, y: number, r: number): void {
  const { palette } = scene;
  const green = mix(scene.green(0.6), palette.near, random.range(0.05, 0.4));
  const cut = random.range(0, 6.28);
  const rim = Array.from({ length: 30 }, (_, i) => {
    const a = cut + 0.16 + (i / 29) * (Math.PI * 2 - 0.32);
    const k = 1 + scene.noise.at(a * 1.4, r) * 0.05;
    return [x + Math.cos(a) * r * k, y + Math.sin(a) * r * 0.9 * k] as const;
  });
  scene.detail(
    rim.map(([px, py]) => [px + 8, py + 15] as const),
    shade(palette.near, -0.05),
    0.7,
    { opacity: 0.28 },
  );
  scene.body([[x, y], ...rim], ball(shade(green, 0.08), shade(green, -0.04)), 0.75, { smooth: false });
  for (let i = 1; i < 10; i++) {
    const a = cut + (i / 10) * Math.PI * 2;
    scene.line(
      line([x, y], [x + Math.cos(a) * r * 0.86, y + Math.sin(a) * r * 0.78], 3),
      shade(green, 0.1),
      1.7,
      0.75,
      { opacity: 0.55 },
    );
  }
}

function lotusBloom(scene: Scene, random: Random, x: number, y: number, r: number): void {
  const pink = mix(scene.palette.accent, scene.palette.pale, 0.55);
  for (const [count, reach, tone] of [
    [10, 1, -0.04],
    [9, 0.8, 0.03],
    [7, 0.56, 0.09],
  ] as const) {
    const spin = random.range(0, 6.28);
    for (let i = 0; i < count; i++) {
      const a = spin + (i / count) * Math.PI * 2;
      const length = r * reach * random.range(0.92, 1.06);
      const petal = place(
        [
          ...curve([0, 0], [length * 0.55, -length * 0.4], [length, 0], 8),
          ...curve([length, 0], [length * 0.55, length * 0.4], [0, 0], 8).slice(1, -1),
        ],
        x,
        y,
        1,
        a,
      );
      scene.body(
        petal,
        ball(shade(mix(pink, scene.palette.pale, 0.5), tone), shade(pink, tone - 0.03)),
        0.85,
        { accent: true },
      );
    }
  }
  scene.body(ellipse(x, y, r * 0.17), scene.palette.accent2, 0.9, { accent: true });
  for (let i = 0; i < 9; i++)
    scene.speck(
      x + random.bell() * r * 0.11,
      y + random.bell() * r * 0.11,
      r * 0.02,
      shade(scene.palette.leaf, -0.1),
      0.9,
    );
}
