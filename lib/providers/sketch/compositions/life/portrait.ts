import { mix, shade } from "../../drawing/color";
import { blob, curve, ellipse, outline, type Point, place, ridge } from "../../drawing/geometry";
import type { Random } from "../../drawing/random";
import { across, ball, down, type Scene } from "../../drawing/scene";
import { bigLeaf, bloom } from "../parts/petals";
import { stars } from "../parts/stars";

/** A head in profile or from the front before a disc, flowers in the hair. */
export function portrait(scene: Scene): void {
  const { w, h, palette } = scene;
  const random = scene.random.fork("portrait");
  const k = Math.min(w, h * 0.95) / 1000;
  const cx = w * (w > h * 1.2 ? 0.6 : 0.5);
  const cy = h * 0.5;
  const back = palette.dark ? palette.sky[1] : mix(palette.sky[1], palette.sky[2], 0.5);
  scene.sky = [
    [0, palette.sky[0]],
    [0.55, back],
    [1, palette.sky[2]],
  ];
  scene.light = { x: cx - 120 * k, y: cy - 130 * k, r: 345 * k };
  if (palette.dark) stars(scene, h, 90);
  scene.glow(scene.light.x, scene.light.y, 600 * k, palette.light, 0.35);
  scene.body(
    ellipse(scene.light.x, scene.light.y, scene.light.r, scene.light.r, 0, 40),
    down(mix(palette.accent2, palette.light, 0.3), mix(palette.accent, palette.accent2, 0.35)),
    0.1,
    { accent: true },
  );
  const far = ridge(scene.noise, {
    width: w,
    baseY: h * 0.86,
    height: h * 0.12,
    wave: 300,
    sharp: 0.3,
    row: 1,
  });
  scene.mass(far, down(scene.land(0.3), scene.land(0.5)), 0.2);
  for (let i = 0; i < 11; i++) {
    const side = i % 2 ? 1 : -1;
    bigLeaf(
      scene,
      cx + side * random.range(140, 330) * k,
      h * random.range(0.86, 1.02),
      random.range(170, 330) * k,
      -Math.PI / 2 + side * random.range(0.1, 0.9),
      mix(palette.leaf, palette.near, random.range(0.1, 0.65)),
    );
  }
  if (random.chance(0.6)) profile(scene, random, cx, cy, k);
  else frontal(scene, random, cx, cy, k);
  for (let i = 0; i < 7; i++) {
    const side = i % 2 ? 1 : -1;
    bloom(
      scene,
      random,
      cx + side * random.range(160, 420) * k,
      h - random.range(-10, 130) * k,
      random.range(46, 94) * k,
      [palette.accent, palette.accent2, palette.pale][i % 3] ?? palette.accent,
      random.int(0, 3),
    );
  }
}

const features = {
  head: outline(
    "40 -286, 100 -262, 140 -214, 150 -168, 147 -140, 161 -104, 180 -66, 172 -52, 154 -49, 157 -34, 166 -24, 157 -12, 159 0, 163 12, 150 24, 149 50, 128 74, 86 76, 46 66, 30 110, 34 176, 70 226, -150 250, -118 150, -128 60, -160 -60, -140 -190, -60 -270",
  ) as Point[],
};

function profile(scene: Scene, random: Random, cx: number, cy: number, k: number): void {
  const { palette, h } = scene;
  const flip = random.chance(0.5);
  const at = (points: readonly Point[]): Point[] => place(points, cx, cy, k * 1.18, 0, flip);
  const skin = palette.skin;
  const hair = mix(palette.near, palette.accent, 0.1);
  const lit = mix(skin, palette.light, 0.35);
  scene.body(
    at(
      outline(
        "-120 -240, -30 -320, 80 -300, 130 -230, 60 -160, 20 -40, -10 120, -60 260, -150 330, -230 300, -200 160, -220 0, -200 -140",
      ),
    ),
    down(shade(hair, 0.06), hair),
    0.5,
  );
  const shoulders = at(outline("-330 460, -250 300, -110 236, 20 222, 110 250, 210 320, 270 470"));
  scene.body(
    at(features.head),
    across(flip ? lit : shade(skin, -0.07), flip ? shade(skin, -0.07) : lit),
    0.6,
  );
  scene.body(
    [...shoulders, [shoulders[6]?.[0] ?? cx, h + 60], [shoulders[0]?.[0] ?? cx, h + 60]],
    down(palette.accent, mix(palette.accent, palette.near, 0.55)),
    0.7,
    { accent: true },
  );
  scene.body(
    at(outline("-60 244, 34 300, 110 250, 60 236, 30 250, -20 236")),
    mix(palette.pale, palette.accent2, 0.3),
    0.72,
  );
  scene.body(
    at(
      outline(
        "132 -196, 96 -252, 30 -292, -70 -286, -150 -200, -176 -70, -150 50, -112 110, -84 60, -40 10, -28 -50, 4 -76, 30 -130, 76 -172",
      ),
    ),
    down(shade(hair, 0.05), hair),
    0.75,
  );
  scene.body(at(blob(random, -170, -190, 96, 92, 0.07, 14)), ball(shade(hair, 0.09), hair), 0.74);
  for (let i = 0; i < 6; i++)
    scene.line(
      at(curve([110 - i * 22, -226 - i * 9], [-20 - i * 16, -236 + i * 30], [-96 - i * 8, -60 + i * 16], 9)),
      shade(hair, 0.14),
      2.4 * k,
      0.76,
      { opacity: 0.5 },
    );
  scene.body(at(ellipse(-26, -34, 22, 34, 0.2)), shade(skin, -0.05), 0.77);
  scene.line(at(curve([92, -128], [116, -112], [138, -122], 6)), shade(hair, -0.03), 5.5 * k, 0.78);
  scene.line(at(curve([92, -126], [102, -114], [108, -104], 4)), shade(hair, -0.03), 2.6 * k, 0.78);
  scene.line(at(curve([84, -166], [112, -184], [140, -172], 6)), hair, 6 * k, 0.78);
  scene.body(
    at(outline("130 -12, 150 -28, 164 -24, 156 -12, 162 2, 150 10")),
    mix(palette.accent, skin, 0.25),
    0.78,
    { accent: true },
  );
  scene.glow(...(at([[98, -50]])[0] ?? [cx, cy]), 50 * k, palette.accent, 0.3);
  scene.body(at(ellipse(-26, 20, 8, 13)), palette.accent2, 0.8, { accent: true });
  for (let i = 0; i < 6; i++)
    bloom(
      scene,
      random,
      ...(at([[-70 - i * 26 + random.bell() * 14, -262 + i * i * 9]])[0] ?? [cx, cy]),
      (52 - i * 5) * k,
      i % 2 ? palette.accent2 : mix(palette.accent, palette.pale, 0.3),
      i % 2 ? 3 : 0,
    );
}

function frontal(scene: Scene, random: Random, cx: number, cy: number, k: number): void {
  const { palette, h } = scene;
  const at = (points: readonly Point[]): Point[] => place(points, cx, cy, k * 1.12);
  const skin = palette.skin;
  const hair = mix(palette.near, palette.accent, 0.1);
  const short = random.chance(0.35);
  scene.body(
    at(
      short
        ? outline("-170 -60, -180 -210, -90 -310, 40 -324, 160 -250, 182 -80, 160 10, -150 10")
        : outline(
            "-176 -120, -130 -280, 0 -330, 130 -280, 180 -120, 196 60, 226 260, 150 350, -150 350, -226 260, -196 60",
          ),
    ),
    down(shade(hair, 0.05), hair),
    0.5,
  );
  scene.body(
    at(outline("-58 70, 58 70, 62 200, 0 260, -62 200")),
    down(shade(skin, -0.1), shade(skin, -0.03)),
    0.58,
  );
  const cloth = at(outline("-310 460, -250 290, -70 208, 0 268, 70 208, 250 290, 310 460"));
  scene.body(
    [...cloth, [cloth[6]?.[0] ?? cx, h + 60], [cloth[0]?.[0] ?? cx, h + 60]],
    down(palette.accent, mix(palette.accent, palette.near, 0.5)),
    0.66,
    { accent: true },
  );
  scene.body(
    at(
      outline(
        "-126 -150, -134 -50, -112 40, -56 112, 0 132, 56 112, 112 40, 134 -50, 126 -150, 60 -230, -60 -230",
      ),
    ),
    across(mix(skin, palette.light, 0.3), shade(skin, -0.06)),
    0.7,
  );
  scene.body(at(outline("-138 -30, -150 -190, -70 -282, 20 -280, -20 -210, -90 -150")), hair, 0.75);
  scene.body(at(outline("138 -30, 152 -190, 80 -282, -20 -284, 20 -214, 90 -150")), shade(hair, 0.03), 0.75);
  for (const side of [-1, 1]) {
    scene.body(
      at(
        curve([side * 84, -40], [side * 56, -66], [side * 26, -38], 8).concat(
          curve([side * 26, -38], [side * 56, -20], [side * 84, -40], 8).slice(1),
        ),
      ),
      palette.pale,
      0.78,
    );
    scene.body(at(ellipse(side * 54, -42, 14, 16)), shade(palette.near, -0.03), 0.79);
    scene.speck(...(at([[side * 54 + 5, -48]])[0] ?? [cx, cy]), 4 * k, "#ffffff", 0.8);
    scene.line(at(curve([side * 90, -40], [side * 58, -72], [side * 24, -40], 8)), hair, 5 * k, 0.8);
    scene.line(at(curve([side * 92, -84], [side * 60, -104], [side * 26, -88], 7)), hair, 6 * k, 0.8);
    scene.glow(...(at([[side * 72, 14]])[0] ?? [cx, cy]), 46 * k, palette.accent, 0.32);
    scene.body(at(ellipse(side * 136, 46, 8, 14)), palette.accent2, 0.8, { accent: true });
  }
  scene.line(at(curve([6, -30], [18, 14], [0, 22], 6)), shade(skin, -0.14), 3.4 * k, 0.78);
  scene.body(at(outline("-34 62, -12 52, 0 57, 12 52, 34 62, 0 82")), mix(palette.accent, skin, 0.2), 0.79, {
    accent: true,
  });
  scene.line(at(curve([-30, 63], [0, 70], [30, 63], 6)), shade(palette.accent, -0.14), 2.2 * k, 0.8);
  for (let i = 0; i < 7; i++) {
    const a = Math.PI * (1.12 + i * 0.127);
    bloom(
      scene,
      random,
      ...(at([[Math.cos(a) * 150, -120 + Math.sin(a) * 180]])[0] ?? [cx, cy]),
      random.range(36, 60) * k,
      [palette.accent2, palette.pale, palette.accent][i % 3] ?? palette.accent2,
      i % 3,
    );
  }
}
