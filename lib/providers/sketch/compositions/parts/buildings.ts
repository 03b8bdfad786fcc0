import { mix, shade } from "../../drawing/color";
import { box, curve, ellipse, line, type Point } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { across, ball, down, type Scene } from "../../drawing/scene";

/** A tower of curved roofs; `base` is the ground line, `x` its middle. */
export function pagoda(
  scene: Scene,
  x: number,
  base: number,
  height: number,
  stories: number,
  depth: number,
): void {
  const { palette } = scene;
  const wall = mix(palette.near, palette.accent, palette.dark ? 0.25 : 0.45);
  const roof = shade(palette.near, palette.dark ? 0.05 : 0.02);
  const step = height / (stories + 0.9);
  for (let i = 0; i < stories; i++) {
    const wide = height * 0.2 * (1 - (i / stories) * 0.52);
    const y = base - i * step;
    const body: Point[] = [
      [x - wide * 0.62, y],
      [x - wide * 0.58, y - step],
      [x + wide * 0.58, y - step],
      [x + wide * 0.62, y],
    ];
    scene.body(body, across(shade(wall, 0.07), shade(wall, -0.06)), depth, { smooth: false });
    const lamp = palette.dark ? palette.accent2 : mix(palette.pale, palette.accent2, 0.3);
    for (let k = -1; k <= 1; k++) {
      const wx = x + k * wide * 0.36;
      const door: Point[] = box(wx - wide * 0.1, y - step * 0.1, wx + wide * 0.1, y - step * 0.5);
      scene.detail(door, lamp, depth, { smooth: false, opacity: 0.9 });
    }
    if (palette.dark) scene.glow(x, y - step * 0.3, wide * 1.2, palette.accent2, 0.3);
    roofAt(scene, x, y - step, wide, step * 0.5, roof, depth);
  }
  const top = base - stories * step;
  const spire: Point[] = [
    [x - 3, top - step * 0.35],
    [x, top - step * 1.25],
    [x + 3, top - step * 0.35],
  ];
  scene.detail(spire, palette.accent2, depth, { smooth: false, accent: true });
}

/** One swept roof with upturned eaves. */
function roofAt(
  scene: Scene,
  x: number,
  y: number,
  half: number,
  height: number,
  color: string,
  depth: number,
): void {
  const eave = half * 1.18;
  const left = curve(
    [x - half * 0.36, y - height],
    [x - half * 0.55, y - height * 0.12],
    [x - eave, y - height * 0.18],
    8,
  );
  const under = curve(
    [x - eave, y - height * 0.18],
    [x, y + height * 0.34],
    [x + eave, y - height * 0.18],
    8,
  );
  const right = curve(
    [x + eave, y - height * 0.18],
    [x + half * 0.55, y - height * 0.12],
    [x + half * 0.36, y - height],
    8,
  );
  scene.body([...left, ...under.slice(1), ...right.slice(1)], down(shade(color, 0.09), color), depth, {
    smooth: false,
  });
}

export function house(
  scene: Scene,
  random: Random,
  x: number,
  base: number,
  size: number,
  depth: number,
  chinese: boolean,
): void {
  const { palette } = scene;
  const wide = size * random.range(0.85, 1.2);
  const tall = size * random.range(0.55, 0.8);
  const wall = palette.dark
    ? mix(palette.mid, palette.near, 0.5)
    : mix(palette.pale, palette.far, random.range(0.05, 0.3));
  const roof = chinese
    ? shade(palette.near, 0.05)
    : mix(palette.accent, palette.near, random.range(0.1, 0.5));
  scene.body(box(x - wide / 2, base, x + wide / 2, base - tall), down(wall, shade(wall, -0.06)), depth, {
    smooth: false,
  });
  if (chinese) roofAt(scene, x, base - tall, wide * 0.56, size * 0.36, roof, depth);
  else
    scene.body(
      [
        [x - wide * 0.6, base - tall],
        [x - wide * 0.1, base - tall - size * 0.5],
        [x + wide * 0.1, base - tall - size * 0.5],
        [x + wide * 0.6, base - tall],
      ],
      down(shade(roof, 0.06), roof),
      depth,
      { smooth: false },
    );
  const lit = palette.dark || random.chance(0.3);
  const pane = lit ? palette.accent2 : shade(palette.near, 0.08);
  const windows = random.int(1, 3);
  for (let i = 0; i < windows; i++) {
    const wx = x - wide * 0.36 + ((i + 0.5) / windows) * wide * 0.72;
    const s = size * 0.08;
    scene.detail(box(wx - s, base - tall * 0.35, wx + s, base - tall * 0.7), pane, depth, {
      smooth: false,
      accent: lit,
    });
    if (lit && palette.dark) scene.glow(wx, base - tall * 0.5, size * 0.5, palette.accent2, 0.35);
  }
}

export function lantern(scene: Scene, x: number, y: number, size: number, depth: number): void {
  const { palette } = scene;
  const red = mix(palette.accent, "#e02b1d", 0.55);
  scene.glow(x, y, size * 3, mix(red, palette.accent2, 0.6), 0.5);
  scene.line(line([x, y - size * 0.8], [x, y - size * 1.7], 2), palette.near, size * 0.05, depth);
  scene.body(ellipse(x, y, size, size * 0.8), ball(mix(red, palette.accent2, 0.7), red), depth, {
    accent: true,
  });
  for (const k of [-0.55, 0, 0.55]) {
    const rib = curve(
      [x + k * size * 0.55, y - size * 0.76],
      [x + k * size * 1.65, y],
      [x + k * size * 0.55, y + size * 0.76],
      8,
    );
    scene.line(rib, shade(red, -0.12), size * 0.035, depth, { opacity: 0.6 });
  }
  for (const side of [-1, 1]) {
    const bar: Point[] = [
      [x - size * 0.4, y + side * size * 0.74],
      [x + size * 0.4, y + side * size * 0.74],
      [x + size * 0.36, y + side * size * 0.92],
      [x - size * 0.36, y + side * size * 0.92],
    ];
    scene.detail(bar, palette.accent2, depth, { smooth: false, accent: true });
  }
  for (let i = -2; i <= 2; i++)
    scene.line(
      line([x + i * size * 0.09, y + size * 0.92], [x + i * size * 0.12, y + size * 1.7], 2),
      palette.accent2,
      size * 0.04,
      depth,
      { accent: true },
    );
}
