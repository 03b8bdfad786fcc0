import { mix, shade } from "../../drawing/color";
import { brush, curve, ellipse, outline, type Point, place, ridge } from "../../drawing/geometry";
import { across, down, type Scene } from "../../drawing/scene";
import { heavens } from "../parts/heavens";
import { smallBlossom } from "../parts/petals";
import { sparrow } from "../parts/travellers";

/** A fox asleep or awake among ferns, under the moon. */
export function fox(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("fox");
  heavens(scene, h * 0.62, { big: true, clouds: 2 });
  for (let i = 0; i < 4; i++) {
    const top = ridge(scene.noise, {
      width: w,
      baseY: h * (0.64 + i * 0.07),
      height: h * 0.13,
      wave: 280,
      sharp: 0.2,
      row: i + 1,
    });
    scene.mass(
      top,
      down(scene.land(0.05 + i * 0.24), mix(scene.land(0.05 + i * 0.24), palette.sky[2], 0.35)),
      i * 0.22,
    );
  }
  sittingFox(scene);
  for (let i = 0; i < w / 16; i++) {
    const gx = random.range(0, w);
    const tall = random.range(24, 96);
    scene.detail(
      brush(
        curve([gx, h + 10], [gx, h - tall * 0.5], [gx + random.bell() * 50, h - tall], 6),
        (t) => 8 * (1 - t),
      ),
      mix(palette.near, palette.leaf, random.range(0, 0.5)),
      1,
    );
    if (random.chance(0.18))
      smallBlossom(
        scene,
        random,
        gx,
        h - tall,
        random.range(9, 17),
        random.chance(0.5) ? palette.accent2 : palette.pale,
        1,
      );
  }
  if (random.chance(0.5)) sparrow(scene, w * 0.2, h * 0.3, 46, true);
}

function sittingFox(scene: Scene): void {
  const { w, h, palette } = scene;
  const x = w * (scene.light.x < w / 2 ? 0.6 : 0.4);
  const s = Math.min(w, h) / 560;
  const at = (points: readonly Point[]): Point[] => place(points, x, h * 0.86, s, 0, scene.light.x > w / 2);
  const fur = mix(palette.accent, "#d9672b", 0.6);
  const white = mix(palette.pale, fur, 0.12);
  scene.body(
    at(outline("60 -20, 130 -34, 176 -90, 170 -140, 140 -104, 104 -84, 54 -70")),
    across(fur, shade(fur, -0.08)),
    0.88,
  );
  scene.body(at(outline("176 -96, 182 -126, 170 -142, 152 -118, 164 -104")), white, 0.89);
  scene.body(
    at(outline("-46 0, -50 -70, -30 -130, 10 -148, 44 -116, 74 -60, 84 -10, 60 2")),
    across(shade(fur, 0.05), shade(fur, -0.06)),
    0.9,
  );
  scene.body(at(outline("-44 -2, -48 -66, -34 -118, -14 -92, -12 -30, -18 2")), white, 0.91);
  for (const lx of [-36, -14])
    scene.body(
      at([
        [lx - 9, 2],
        [lx - 8, -46],
        [lx + 8, -46],
        [lx + 9, 2],
      ]),
      shade(palette.near, 0.05),
      0.92,
    );
  scene.body(
    at(
      outline(
        "-66 -150, -60 -196, -68 -238, -34 -212, -8 -214, 22 -244, 20 -200, 26 -160, 2 -128, -24 -108, -46 -124",
      ),
    ),
    shade(fur, 0.02),
    0.93,
    { smooth: false },
  );
  scene.body(
    at(outline("-64 -150, -40 -152, -24 -126, -4 -152, 24 -156, 2 -126, -24 -106, -48 -124")),
    white,
    0.94,
  );
  for (const [ex, k] of [
    [-60, 1],
    [14, -1],
  ] as const)
    scene.detail(
      at([
        [ex, -226],
        [ex + k * 4, -206],
        [ex + k * 18, -210],
      ]),
      shade(palette.near, 0.02),
      0.94,
      { smooth: false },
    );
  for (const ex of [-42, 0])
    scene.line(
      at(curve([ex - 9, -168], [ex, -160], [ex + 9, -168], 5)),
      shade(palette.near, -0.05),
      4 * s,
      0.95,
    );
  scene.body(at(ellipse(-25, -112, 7, 5.4)), shade(palette.near, -0.05), 0.96);
}
