import { mix, shade } from "../../drawing/color";
import { blob, brush, curve, ellipse, line } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { ball, type Scene } from "../../drawing/scene";
import { bloom } from "../parts/petals";

/** Cut shapes in balance: discs, arcs, bars and leaves. */
export function shapes(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("shapes");
  const paper = palette.dark
    ? mix(palette.near, palette.sky[0], 0.4)
    : mix(palette.pale, palette.sky[2], 0.35);
  scene.sky = [
    [0, paper],
    [1, shade(paper, -0.02)],
  ];
  const tones = [
    palette.accent,
    palette.accent2,
    palette.water,
    palette.near,
    palette.leaf,
    palette.mid,
    palette.pale,
  ];
  const tone = () => tones[random.int(0, tones.length - 1)] ?? palette.accent;
  const unit = Math.min(w, h);
  for (let i = 0; i < 3; i++) {
    const [x, y] = [w * random.range(0.15, 0.85), h * random.range(0.15, 0.85)];
    scene.body(
      blob(random, x, y, unit * random.range(0.2, 0.36), unit * random.range(0.16, 0.3), 0.22, 9),
      mix(tone(), paper, 0.45),
      0.15,
    );
  }
  const arcX = w * random.range(0.25, 0.75);
  const arcY = h * random.range(0.5, 0.75);
  for (let i = 0; i < 5; i++) {
    const r = unit * (0.36 - i * 0.062);
    scene.body(
      curve([arcX - r, arcY], [arcX - r, arcY - r * 1.05], [arcX, arcY - r * 1.0], 12).concat(
        curve([arcX, arcY - r], [arcX + r, arcY - r * 1.05], [arcX + r, arcY], 12).slice(1),
      ),
      i % 2 ? paper : (tones[i % tones.length] ?? palette.accent),
      0.3 + i * 0.02,
      { smooth: false },
    );
  }
  scene.body(
    ellipse(w - arcX, h * 0.28, unit * 0.15),
    ball(mix(palette.accent, palette.light, 0.2), palette.accent),
    0.4,
    { accent: true },
  );
  scene.body(ellipse(w - arcX + unit * 0.1, h * 0.28 + unit * 0.09, unit * 0.07), palette.near, 0.42);
  for (let i = 0; i < 4; i++)
    leafSpray(
      scene,
      random,
      w * random.range(0.08, 0.92),
      h * random.range(0.55, 1),
      unit * random.range(0.2, 0.34),
      tone(),
    );
  for (let i = 0; i < 5; i++) {
    const x = w * random.range(0.05, 0.9);
    const y = h * random.range(0.1, 0.9);
    const gap = unit * 0.022;
    for (let k = 0; k < 5; k++)
      scene.line(line([x, y + k * gap], [x + unit * 0.17, y + k * gap], 2), palette.near, 4, 0.5, {
        opacity: 0.9,
      });
    scene.body(ellipse(w * random.next(), h * random.next(), unit * random.range(0.012, 0.035)), tone(), 0.6);
  }
  const wire = Array.from({ length: 7 }, (_, i) => [w * (i / 6), h * (0.5 + random.bell() * 0.34)] as const);
  scene.line(wire, palette.near, 4.5, 0.7);
  if (random.chance(0.5)) bloom(scene, random, w * 0.2, h * 0.24, unit * 0.1, palette.accent2, 1);
}

function leafSpray(scene: Scene, random: Random, x: number, y: number, size: number, color: string): void {
  const lean = random.range(-0.5, 0.5);
  const spine = curve([x, y], [x + lean * size * 0.2, y - size * 0.5], [x + lean * size, y - size], 9);
  scene.line(spine, color, 5, 0.5);
  spine.slice(1).forEach(([sx, sy], i) => {
    for (const side of [-1, 1]) {
      const long = size * 0.3 * (1 - i * 0.07);
      scene.body(
        brush(
          curve([sx, sy], [sx + side * long * 0.5, sy - long * 0.1], [sx + side * long, sy - long * 0.62], 7),
          (t) => long * 0.34 * Math.sin((t * 0.86 + 0.14) * Math.PI),
        ),
        color,
        0.52,
      );
    }
  });
}
