import { mix, shade } from "../../drawing/color";
import { curve, ellipse, line, type Point, place } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { across, ball, type Scene } from "../../drawing/scene";

/** Five petals around a heart, drawn at any tilt. */
export function smallBlossom(
  scene: Scene,
  random: Random,
  x: number,
  y: number,
  size: number,
  color: string,
  depth: number,
): void {
  const spin = random.range(0, 6.28);
  const squash = random.range(0.6, 1);
  for (let i = 0; i < 5; i++) {
    const a = spin + (i / 5) * Math.PI * 2;
    const petal = ellipse(
      x + Math.cos(a) * size * 0.5,
      y + Math.sin(a) * size * 0.5 * squash,
      size * 0.48,
      size * 0.36 * squash,
      a,
      10,
    );
    scene.detail(petal, ball(shade(color, 0.09), color), depth, { accent: true });
  }
  for (let i = 0; i < 5; i++) {
    const a = random.range(0, 6.28);
    scene.speck(
      x + Math.cos(a) * size * 0.22,
      y + Math.sin(a) * size * 0.2,
      size * 0.05,
      scene.palette.accent2,
      depth,
    );
  }
  scene.speck(x, y, size * 0.1, shade(scene.palette.accent, -0.12), depth);
}

/** Rings of petals from outside in: how many, how long, how wide. Peony, lily, daisy, mallow. */
const flowerKinds = [
  [9, 1, 0.44, 8, 0.8, 0.42, 7, 0.6, 0.4, 6, 0.42, 0.36, 5, 0.25, 0.3],
  [6, 1, 0.52, 6, 0.72, 0.44],
  [18, 1, 0.15, 18, 0.86, 0.14],
  [5, 1, 0.6],
] as const;

export function bloom(
  scene: Scene,
  random: Random,
  x: number,
  y: number,
  r: number,
  color: string,
  kind: number,
): void {
  const rings = flowerKinds[kind] ?? flowerKinds[3];
  for (let k = 0; k < rings.length; k += 3) {
    const [count = 5, reach = 1, wide = 0.4] = rings.slice(k, k + 3);
    const spin = random.range(0, 6.28);
    const t = k / rings.length;
    for (let i = 0; i < count; i++) {
      const a = spin + (i / count) * Math.PI * 2 + random.bell() * 0.08;
      const length = r * reach * random.range(0.9, 1.06);
      const petal: Point[] = [
        [0, 0],
        [length * 0.35, -length * wide * 0.72],
        [length * 0.78, -length * wide * 0.86],
        [length * 0.98, -length * wide * 0.3],
        [length * (kind === 2 ? 1.02 : 0.94), 0],
        [length * 0.98, length * wide * 0.3],
        [length * 0.78, length * wide * 0.86],
        [length * 0.35, length * wide * 0.72],
      ];
      const tone = shade(color, random.bell() * 0.02 + t * 0.05);
      const root = shade(mix(color, scene.palette.near, kind === 0 ? 0.25 : 0.05), -0.06);
      const angle = (a * 180) / Math.PI;
      scene.body(
        place(petal, x, y, 1, a),
        {
          angle,
          stops: [
            [0, root],
            [0.55, tone],
            [1, shade(mix(tone, scene.palette.pale, 0.4), 0.02)],
          ],
        },
        0.7 + t * 0.1,
        { accent: true },
      );
      if (kind !== 2)
        scene.line(
          place(curve([length * 0.2, 0], [length * 0.5, length * 0.02], [length * 0.82, 0], 5), x, y, 1, a),
          shade(color, -0.06),
          1.2,
          0.7,
          { opacity: 0.4 },
        );
    }
  }
  if (kind !== 0) heart(scene, random, x, y, r, kind);
}

function heart(scene: Scene, random: Random, x: number, y: number, r: number, kind: number): void {
  scene.body(
    ellipse(x, y, r * (kind === 2 ? 0.34 : 0.16)),
    ball(
      mix(scene.palette.accent2, scene.palette.near, 0.15),
      mix(scene.palette.near, scene.palette.accent2, 0.35),
    ),
    0.85,
  );
  for (let i = 0; i < 40; i++) {
    const a = random.range(0, 6.28);
    const d = r * (kind === 2 ? 0.32 : 0.2) * Math.sqrt(random.next());
    scene.speck(
      x + Math.cos(a) * d,
      y + Math.sin(a) * d,
      r * 0.016 + 0.8,
      random.chance(0.6) ? scene.palette.accent2 : scene.palette.pale,
      0.9,
    );
  }
}

/** A pointed leaf from its stalk outwards. */
export const leafShape = (x: number, y: number, length: number, width: number, angle: number): Point[] =>
  place(
    [
      ...curve([0, 0], [length * 0.45, -width], [length, 0], 9),
      ...curve([length, 0], [length * 0.45, width], [0, 0], 9).slice(1, -1),
    ],
    x,
    y,
    1,
    angle,
  );

export function bigLeaf(
  scene: Scene,
  x: number,
  y: number,
  size: number,
  angle: number,
  color: string,
): void {
  const tip: Point = [x + Math.cos(angle) * size, y + Math.sin(angle) * size];
  scene.body(
    leafShape(x, y, size, size * 0.26, angle),
    across(shade(color, 0.07), shade(color, -0.05)),
    0.55,
  );
  scene.line(line([x, y], tip, 6), shade(color, 0.12), 1.8, 0.55, { opacity: 0.6 });
}
