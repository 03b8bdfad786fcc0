import { mix } from "../../drawing/color";
import { heightAt, type Point, ridge } from "../../drawing/geometry";
import { down, type Scene } from "../../drawing/scene";
import { house } from "../parts/buildings";
import { heavens } from "../parts/heavens";
import { aurora } from "../parts/stars";
import { deer } from "../parts/travellers";
import { bareTree, pine } from "../parts/trees";
import { snowcaps } from "./mountains";

/** A quiet snowfield: firs in the distance, a cabin with lit windows, one bare tree. */
export function snowfield(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("snowfield");
  const horizon = h * random.range(0.52, 0.6);
  heavens(scene, horizon, { clouds: 1 });
  if (palette.dark) aurora(scene, horizon);
  for (let i = 0; i < 2; i++) {
    const top = ridge(scene.noise, {
      width: w,
      baseY: horizon + 10,
      height: h * (0.22 - i * 0.08),
      wave: 280,
      sharp: 0.6 - i * 0.3,
      row: i + 1,
    });
    scene.mass(
      top,
      down(scene.land(0.1 + i * 0.25), mix(scene.land(i * 0.25), palette.sky[2], 0.55)),
      i * 0.2,
    );
    if (i === 0) snowcaps(scene, top, 0.1);
  }
  const snow = palette.dark ? mix(palette.pale, palette.sky[1], 0.5) : palette.pale;
  const dim = mix(snow, palette.mid, 0.35);
  for (let i = 0; i < 4; i++) {
    const t = i / 3;
    const top = ridge(scene.noise, {
      width: w,
      baseY: horizon + (h - horizon) * (0.06 + t * 0.66),
      height: h * 0.07,
      wave: 520,
      sharp: 0,
      octaves: 2,
      row: i + 4,
    });
    if (i < 3) {
      const count = 16 - i * 5;
      for (let k = 0; k < count; k++) {
        const x = random.range(-20, w + 20);
        if (i === 2 && Math.abs(x - w / 2) < w * 0.2) continue;
        pine(
          scene,
          random,
          x,
          heightAt(top, x) + 8,
          h * (0.07 + 0.1 * t) * random.range(0.7, 1.4),
          scene.land(0.45 + t * 0.4),
          0.4 + t * 0.4,
          true,
        );
      }
    }
    scene.mass(top, down(mix(snow, palette.light, 0.15), dim), 0.3 + t * 0.6);
    if (i === 1) cabin(scene, top, random.fork("cabin"));
  }
  const x = scene.light.x < w / 2 ? w * 0.84 : w * 0.16;
  bareTree(
    scene,
    random.fork("tree"),
    [x, h * 0.93],
    -Math.PI / 2 + random.bell() * 0.2,
    h * 0.12,
    20,
    palette.near,
    1,
    6,
  );
  if (scene.wants("deer") || scene.wants("animal")) deer(scene, w * 0.5, h * 0.84, 120);
}

function cabin(scene: Scene, top: readonly Point[], random: Scene["random"]): void {
  const { palette, w } = scene;
  const x = scene.light.x < w / 2 ? w * 0.62 : w * 0.38;
  const base = heightAt(top, x) + 14;
  house(scene, random, x, base, 84, 0.6, false);
  scene.body(
    [
      [x - 56, base - 52],
      [x - 8, base - 104],
      [x + 8, base - 104],
      [x + 56, base - 52],
      [x + 40, base - 56],
      [x, base - 92],
      [x - 40, base - 56],
    ],
    palette.pale,
    0.6,
    { smooth: false },
  );
  for (let i = 0; i < 4; i++) scene.glow(x + 24 + i * 6, base - 118 - i * 26, 14 + i * 8, palette.pale, 0.3);
}
