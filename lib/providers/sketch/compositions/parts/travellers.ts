import { mix, shade } from "../../drawing/color";
import { brush, curve, ellipse, line, outline, type Point, place } from "../../drawing/geometry";
import { across, down, type Scene } from "../../drawing/scene";
import { house, pagoda } from "./buildings";
import { birds } from "./heavens";

/** A small boat with its reflection; `kind` is a sampan with a roof and a figure, or a sailing boat. */
export function boat(scene: Scene, x: number, y: number, size: number, sail: boolean, depth = 0.8): void {
  const { palette } = scene;
  const hull: Point[] = [
    ...curve([x - size, y - size * 0.16], [x, y + size * 0.24], [x + size * 1.05, y - size * 0.24], 12),
    [x + size * 0.8, y - size * 0.06],
    [x - size * 0.8, y - size * 0.02],
  ];
  const dark = shade(palette.near, palette.dark ? 0.04 : 0);
  scene.detail(ellipse(x, y + size * 0.16, size * 0.95, size * 0.09), dark, depth, { opacity: 0.28 });
  if (sail) {
    const mast: Point = [x + size * 0.05, y - size * 1.75];
    scene.line(line([x + size * 0.05, y], mast, 2), dark, size * 0.05, depth);
    const main: Point[] = [
      ...curve(mast, [x + size * 0.85, y - size * 0.9], [x + size * 0.8, y - size * 0.22], 10),
      [x + size * 0.1, y - size * 0.2],
    ];
    const jib: Point[] = [
      ...curve(
        [mast[0] - size * 0.05, mast[1] + size * 0.2],
        [x - size * 0.3, y - size * 0.7],
        [x - size * 0.75, y - size * 0.22],
        10,
      ),
      [x - size * 0.02, y - size * 0.2],
    ];
    scene.body(main, across(palette.pale, mix(palette.pale, palette.accent2, 0.45)), depth, {
      smooth: false,
      accent: true,
    });
    scene.body(jib, across(mix(palette.accent, palette.pale, 0.15), palette.accent), depth, {
      smooth: false,
      accent: true,
    });
  } else {
    const roof: Point[] = [
      [x - size * 0.3, y - size * 0.05],
      ...curve([x - size * 0.34, y - size * 0.1], [x, y - size * 0.85], [x + size * 0.4, y - size * 0.1], 10),
    ];
    scene.body(roof, down(mix(dark, palette.mid, 0.5), dark), depth);
    figure(scene, x - size * 0.62, y - size * 0.06, size * 0.62, dark, depth);
    scene.line(
      line([x - size * 0.5, y - size * 0.55], [x - size * 1.25, y + size * 0.32], 2),
      dark,
      size * 0.035,
      depth,
    );
  }
  scene.body(hull, down(mix(dark, palette.accent, 0.18), dark), depth, { smooth: false });
}

/** A person with a straw hat, a few strokes only. */
export function figure(
  scene: Scene,
  x: number,
  base: number,
  height: number,
  color: string,
  depth: number,
): void {
  const robe: Point[] = [
    [x - height * 0.17, base],
    [x - height * 0.1, base - height * 0.62],
    [x + height * 0.1, base - height * 0.62],
    [x + height * 0.2, base],
  ];
  scene.body(robe, color, depth, { smooth: false });
  scene.detail(ellipse(x, base - height * 0.74, height * 0.1, height * 0.12), scene.palette.skin, depth);
  scene.body(
    [
      [x - height * 0.27, base - height * 0.76],
      [x, base - height * 1.02],
      [x + height * 0.27, base - height * 0.76],
    ],
    mix(color, scene.palette.accent2, 0.5),
    depth,
    { smooth: false },
  );
}

function airBalloon(scene: Scene, x: number, y: number, r: number, depth: number): void {
  const { palette } = scene;
  const tones = [palette.accent, palette.pale, palette.accent2, palette.accent, palette.pale];
  const gore = (k: number): Point[] => [
    ...curve([x, y - r], [x + r * 1.5 * k, y - r * 0.85], [x + r * 0.98 * k, y + r * 0.1], 9),
    ...curve(
      [x + r * 0.98 * k, y + r * 0.1],
      [x + r * 0.7 * k, y + r * 0.75],
      [x + r * 0.17 * k, y + r * 1.15],
      9,
    ).slice(1),
  ];
  scene.body([...gore(-1), ...gore(1).reverse()], tones[0] ?? palette.accent, depth, { accent: true });
  const cuts = [-1, -0.62, -0.22, 0.22, 0.62, 1];
  for (let i = 0; i < cuts.length - 1; i++) {
    const a = gore(cuts[i] ?? -1);
    const b = gore(cuts[i + 1] ?? 1);
    scene.detail(
      [...a, ...b.reverse()],
      across(shade(tones[i] ?? palette.accent, 0.03), shade(tones[i] ?? palette.accent, -0.05)),
      depth,
      { accent: true },
    );
  }
  for (const k of [-0.15, 0.15])
    scene.line(line([x + k * r, y + r * 1.14], [x + k * r * 0.8, y + r * 1.5], 1), palette.near, 1.6, depth);
  scene.body(
    [
      [x - r * 0.15, y + r * 1.48],
      [x + r * 0.15, y + r * 1.48],
      [x + r * 0.12, y + r * 1.72],
      [x - r * 0.12, y + r * 1.72],
    ],
    palette.near,
    depth,
    { smooth: false },
  );
}

export function deer(scene: Scene, x: number, base: number, size: number): void {
  const color = mix(scene.palette.near, scene.palette.accent, scene.palette.dark ? 0.2 : 0.35);
  const s = size / 100;
  const at = (points: readonly Point[]): Point[] =>
    points.map(([px, py]) => [x + px * s, base + py * s] as const);
  const legs = outline("-28 -30, -20 -18, 18 22, 26 32");
  for (const [a, b] of legs)
    scene.body(
      brush(
        at([
          [a, -48],
          [(a + b) / 2 + 2, -24],
          [b, 0],
        ]),
        (t) => (8 - 5 * t) * s,
      ),
      color,
      0.95,
    );
  scene.body(
    at(
      outline(
        "-34 -62, -20 -70, 6 -66, 22 -74, 32 -100, 42 -108, 56 -100, 58 -94, 46 -90, 40 -74, 32 -52, 8 -42, -20 -44, -34 -50",
      ),
    ),
    color,
    0.95,
  );
  scene.body(at(outline("36 -106, 26 -116, 30 -104")), color, 0.95);
  for (const [dx, tilt] of [
    [40, -0.4],
    [46, 0.2],
  ] as const) {
    const stem = at(curve([dx, -106], [dx - 8 + tilt * 30, -128], [dx + tilt * 26, -148], 6));
    scene.line(stem, color, 3.2 * s, 0.95);
    for (const k of [2, 4]) {
      const [sx, sy] = stem[k] ?? [x, base];
      scene.line(line([sx, sy], [sx + (tilt < 0 ? -13 : 14) * s, sy - 12 * s], 2), color, 2.4 * s, 0.95);
    }
  }
}

export function sparrow(scene: Scene, x: number, y: number, size: number, right: boolean): void {
  const { palette } = scene;
  const s = size / 100;
  const at = (points: readonly Point[]): Point[] => place(points, x, y, s, 0, !right);
  const back = mix(palette.sky[0], palette.near, 0.55);
  scene.body(at(outline("-40 -8, -110 26, -104 40, -30 14")), back, 0.95);
  scene.body(
    at(outline("-46 -4, -30 -40, 4 -66, 40 -70, 58 -56, 54 -30, 34 2, 0 16, -34 12")),
    down(mix(palette.pale, palette.accent2, 0.25), mix(palette.pale, palette.accent, 0.25)),
    0.95,
  );
  scene.body(at(outline("-60 2, -34 -34, 0 -50, 10 -30, -14 -4, -50 14")), back, 0.96);
  scene.body(at(outline("8 -66, 30 -82, 54 -74, 58 -58, 36 -62, 16 -56")), palette.accent, 0.96, {
    accent: true,
  });
  scene.body(at(outline("56 -62, 80 -54, 56 -50")), palette.accent2, 0.96, { smooth: false });
  scene.speck(...(at([[42, -60]])[0] ?? [x, y]), 4.4 * s, "#16110f", 0.97);
  for (const k of [0, 12])
    scene.line(
      at([
        [k, 14],
        [k + 2, 32],
      ]),
      back,
      3 * s,
      0.95,
    );
}

/** Small guests that the words ask for besides the main subject. */
export function props(scene: Scene, horizon: number, ground: number): void {
  const { w, h } = scene;
  const random = scene.random.fork("props");
  const side = scene.light.x < w / 2 ? 0.7 : 0.3;
  if (scene.wants("balloon")) {
    airBalloon(scene, w * side, horizon * 0.5, 62, 0.7);
    airBalloon(scene, w * (1 - side) + random.bell() * 60, horizon * 0.75, 26, 0.4);
    airBalloon(scene, w * (side + random.bell() * 0.2), horizon * 0.95, 17, 0.3);
  }
  if (scene.wants("bird")) birds(scene, w * side, horizon * 0.45, 9, 24);
  if (scene.wants("pagoda")) pagoda(scene, w * side, ground - h * 0.03, h * 0.26, 5, 0.85);
  if (scene.wants("house"))
    for (let i = 0; i < 4; i++)
      house(
        scene,
        random,
        w * side + (i - 1.5) * 62,
        ground + random.range(-6, 10),
        random.range(44, 64),
        0.85,
        random.chance(0.6),
      );
  if (scene.wants("boat") && !scene.wants("sea") && !scene.wants("river"))
    boat(scene, w * (1 - side), h * 0.93, 56, false);
}
