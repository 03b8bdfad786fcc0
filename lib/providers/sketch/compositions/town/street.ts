import { mix, shade } from "../../drawing/color";
import { box, curve, ellipse, line, type Point, ridge } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { across, ball, down, type Scene, thin } from "../../drawing/scene";
import { lantern, pagoda } from "../parts/buildings";
import { moon, sun } from "../parts/heavens";
import { stars } from "../parts/stars";

/** A lane between house fronts, one behind the other like stage wings, wet ground, one umbrella. */
export function street(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("street");
  const vx = w * random.range(0.42, 0.58);
  const vy = h * 0.6;
  scene.light = { x: vx, y: h * 0.3, r: 64 };
  if (palette.dark) stars(scene, vy, 60);
  if (!scene.reading.moods.includes("rain")) {
    if (palette.dark) moon(scene);
    else sun(scene);
  }
  const far = ridge(scene.noise, { width: w, baseY: vy, height: h * 0.2, wave: 260, sharp: 0.5, row: 1 });
  scene.mass(far, down(scene.land(0.05), mix(scene.land(0.05), palette.sky[2], 0.6)), 0.02);
  scene.glow(vx, vy, Math.max(w, h) * 0.42, palette.light, 0.6);
  const stone = mix(palette.mid, palette.water, 0.4);
  scene.mass(scene.level(vy), down(mix(stone, palette.sky[2], 0.55), mix(stone, palette.near, 0.55)), 0.2);
  if (random.chance(0.5)) pagoda(scene, vx, vy + 6, h * 0.2, 5, 0.15);
  const wings = 6;
  for (let i = 0; i < wings; i++) {
    const t = i / (wings - 1);
    for (const side of [-1, 1]) wing(scene, random, vx, vy, side, t);
    scene.mist(vy + (h - vy) * 0.1, h * 0.16, 0.2 * (1 - t));
    if (i === 2) shimmer(scene, random, vx, vy);
  }
  umbrellaFigure(scene, vx + w * 0.05 * (random.chance(0.5) ? 1 : -1), h * 0.85, h * 0.19);
}

function shimmer(scene: Scene, random: Random, vx: number, vy: number): void {
  const { w, h, palette } = scene;
  for (let i = 0; i < 130; i++) {
    const t = random.next();
    const y = vy + (h - vy) * t ** 1.3 + 6;
    const spot = ellipse(
      vx + random.bell() * w * (0.06 + 0.34 * t),
      y,
      random.range(8, 60) * (0.3 + t),
      1 + t * 2.5,
      0,
      10,
    );
    scene.detail(spot, random.chance(0.55) ? palette.light : palette.accent2, 0.6, {
      opacity: random.range(0.12, 0.45),
    });
  }
}

/** One house front from the picture's side to the edge of the lane. */
export function wing(scene: Scene, random: Random, vx: number, vy: number, side: number, t: number): void {
  const { w, h, palette } = scene;
  const at = (x: number) => vx + side * x;
  const near = w * (0.045 + 0.31 * t ** 1.15) * random.range(0.93, 1.07);
  const base = vy + (h - vy) * (0.02 + 0.98 * t ** 1.4);
  const tall = h * (0.11 + 0.58 * t) * random.range(0.85, 1.12);
  const depth = 0.15 + t * 0.8;
  const tone = shade(scene.land(0.1 + t * 0.85), random.bell() * 0.02);
  const top = base - tall;
  scene.body(
    box(at(near), base, at(w * 1.2), top),
    across(
      side > 0 ? mix(tone, palette.light, 0.22) : tone,
      side > 0 ? tone : mix(tone, palette.light, 0.22),
    ),
    depth,
    { smooth: false },
  );
  const eave = h * (0.012 + 0.05 * t);
  const roof = shade(palette.near, 0.02 + 0.1 * (1 - t));
  for (const y of [top, top + tall * 0.48]) {
    const edge = curve(
      [at(near - eave * 1.9), y - eave * 0.35],
      [at(near + eave * 0.6), y + eave * 0.5],
      [at(near + eave * 6), y + eave * 0.4],
      8,
    );
    scene.body(
      [
        ...edge,
        [at(w * 1.2), y + eave * 0.4],
        [at(w * 1.2), y - eave * 1.2],
        [at(near + eave * 1.4), y - eave * 1.2],
      ],
      down(shade(roof, 0.07), roof),
      depth,
      { smooth: false },
    );
  }
  const unit = tall * 0.085;
  for (const row of [0.2, 0.7])
    for (let c = 0; c < 4; c++) {
      const x = near + unit * (1.3 + c * 2.5);
      const y = top + tall * row;
      const lit = random.chance(palette.dark ? 0.78 : 0.42);
      const pane = lit ? mix(palette.light, palette.accent2, random.range(0.2, 1)) : shade(tone, -0.08);
      scene.detail(box(at(x), y, at(x + unit * 1.7), y + unit * 2), pane, depth, {
        smooth: false,
        opacity: 0.92,
      });
      for (const k of [0.57, 1.13])
        scene.line(
          line([at(x + unit * k), y], [at(x + unit * k), y + unit * 2], 1),
          tone,
          Math.max(1, unit * 0.09),
          depth,
        );
      scene.line(
        line([at(x), y + unit], [at(x + unit * 1.7), y + unit], 1),
        tone,
        Math.max(1, unit * 0.09),
        depth,
      );
    }
  if (t > 0.15 && t < 0.95)
    for (const y of [top + tall * 0.12, top + tall * 0.6])
      lantern(scene, at(near - eave * 0.9), y + eave, eave * 0.62 + 3, depth);
}

function umbrellaFigure(scene: Scene, x: number, base: number, tall: number): void {
  const { palette } = scene;
  const robe = shade(palette.near, 0.02);
  scene.detail(ellipse(x, base + 3, tall * 0.26, tall * 0.035), palette.near, 0.9, { opacity: 0.45 });
  scene.detail(
    [
      [x - tall * 0.12, base],
      [x + tall * 0.12, base],
      [x + tall * 0.04, base + tall * 0.75],
      [x - tall * 0.04, base + tall * 0.75],
    ],
    thin(palette.accent, 0.5),
    0.9,
    { smooth: false },
  );
  scene.body(
    [
      [x - tall * 0.13, base],
      [x - tall * 0.1, base - tall * 0.35],
      [x - tall * 0.075, base - tall * 0.64],
      [x + tall * 0.075, base - tall * 0.64],
      [x + tall * 0.11, base - tall * 0.35],
      [x + tall * 0.14, base],
    ],
    across(mix(palette.pale, palette.accent, 0.2), mix(robe, palette.accent, 0.3)),
    0.95,
  );
  scene.body(ellipse(x, base - tall * 0.7, tall * 0.062, tall * 0.075), robe, 0.95);
  scene.line(
    line([x + tall * 0.06, base - tall * 0.45], [x + tall * 0.02, base - tall * 1.06], 2),
    robe,
    2.6,
    0.95,
  );
  const cx = x + tall * 0.02;
  const cy = base - tall * 0.78;
  const cap: Point[] = [...curve([cx - tall * 0.36, cy], [cx, cy - tall * 0.54], [cx + tall * 0.36, cy], 16)];
  for (let i = 3; i >= 0; i--)
    cap.push(
      ...curve(
        [cx - tall * 0.36 + (i + 1) * tall * 0.18, cy],
        [cx - tall * 0.36 + (i + 0.5) * tall * 0.18, cy - tall * 0.05],
        [cx - tall * 0.36 + i * tall * 0.18, cy],
        4,
      ).slice(1),
    );
  scene.body(cap, ball(shade(palette.accent, 0.08), palette.accent), 1, { accent: true, smooth: false });
  for (const k of [-0.5, 0, 0.5])
    scene.line(
      curve(
        [cx, cy - tall * 0.27],
        [cx + k * tall * 0.34, cy - tall * 0.2],
        [cx + k * tall * 0.36, cy - tall * 0.01],
        6,
      ),
      shade(palette.accent, -0.12),
      1.6,
      1,
      { opacity: 0.7 },
    );
}
