import { mix, shade } from "../../drawing/color";
import { curve, heightAt, type Point, ridge } from "../../drawing/geometry";
import { down, type Scene } from "../../drawing/scene";
import { house } from "../parts/buildings";
import { heavens } from "../parts/heavens";
import { props } from "../parts/travellers";
import { roundTree } from "../parts/trees";

/** Rolling fields in strips, a lane, a farm, hills behind. */
export function fields(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("fields");
  const horizon = h * random.range(0.4, 0.5);
  heavens(scene, horizon, { clouds: random.int(3, 5) });
  for (let i = 0; i < 2; i++) {
    const top = ridge(scene.noise, {
      width: w,
      baseY: horizon + i * 14,
      height: h * (0.16 - i * 0.06),
      wave: 300,
      sharp: 0.3,
      row: i + 1,
    });
    scene.mass(top, down(scene.land(i * 0.25), mix(scene.land(i * 0.25), palette.sky[2], 0.5)), i * 0.2);
  }
  const crops = [
    palette.leaf,
    mix(palette.leaf, palette.accent2, 0.65),
    mix(palette.leaf, palette.pale, 0.35),
    palette.accent2,
    mix(palette.accent, palette.leaf, 0.5),
  ];
  for (let i = 0; i < 5; i++) {
    const t = i / 4;
    const y = horizon + h * 0.04 + (h - horizon) * t ** 1.2 * 0.72;
    const top = ridge(scene.noise, {
      width: w,
      baseY: y,
      height: h * (0.05 + 0.05 * t),
      wave: 520,
      sharp: 0,
      octaves: 2,
      row: i + 5,
    });
    const tone = mix(
      mix(crops[(i + random.int(0, 1)) % 5] ?? palette.leaf, palette.sky[2], 0.36 * (1 - t)),
      palette.near,
      palette.dark ? 0.62 : 0.1 * t,
    );
    scene.mass(top, down(shade(tone, 0.03), shade(tone, -0.06)), 0.3 + t * 0.6);
    furrows(scene, top, tone, t, random.range(-0.5, 0.5));
    if (i === 1 || i === 3) copse(scene, top, t, random.fork(`copse ${i}`));
    if (i === 2) farm(scene, top, random.fork("farm"));
  }
  props(scene, horizon, h * 0.72);
}

function furrows(scene: Scene, top: readonly Point[], tone: string, t: number, lean: number): void {
  const rows = 16;
  const color = shade(tone, -0.07);
  for (let i = 0; i < rows; i++) {
    const x = ((i + 0.5) / rows) * scene.w * 1.3 - scene.w * 0.15;
    const y = heightAt(top, x);
    const fan = (x - scene.w / 2) * (0.35 + t * 0.6) + lean * 200;
    scene.line(
      curve([x, y + 2], [x + fan * 0.3, y + 40 + 50 * t], [x + fan, y + 130 + 240 * t], 8),
      color,
      1.4 + t * 4,
      0.4 + t * 0.5,
      { opacity: 0.42 },
    );
  }
}

function copse(scene: Scene, top: readonly Point[], t: number, random: Scene["random"]): void {
  const start = random.range(0, scene.w * 0.7);
  const count = random.int(4, 8);
  for (let i = 0; i < count; i++) {
    const x = start + i * (22 + 50 * t) * random.range(0.7, 1.2);
    const size = scene.h * (0.06 + 0.1 * t) * random.range(0.7, 1.2);
    roundTree(
      scene,
      random,
      x,
      heightAt(top, x) + 6,
      size,
      mix(scene.land(0.4 + t * 0.4), scene.palette.leaf, 0.45),
      0.4 + t * 0.4,
    );
  }
}

function farm(scene: Scene, top: readonly Point[], random: Scene["random"]): void {
  const x = scene.light.x < scene.w / 2 ? scene.w * 0.68 : scene.w * 0.32;
  for (let i = 0; i < 3; i++) {
    const hx = x + (i - 1) * 62;
    house(scene, random, hx, heightAt(top, hx) + 8, random.range(40, 58), 0.6, false);
  }
}
