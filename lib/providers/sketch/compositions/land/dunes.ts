import { mix } from "../../drawing/color";
import { curve, line, type Point, ridge } from "../../drawing/geometry";
import { down, type Scene, steps } from "../../drawing/scene";
import { heavens } from "../parts/heavens";
import { props } from "../parts/travellers";

/** Sand in long curved crests, one side lit, one in shade. */
export function dunes(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("dunes");
  const horizon = h * random.range(0.46, 0.56);
  heavens(scene, horizon, { clouds: random.int(0, 2), big: random.chance(0.6) });
  for (let i = 0; i < 6; i++) {
    const t = i / 5;
    const y = horizon + (h - horizon) * t * 0.82;
    const top = ridge(scene.noise, {
      width: w,
      baseY: y,
      height: h * (0.05 + 0.1 * t),
      wave: 420 + 200 * t,
      sharp: 0.12,
      octaves: 2,
      row: i * 2 + 1,
    });
    const lit = mix(scene.land(t * 0.62), palette.light, 0.16 * (1 - t));
    const dark = mix(scene.land(t * 0.62 + 0.2), palette.near, 0.25 + 0.2 * t);
    scene.mass(top, down(lit, mix(lit, palette.sky[2], 0.25 * (1 - t))), t * 0.9);
    slipFace(scene, top, y, dark, t);
  }
  if (scene.wants("animal") || scene.wants("desert"))
    caravan(scene, w * (scene.light.x < w / 2 ? 0.66 : 0.3), horizon + (h - horizon) * 0.33, 40);
  props(scene, horizon, h * 0.8);
}

function slipFace(scene: Scene, top: readonly Point[], y: number, color: string, t: number): void {
  const crest = top.filter((_, i) => i % 2 === 0);
  let start = 0;
  for (let i = 2; i < crest.length - 1; i++) {
    const [, a] = crest[i - 1] ?? [0, 0];
    const [, b] = crest[i] ?? [0, 0];
    const [, c] = crest[i + 1] ?? [0, 0];
    if (b < a && b <= c) start = i;
    if (start && b > a && c <= b && i - start > 5) {
      const face = crest.slice(start, i + 1);
      const [x0, y0] = face[0] ?? [0, y];
      const [x1, y1] = face[face.length - 1] ?? [0, y];
      const foot = curve(
        [x1, y1],
        [x0 + (x1 - x0) * 0.28, y1 + 26 + 60 * t],
        [x0 - 60, y1 + 70 + 160 * t],
        10,
      );
      const back = curve([x0 - 60, y1 + 70 + 160 * t], [x0 + 10, y0 + 44], [x0, y0], 8);
      const fill = steps([0, color, 0.85], [0.5, color, 0.5], [1, color, 0]);
      scene.body([...face, ...foot.slice(1), ...back.slice(1, -1)], fill, t, { smooth: false });
      start = 0;
    }
  }
}

function caravan(scene: Scene, x: number, y: number, size: number): void {
  const color = scene.palette.near;
  for (let i = 0; i < 4; i++) {
    const cx = x + i * size * 1.55;
    const base = y + Math.sin(i) * 3;
    const s = size * 0.5;
    const back: Point[] = [
      [cx - s, base - s * 0.9],
      [cx - s * 0.75, base - s * 1.3],
      [cx - s * 0.35, base - s * 1.25],
      [cx - s * 0.1, base - s * 1.75],
      [cx + s * 0.2, base - s * 1.25],
      [cx + s * 0.55, base - s * 1.2],
      [cx + s * 0.85, base - s * 1.6],
      [cx + s * 1.0, base - s * 2.05],
      [cx + s * 1.35, base - s * 2.0],
      [cx + s * 1.35, base - s * 1.8],
      [cx + s * 1.12, base - s * 1.75],
      [cx + s * 0.95, base - s * 1.2],
      [cx + s * 0.6, base - s * 0.75],
      [cx - s * 0.6, base - s * 0.7],
    ];
    scene.body(back, color, 0.8);
    for (const k of [-0.7, -0.5, 0.4, 0.6])
      scene.line(
        line([cx + k * s, base - s * 0.9], [cx + k * s * 1.1, base + s * 0.25], 2),
        color,
        s * 0.13,
        0.8,
      );
  }
}
