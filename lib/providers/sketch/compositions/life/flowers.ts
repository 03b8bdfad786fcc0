import { mix, shade } from "../../drawing/color";
import { brush, curve, ellipse, type Point } from "../../drawing/geometry";
import { down, type Scene } from "../../drawing/scene";
import { bigLeaf, bloom } from "../parts/petals";
import { undergrowth } from "../parts/trees";

/** Large flowers close up, layered petals, leaves and buds around them. */
export function flowers(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("flowers");
  const back = palette.dark ? mix(palette.sky[0], palette.near, 0.5) : mix(palette.sky[2], palette.pale, 0.3);
  scene.sky = [
    [0, mix(back, palette.sky[1], 0.5)],
    [0.6, back],
    [1, mix(back, palette.leaf, 0.35)],
  ];
  scene.body(
    ellipse(scene.light.x, h * 0.36, Math.min(w, h) * 0.34),
    down(mix(palette.light, palette.accent2, 0.35), mix(back, palette.accent2, 0.3)),
    0.05,
    { opacity: 0.8 },
  );
  for (let i = 0; i < 9; i++)
    scene.glow(
      random.range(0, w),
      random.range(0, h),
      random.range(90, 240),
      random.chance(0.5) ? palette.accent : palette.leaf,
      0.12,
    );
  const stems: { x: number; y: number; r: number; kind: number }[] = [];
  const count = Math.max(5, Math.round((w / 1000) * 6));
  const favorite = random.int(0, 2);
  for (let i = 0; i < count; i++) {
    const t = (i + 0.5) / count;
    const hero = i === Math.floor(count * (scene.light.x < w / 2 ? 0.36 : 0.64));
    stems.push({
      x: w * t + random.bell() * 46,
      y: h * (hero ? 0.38 : random.range(0.3, 0.68)),
      r: hero ? 178 : random.range(70, 128),
      kind: hero ? favorite : random.int(0, 3),
    });
  }
  stems.sort((a, b) => a.r - b.r);
  for (const { x, y, r } of stems) {
    const root: Point = [w * 0.5 + (x - w * 0.5) * 0.55, h + 40];
    const bend = curve(root, [x + random.bell() * 70, (y + h) / 2], [x, y], 16);
    const green = mix(palette.leaf, palette.near, random.range(0.1, 0.5));
    scene.body(
      brush(bend, (t) => r * 0.075 * (1.3 - t * 0.5)),
      green,
      0.5,
    );
    for (const k of [4, 7, 10]) {
      const [lx, ly] = bend[k] ?? root;
      const side = random.chance(0.5) ? 1 : -1;
      bigLeaf(
        scene,
        lx,
        ly,
        r * random.range(1.1, 1.8),
        -Math.PI / 2 + side * random.range(0.5, 1.15),
        shade(green, random.bell() * 0.05),
      );
    }
  }
  const tones = [
    palette.accent,
    palette.accent2,
    mix(palette.accent, palette.pale, 0.5),
    mix(palette.accent, palette.sky[0], 0.4),
  ];
  stems.forEach(({ x, y, r, kind }, i) => {
    const tone = tones[(i + 1) % tones.length] ?? palette.accent;
    bloom(scene, random, x, y, r, i === stems.length - 1 ? palette.accent : tone, kind);
  });
  undergrowth(scene, random, h);
}
