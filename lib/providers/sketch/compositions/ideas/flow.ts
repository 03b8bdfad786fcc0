import { mix, ramp, shade } from "../../drawing/color";
import type { Point } from "../../drawing/geometry";
import { type Scene, steps } from "../../drawing/scene";

/** Thousands of strokes along one invisible current. */
export function currents(scene: Scene): void {
  const { w, h, palette, noise } = scene;
  const random = scene.random.fork("currents");
  const back = palette.dark ? palette.sky[0] : mix(palette.near, palette.sky[0], 0.22);
  scene.sky = [
    [0, back],
    [1, shade(back, -0.05)],
  ];
  const tones = [palette.sky[2], palette.accent, palette.accent2, palette.water, palette.pale];
  const [vx, vy] = [w * random.range(0.3, 0.7), h * random.range(0.35, 0.65)];
  const swirl = random.range(0.5, 1.1) * (random.chance(0.5) ? 1 : -1);
  const count = Math.round((w * h) / 900);
  for (let i = 0; i < count; i++) {
    let [x, y] = [random.range(-40, w + 40), random.range(-40, h + 40)];
    const points: Point[] = [[x, y]];
    const steps = random.int(8, 26);
    for (let k = 0; k < steps; k++) {
      const [dx, dy] = [x - vx, y - vy];
      const far = Math.hypot(dx, dy) / Math.min(w, h);
      const turn = Math.atan2(dy, dx) + Math.PI / 2;
      const angle = noise.fractal(x / 520, y / 520, 2) * 4.2 + turn * swirl * Math.exp(-far * 1.8);
      x += Math.cos(angle) * 9;
      y += Math.sin(angle) * 9;
      points.push([x, y]);
    }
    const t = noise.fractal(x / 420 + 9, y / 420, 2) * 0.75 + 0.5 + random.bell() * 0.14;
    const light = random.chance(0.07);
    scene.line(
      points,
      light ? palette.pale : ramp(tones, t),
      light ? 1.4 : random.range(1.4, 4.6),
      0.3 + t * 0.5,
      { opacity: random.range(0.55, 0.95) },
    );
  }
}

/** Folded veils of colour, one over the other. */
export function veils(scene: Scene): void {
  const { w, h, palette, noise } = scene;
  const random = scene.random.fork("veils");
  scene.sky = [
    [0, palette.sky[0]],
    [0.5, palette.sky[1]],
    [1, palette.sky[2]],
  ];
  const tones = [
    palette.sky[0],
    palette.water,
    palette.accent,
    palette.accent2,
    palette.sky[2],
    palette.mid,
    palette.near,
  ];
  const folds = 13;
  scene.glow(scene.light.x, h * 0.25, Math.max(w, h) * 0.5, palette.light, 0.7);
  for (let i = 0; i < folds; i++) {
    const t = i / (folds - 1);
    const top: Point[] = [];
    for (let x = -40; x <= w + 40; x += 10) {
      const fold = Math.sin(x / (150 + 40 * Math.sin(i)) + i * 0.62 + noise.at(x / 420, i * 0.21) * 2.6);
      top.push([x, h * (0.1 + t * 0.86) + fold * h * 0.055 + noise.fractal(x / 460, i * 0.17, 2) * h * 0.22]);
    }
    const tone = ramp(tones, (t + random.range(0, 0.05)) % 1);
    const fill = steps(
      [0, shade(mix(tone, palette.light, 0.42), 0.02)],
      [0.13, tone],
      [0.5, shade(tone, -0.1)],
      [1, shade(tone, -0.14)],
    );
    scene.mass(top, fill, t);
    scene.line(top, mix(tone, palette.pale, 0.6), 1.8, t, { opacity: 0.55 });
  }
}
