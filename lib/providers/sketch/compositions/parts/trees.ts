import { mix, shade } from "../../drawing/color";
import { blob, brush, curve, heightAt, line, type Point } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { across, type Scene } from "../../drawing/scene";
import { smallBlossom } from "./petals";

/** A fir as ragged tiers; `base` is the foot. */
export function pine(
  scene: Scene,
  random: Random,
  x: number,
  base: number,
  height: number,
  color: string,
  depth: number,
  snowy = false,
): void {
  const half = height * random.range(0.16, 0.22);
  scene.detail(
    brush(line([x, base], [x, base - height * 0.2], 2), () => height * 0.045),
    shade(color, -0.05),
    depth,
  );
  const left: Point[] = [];
  const right: Point[] = [];
  const tiers = 7;
  for (let i = 0; i <= tiers; i++) {
    const t = i / tiers;
    const y = base - height + t * height * 0.92;
    const out = half * t * random.range(0.85, 1.12);
    left.push([x - out, y + height * 0.03], [x - out * 0.5, y + height * 0.015]);
    right.push([x + out, y + height * 0.03], [x + out * 0.5, y + height * 0.015]);
  }
  scene.body(
    [[x, base - height * 1.04], ...left, ...right.reverse()],
    across(shade(color, 0.04), shade(color, -0.035)),
    depth,
    { smooth: false },
  );
  if (!snowy) return;
  for (let i = 1; i <= 4; i++) {
    const y = base - height + (i / 5) * height * 0.85;
    const out = (half * i) / 5.6;
    const cap: Point[] = [
      [x - out, y + height * 0.05],
      [x, y - height * 0.07],
      [x + out, y + height * 0.05],
      [x + out * 0.3, y + height * 0.02],
      [x - out * 0.3, y + height * 0.035],
    ];
    scene.detail(cap, scene.palette.pale, depth, { smooth: false, opacity: 0.92 });
  }
}

/** A tree with a crown of overlapping clumps lit from the light's side. */
export function roundTree(
  scene: Scene,
  random: Random,
  x: number,
  base: number,
  height: number,
  color: string,
  depth: number,
): void {
  const trunk = mix(scene.palette.near, color, 0.25);
  const bend = random.bell() * height * 0.07;
  scene.body(
    brush(
      curve([x, base], [x - bend, base - height * 0.3], [x + bend, base - height * 0.6], 8),
      (t) => height * 0.06 * (1.3 - t),
    ),
    trunk,
    depth,
  );
  const side = scene.light.x > x ? 1 : -1;
  const clumps = 9;
  for (let i = 0; i < clumps; i++) {
    const a = random.range(0, 6.28);
    const r = random.range(0, 0.24) * height;
    const cx = x + bend + Math.cos(a) * r;
    const cy = base - height * 0.7 + Math.sin(a) * r * 0.75;
    const size = height * random.range(0.12, 0.2);
    const lit = ((cx - x) * side - (cy - (base - height * 0.7))) / height;
    scene.body(blob(random, cx, cy, size, size * 0.85, 0.16, 11), shade(color, lit * 0.28 - 0.03), depth);
  }
}

/** A branching tree without leaves; returns the tips. */
export function bareTree(
  scene: Scene,
  random: Random,
  from: Point,
  angle: number,
  length: number,
  width: number,
  color: string,
  depth: number,
  levels = 6,
): Point[] {
  const tips: Point[] = [];
  const grow = (start: Point, heading: number, size: number, thick: number, level: number) => {
    const end: Point = [start[0] + Math.cos(heading) * size, start[1] + Math.sin(heading) * size];
    const side = random.bell() * size * 0.24;
    const control: Point = [
      (start[0] + end[0]) / 2 + Math.sin(heading) * side,
      (start[1] + end[1]) / 2 - Math.cos(heading) * side,
    ];
    scene.body(
      brush(curve(start, control, end, 6), (t) => Math.max(1, thick * (1 - t * 0.36))),
      color,
      depth,
    );
    if (level === 0) {
      tips.push(end);
      return;
    }
    const forks = random.chance(0.28) ? 3 : 2;
    for (let i = 0; i < forks; i++) {
      const spread = (i - (forks - 1) / 2) * random.range(0.5, 0.85) + random.bell() * 0.2;
      grow(end, heading + spread, size * random.range(0.66, 0.86), thick * 0.62, level - 1);
    }
    if (level <= 3) tips.push(end);
  };
  grow(from, angle, length, width, levels);
  return tips;
}

/** A fringe of firs along a ridge. */
export function treeline(
  scene: Scene,
  top: readonly Point[],
  color: string,
  depth: number,
  size: number,
): void {
  const random = scene.random.fork(`treeline ${depth}`);
  const teeth: Point[] = [];
  for (let x = -20; x < scene.w + 20; ) {
    const y = heightAt(top, x);
    const grove = scene.noise.at(x / 120, depth * 50) > -0.15;
    const tall = grove ? size * random.range(0.5, 1.5) : size * 0.1;
    const half = size * random.range(0.16, 0.26);
    teeth.push(
      [x, y + 4],
      [x + half * 0.6, y - tall * 0.45],
      [x + half * 0.4, y - tall * 0.45],
      [x + half, y - tall],
      [x + half * 1.6, y - tall * 0.45],
      [x + half * 1.4, y - tall * 0.45],
      [x + half * 2, y + 4],
    );
    x += half * 1.7;
  }
  scene.mass(teeth, color, depth);
}

export function undergrowth(scene: Scene, random: Random, base: number): void {
  const { w, palette } = scene;
  for (let i = 0; i < Math.round(w / 10); i++) {
    const x = random.range(-10, w + 10);
    const tall = random.range(30, 120) * (0.55 + 0.65 * Math.abs(x / w - 0.5) * 2);
    const tip: Point = [x + random.bell() * tall * 0.7, base - tall];
    scene.detail(
      brush(curve([x, base + 20], [x + random.bell() * 12, base - tall * 0.6], tip, 7), (t) => 8 * (1 - t)),
      mix(palette.near, palette.leaf, random.range(0, 0.5)),
      1,
    );
    if (random.chance(0.14))
      smallBlossom(
        scene,
        random,
        tip[0],
        tip[1],
        random.range(8, 17),
        random.chance(0.5) ? palette.accent : palette.accent2,
        1,
      );
  }
}
