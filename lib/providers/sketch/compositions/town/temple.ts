import { mix } from "../../drawing/color";
import { heightAt, ridge } from "../../drawing/geometry";
import { down, type Scene } from "../../drawing/scene";
import { lantern, pagoda } from "../parts/buildings";
import { birds, heavens } from "../parts/heavens";
import { pine, treeline } from "../parts/trees";

/** A temple on a height above clouds, firs around it. */
export function temple(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("temple");
  heavens(scene, h * 0.6, { big: true, clouds: 3 });
  for (let i = 0; i < 3; i++) {
    const t = i / 3;
    const top = ridge(scene.noise, {
      width: w,
      baseY: h * (0.6 + t * 0.16),
      height: h * (0.24 - t * 0.1),
      wave: 260,
      sharp: 0.6 - t * 0.3,
      row: i + 1,
    });
    scene.mass(top, down(scene.land(t * 0.6), mix(scene.land(t * 0.6), palette.sky[2], 0.65)), t * 0.5);
    scene.mist(h * (0.62 + t * 0.17), h * 0.075, 0.55);
  }
  const x = w * (scene.light.x < w / 2 ? 0.64 : 0.36);
  const hill = ridge(scene.noise, {
    width: w,
    baseY: h * 0.92,
    height: h * 0.07,
    wave: 260,
    sharp: 0.1,
    row: 7,
  }).map(([px, py]) => [px, py - h * 0.17 * Math.exp(-(((px - x) / (w * 0.2)) ** 2))] as const);
  const base = heightAt(hill, x);
  for (let i = 0; i < 9; i++) {
    const px = x + (i - 4) * 62 + random.bell() * 24;
    pine(scene, random, px, heightAt(hill, px) + 10, h * random.range(0.09, 0.17), scene.land(0.72), 0.6);
  }
  pagoda(scene, x, base + 8, h * 0.4, 7, 0.8);
  scene.mass(hill, down(mix(scene.land(0.85), palette.leaf, 0.22), scene.land(1)), 0.9);
  treeline(
    scene,
    hill.map(([px, py]) => [px, py + h * 0.035] as const),
    scene.land(1),
    0.97,
    h * 0.045,
  );
  stairs(scene, x, base + 12, h);
  if (random.chance(0.6)) for (const k of [-1, 1]) lantern(scene, x + k * 105, base - 8, 15, 0.95);
  birds(scene, w - x, h * 0.3, 7, 18);
  scene.mist(h * 0.97, h * 0.09, 0.4);
}

function stairs(scene: Scene, x: number, top: number, bottom: number): void {
  const tone = mix(scene.palette.pale, scene.palette.mid, 0.4);
  for (let i = 0; i < 12; i++) {
    const t = i / 11;
    const y = top + (bottom - top) * t ** 1.35;
    const half = 13 + 46 * t;
    const cx = x + Math.sin(t * 3.4) * 34 * t;
    scene.detail(
      [
        [cx - half, y],
        [cx + half, y],
        [cx + half * 1.06, y + 3 + 8 * t],
        [cx - half * 1.06, y + 3 + 8 * t],
      ],
      tone,
      0.95,
      { smooth: false, opacity: 0.85 },
    );
  }
}
