import { mix, shade } from "../../drawing/color";
import { brush, ellipse, type Point } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { type Scene, steps, thin } from "../../drawing/scene";

/** Broken light on water under the sun or moon. */
export function glitter(scene: Scene, x: number, from: number, to: number, strength: number): void {
  const random = scene.random.fork("glitter");
  const rows = Math.round((to - from) / 7);
  for (let i = 0; i < rows; i++) {
    const t = i / rows;
    const y = from + (to - from) * t ** 1.3;
    const spread = 12 + 90 * t;
    for (let k = 0; k < 3; k++) {
      const cx = x + random.bell() * spread;
      const half = random.range(4, 14 + 46 * t);
      scene.detail(ellipse(cx, y, half, 0.9 + t * 2.2, 0, 10), scene.palette.light, 0.5, {
        opacity: strength * random.range(0.25, 0.8) * (1 - t * 0.6),
      });
    }
  }
}

/** Long flat ripples. */
export function mirror(scene: Scene, from: number, random = scene.random.fork("mirror")): void {
  const { w, h, palette } = scene;
  for (let i = 0; i < 60; i++) {
    const t = random.next();
    const y = from + (h - from) * t ** 1.4 + 3;
    const half = random.range(14, 70) * (0.4 + t * 1.6);
    const tone = random.chance(0.5)
      ? mix(palette.sky[2], palette.pale, 0.3)
      : mix(palette.water, palette.near, 0.4);
    scene.detail(ellipse(random.range(0, w), y, half, 0.8 + t * 1.6, 0, 10), tone, 0.5, {
      opacity: random.range(0.12, 0.4),
    });
  }
}

export function reflections(scene: Scene, random: Random, shore: number): void {
  const { w, h, palette } = scene;
  const tones = [
    palette.accent2,
    palette.accent,
    palette.light,
    mix(palette.near, palette.water, 0.3),
  ] as const;
  for (let i = 0; i < w / 15; i++) {
    const x = random.range(0, w);
    const half = random.range(3, 11);
    const long = (h - shore) * random.range(0.2, 0.95);
    const tone = palette.dark ? random.pick(tones) : mix(palette.near, palette.water, 0.4);
    scene.detail(
      [
        [x - half, shore + 2],
        [x + half, shore + 2],
        [x + half * 0.6, shore + long],
        [x - half * 0.6, shore + long],
      ],
      thin(tone, 0.5),
      0.92,
      { smooth: false, opacity: 0.7 },
    );
  }
}

export function swell(scene: Scene, random: Random, y: number, t: number, color: string): void {
  const { w, palette } = scene;
  const crest: Point[] = [];
  const wave = 90 + 260 * t;
  const phase = random.range(0, 9);
  for (let x = -40; x <= w + 40; x += 8) {
    const s = Math.sin(x / (wave * 0.42) + phase) * 0.5 + 0.5;
    const n = scene.noise.fractal(x / wave, y / 60, 3);
    crest.push([x, y - (s ** 2.2 * 20 + n * 16) * (0.3 + t * 1.3)]);
  }
  scene.mass(crest, steps([0, shade(color, 0.07)], [0.5, color], [1, shade(color, -0.05)]), 0.3 + t * 0.6, {
    opacity: 0.93,
  });
  const foam = mix(palette.pale, color, 0.12);
  for (let i = 2; i < crest.length - 8; i++) {
    const [, before] = crest[i - 1] ?? [0, 0];
    const [x, top] = crest[i] ?? [0, 0];
    const [, after] = crest[i + 1] ?? [0, 0];
    if (top > before || top > after) continue;
    const reach = Math.round(3 + t * 8);
    const run = crest.slice(Math.max(0, i - reach), i + reach + 1);
    scene.detail(
      brush(run, (k) => (1.5 + 7 * t) * Math.sin(k * Math.PI) ** 0.7),
      foam,
      0.4 + t * 0.5,
      { opacity: 0.85 },
    );
    if (t > 0.5)
      for (let k = 0; k < 7; k++)
        scene.speck(
          x + random.bell() * 70 * t,
          top - random.next() ** 2 * 26 * t,
          random.range(0.8, 2.6),
          foam,
          0.9,
          0.8,
        );
  }
}
