import { mix } from "../../drawing/color";
import { brush, curve, heightAt, ridge } from "../../drawing/geometry";
import { down, type Scene } from "../../drawing/scene";
import { heavens } from "../parts/heavens";
import { smallBlossom } from "../parts/petals";
import { roundTree } from "../parts/trees";

/** Meadow of flowers under a wide sky, one tree. */
export function meadow(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("meadow");
  const horizon = h * random.range(0.44, 0.54);
  heavens(scene, horizon, { clouds: 5 });
  for (let i = 0; i < 3; i++) {
    const top = ridge(scene.noise, {
      width: w,
      baseY: horizon + i * 22,
      height: h * (0.13 - i * 0.035),
      wave: 360,
      sharp: 0.15,
      row: i + 1,
    });
    const tone = mix(scene.land(0.1 + i * 0.2), scene.green(0.6), 0.2 + i * 0.3);
    scene.mass(top, down(mix(tone, palette.light, 0.12), tone), 0.1 + i * 0.2);
    if (i === 2) {
      const x = w * (scene.light.x < w / 2 ? 0.68 : 0.32);
      roundTree(scene, random, x, heightAt(top, x) + 12, h * 0.36, mix(palette.leaf, palette.near, 0.3), 0.6);
    }
  }
  const rows = 9;
  for (let r = 0; r < rows; r++) {
    const t = r / (rows - 1);
    const y = horizon + 40 + (h - horizon) * t ** 1.3 * 0.98;
    scene.mass(
      [
        [-40, y],
        [w / 2, y - 10 * t],
        [w + 40, y],
      ],
      mix(scene.green(0.7), palette.near, (palette.dark ? 0.4 : 0) + t * 0.2),
      0.4 + t * 0.5,
      { opacity: 0.45 },
    );
    for (let i = 0; i < w / (12 + 16 * t); i++) {
      const x = random.range(-10, w + 10);
      const size = 2.5 + 19 * t ** 1.7;
      const tall = size * random.range(1.4, 3);
      const tone = random.pick([palette.accent, palette.accent2, palette.accent, palette.pale]);
      scene.detail(
        brush(
          curve([x, y + 26 * t], [x + random.bell() * 8, y - tall * 0.5], [x, y - tall], 4),
          () => 1 + 2.6 * t,
        ),
        mix(palette.leaf, palette.near, 0.35),
        0.5 + t * 0.5,
      );
      if (t < 0.45) scene.speck(x, y - tall, size * 0.5, tone, 0.5);
      else smallBlossom(scene, random, x, y - tall, size * 0.95, tone, 0.6 + t * 0.4);
    }
  }
}
