import { mix } from "../../drawing/color";
import { box, type Point } from "../../drawing/geometry";
import { type Scene, steps } from "../../drawing/scene";

export function stars(scene: Scene, horizonY: number, count: number): void {
  const { palette, w } = scene;
  const random = scene.random.fork("stars");
  const total = Math.round((count * w * horizonY) / 700_000) + 20;
  for (let i = 0; i < total; i++) {
    const y = horizonY * random.next() ** 1.25;
    const bright = random.next() ** 4;
    const tone = random.chance(0.2) ? mix(palette.light, palette.accent2, 0.4) : palette.pale;
    scene.speck(random.range(0, w), y, 0.7 + bright * 2.1, tone, 0, 0.3 + 0.7 * random.next());
    if (bright > 0.86) scene.glow(random.range(0, w), y, 16, palette.pale, 0.45);
  }
}

/** A slanting band of dust and stars. */
export function milkyWay(scene: Scene, horizonY: number): void {
  const { palette, w, noise } = scene;
  const random = scene.random.fork("milky way");
  const lean = random.chance(0.5) ? 1 : -1;
  const at = (t: number, off: number): Point => [
    w / 2 + lean * (t - 0.5) * w * 0.75 + off,
    horizonY * (1.12 - t * 1.25) + off * 0.45 * lean,
  ];
  const tones = [palette.sky[2], palette.accent, palette.accent2, palette.pale] as const;
  for (let i = 0; i < 46; i++) {
    const t = random.range(-0.1, 1.1);
    const [x, y] = at(t, random.bell() * 90);
    scene.glow(x, y, random.range(70, 190), random.pick(tones), random.range(0.05, 0.17));
  }
  for (let i = 0; i < 1300; i++) {
    const t = random.range(-0.05, 1.1);
    const off = random.bell() * random.bell() * 260 + random.bell() * 40;
    const [x, y] = at(t, off);
    if (y > horizonY || noise.fractal(x / 110, y / 110, 3) < -0.16) continue;
    scene.speck(
      x,
      y,
      0.5 + random.next() ** 5 * 2.2,
      random.chance(0.75) ? palette.pale : palette.light,
      0,
      random.range(0.3, 1),
    );
  }
}

export function aurora(scene: Scene, horizonY: number): void {
  const { w, palette } = scene;
  const random = scene.random.fork("aurora");
  const tones = ["#4be3a6", "#3fd0c9", palette.accent2, "#9a7bff"] as const;
  for (let k = 0; k < 3; k++) {
    const baseY = horizonY * random.range(0.45, 0.85);
    const tone = tones[k] ?? tones[0];
    for (let x = -20; x < w + 20; x += 7) {
      const n = scene.noise.fractal(x / 330, k * 5, 3);
      const y = baseY + n * horizonY * 0.4;
      const tall = horizonY * (0.26 + 0.2 * scene.noise.at(x / 30, k * 9)) * (0.6 + Math.abs(n));
      const ray: Point[] = box(x, y - tall, x + 9, y);
      const strength = Math.max(0, 0.16 + scene.noise.at(x / 24, k * 3 + 40) * 0.16);
      const fill = steps([0, tone, 0], [0.75, tone, 1], [1, tone, 0]);
      scene.shapes.push({
        role: "mist",
        points: ray,
        closed: true,
        smooth: false,
        fill,
        width: 0,
        opacity: strength,
        depth: 0,
        accent: false,
        edge: 0,
      });
    }
  }
}
