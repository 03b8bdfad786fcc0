import { mix } from "../../drawing/color";
import { blob, brush, curve, type Point } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { down, type Scene } from "../../drawing/scene";
import { heavens } from "../parts/heavens";
import { boat } from "../parts/travellers";
import { swell } from "../parts/water";

/** One great curling wave with claws of foam, a mountain far behind it. */
export function greatWave(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("great wave");
  const horizon = h * 0.66;
  scene.light.x = w * 0.72;
  heavens(scene, horizon, { clouds: 3, big: true });
  farPeak(scene, horizon);
  const deep = mix(palette.water, palette.near, 0.45);
  scene.mass(scene.level(horizon), down(mix(palette.water, palette.sky[2], 0.35), deep), 0.3);
  swell(scene, random, horizon + h * 0.07, 0.4, palette.water);
  const k = Math.min(w, h * 1.25) / 1000;
  const at = (x: number, y: number): Point => [
    x * k + (w > h ? w * 0.02 : -w * 0.03),
    h - (1000 - y) * k * 0.88 * (h > w ? 1.12 : 1),
  ];
  const back = [
    at(-80, 560),
    at(40, 380),
    at(180, 230),
    at(330, 170),
    at(480, 190),
    at(580, 270),
    at(620, 370),
  ];
  const inner = [
    at(590, 350),
    at(520, 310),
    at(440, 330),
    at(390, 420),
    at(380, 540),
    at(430, 680),
    at(560, 790),
    at(760, 850),
    at(1100, 900),
  ];
  const end: Point[] = [
    [w + 60, h - 70 * k],
    [w + 60, h + 40],
    [-60, h + 40],
  ];
  scene.body(
    [...back, ...inner, ...end],
    {
      angle: 60,
      stops: [
        [0, mix(palette.water, palette.pale, 0.28)],
        [0.45, palette.water],
        [1, deep],
      ],
    },
    0.6,
  );
  stripes(scene, at, k);
  foamClaws(scene, random, [...back.slice(1), at(600, 400)], k);
  for (let i = 0; i < 3; i++)
    swell(scene, random, h * (0.87 + i * 0.055), 0.55 + i * 0.15, mix(palette.water, deep, 0.35 + i * 0.3));
  boat(scene, w * 0.7, h * 0.86, 70, false, 0.9);
  scene.mist(horizon, h * 0.03, 0.3);
}

function foamClaws(scene: Scene, random: Random, spine: readonly Point[], k: number): void {
  const foam = scene.palette.pale;
  const soft = mix(foam, scene.palette.water, 0.32);
  const lip: { x: number; y: number; t: number }[] = [];
  for (let i = 0; i < spine.length - 1; i++) {
    const [x0, y0] = spine[i] ?? [0, 0];
    const [x1, y1] = spine[i + 1] ?? [0, 0];
    for (let j = 0; j < 9; j++)
      lip.push({
        x: x0 + ((x1 - x0) * j) / 9,
        y: y0 + ((y1 - y0) * j) / 9,
        t: (i + j / 9) / (spine.length - 1),
      });
  }
  for (const { x, y, t } of lip) {
    const size = (10 + 46 * t) * random.range(0.5, 1.2) * k;
    scene.body(
      blob(random, x + random.bell() * 18 * k, y + size * random.range(0.1, 0.9), size * 1.3, size, 0.3, 12),
      soft,
      0.7,
    );
  }
  for (const { x, y, t } of lip) {
    if (t < 0.3) continue;
    const long = (30 + 95 * t) * random.range(0.6, 1.2) * k;
    const heading = 0.2 + t * 1.5 + random.bell() * 0.3;
    const tip: Point = [x + Math.cos(heading) * long, y + Math.sin(heading) * long];
    const hook: Point = [
      tip[0] - Math.sin(heading) * long * 0.4,
      tip[1] + Math.cos(heading) * long * 0.1 + long * 0.22,
    ];
    scene.detail(
      brush(
        [
          ...curve([x, y], [x + long * 0.75, y - long * 0.12], tip, 7),
          ...curve(tip, [tip[0] + long * 0.12, tip[1] + long * 0.2], hook, 4).slice(1),
        ],
        (q) => long * 0.3 * (1 - q) ** 0.8,
      ),
      random.chance(0.7) ? foam : soft,
      0.72,
    );
  }
  for (const { x, y, t } of lip) {
    const size = (7 + 34 * t) * random.range(0.4, 1.1) * k;
    scene.detail(
      blob(
        random,
        x + random.bell() * 26 * k * t,
        y - size * 0.1 + random.bell() * 16 * k,
        size * 1.2,
        size,
        0.32,
        12,
      ),
      foam,
      0.74,
    );
  }
  for (let i = 0; i < 190; i++) {
    const from = lip[random.int(Math.floor(lip.length * 0.35), lip.length - 1)];
    if (from)
      scene.speck(
        from.x + random.range(-40, 150) * k,
        from.y + random.bell() * 120 * k,
        (0.8 + random.next() ** 3 * 5) * k,
        foam,
        0.8,
        0.9,
      );
  }
}

function farPeak(scene: Scene, horizon: number): void {
  const { w, h, palette } = scene;
  const peak: Point[] = [
    [-40, horizon],
    [w * 0.5, horizon],
    ...curve([w * 0.52, horizon], [w * 0.68, horizon - h * 0.06], [w * 0.74, horizon - h * 0.17], 8),
    ...curve([w * 0.76, horizon - h * 0.17], [w * 0.82, horizon - h * 0.05], [w + 40, horizon], 8),
  ];
  scene.mass(peak, down(scene.land(0.2), mix(scene.land(0.2), palette.sky[2], 0.5)), 0.1);
  scene.body(
    [
      [w * 0.71, horizon - h * 0.125],
      ...curve(
        [w * 0.725, horizon - h * 0.155],
        [w * 0.74, horizon - h * 0.175],
        [w * 0.762, horizon - h * 0.165],
        5,
      ),
      [w * 0.785, horizon - h * 0.128],
      [w * 0.765, horizon - h * 0.137],
      [w * 0.75, horizon - h * 0.12],
      [w * 0.73, horizon - h * 0.137],
    ],
    palette.pale,
    0.1,
    { smooth: false },
  );
}

/** The bands that run up the hollow of the wave. */
function stripes(scene: Scene, at: (x: number, y: number) => Point, k: number): void {
  const { palette } = scene;
  const deep = mix(palette.water, palette.near, 0.45);
  for (let i = 0; i < 9; i++) {
    const t = i / 8;
    const lineTop = curve(
      at(-60 + t * 400, 620 - t * 330),
      at(170 + t * 180, 350 + t * 30),
      at(360 + t * 90, 300 + t * 40),
      9,
    );
    const low = curve(at(360 + t * 90, 300 + t * 40), at(250 + t * 60, 560), at(420 + t * 260, 960), 14);
    scene.detail(
      brush([...lineTop.slice(4), ...low.slice(1)], (q) => (3 + 13 * Math.sin(q * Math.PI)) * k),
      i % 2 ? mix(palette.pale, palette.water, 0.45) : deep,
      0.65,
      { opacity: 0.55 },
    );
  }
}
