import { mix, shade } from "../../drawing/color";
import { blob, brush, curve, ellipse, line, type Point } from "../../drawing/geometry";
import { down, type Scene, steps, thin } from "../../drawing/scene";
import { milkyWay, stars } from "./stars";

/** Sun or moon with its light, stars at night, clouds by day: what stands behind every landscape. */
export function heavens(
  scene: Scene,
  horizonY: number,
  options: { clouds?: number; big?: boolean } = {},
): void {
  const { random, palette, reading } = scene;
  const sky = random.fork("heavens");
  const big = options.big ?? sky.chance(0.3);
  scene.light.r = big ? sky.range(120, 170) : sky.range(48, 84);
  scene.light.y = Math.max(
    scene.light.r * 1.1,
    horizonY * (big ? sky.range(0.5, 0.72) : sky.range(0.3, 0.55)),
  );
  const overcast = reading.moods.includes("rain") && !palette.dark;
  if (palette.dark) stars(scene, horizonY, 150);
  if (palette.dark && reading.subjects.includes("stars")) milkyWay(scene, horizonY);
  if (!overcast) {
    if (palette.dark) moon(scene);
    else sun(scene);
  }
  const wanted = reading.subjects.includes("sky") ? 7 : sky.int(2, 4);
  clouds(scene, horizonY, options.clouds ?? wanted);
}

export function sun(scene: Scene): void {
  const { light, palette } = scene;
  scene.glow(light.x, light.y, light.r * 6.5, palette.light, 0.55);
  scene.glow(light.x, light.y, light.r * 2.4, palette.light, 0.5);
  scene.body(
    ellipse(light.x, light.y, light.r),
    down(palette.light, mix(palette.light, palette.accent2, 0.35)),
    0,
    {
      accent: true,
    },
  );
}

export function moon(scene: Scene, crescent = false): void {
  const { light, palette, random } = scene;
  const { x, y, r } = light;
  scene.glow(x, y, r * 5.5, palette.light, 0.34);
  scene.glow(x, y, r * 2, palette.light, 0.4);
  if (crescent || (r < 70 && random.fork("crescent").chance(0.35))) {
    const outer = Array.from({ length: 21 }, (_, i) => {
      const a = -Math.PI / 2 + (i / 20) * Math.PI;
      return [x + Math.cos(a) * r, y + Math.sin(a) * r] as const;
    });
    const inner = Array.from({ length: 19 }, (_, i) => {
      const a = Math.PI / 2 - ((i + 1) / 20) * Math.PI;
      return [x + Math.cos(a) * r * 0.45, y + Math.sin(a) * r * 0.92] as const;
    });
    scene.body([...outer, ...inner], palette.light, 0, { smooth: false, accent: true });
    return;
  }
  scene.body(ellipse(x, y, r), down(palette.light, mix(palette.light, palette.sky[2], 0.25)), 0, {
    accent: true,
  });
  const sea = random.fork("maria");
  for (let i = 0; i < 5; i++) {
    const a = sea.range(0, 6.28);
    const d = r * sea.range(0.1, 0.55);
    const size = r * sea.range(0.1, 0.26);
    const spot = blob(sea, x + Math.cos(a) * d, y + Math.sin(a) * d, size, size * 0.8, 0.2, 10);
    scene.detail(spot, mix(palette.light, palette.sky[2], 0.4), 0, { opacity: 0.35 });
  }
}

/** Heaps or long streaks, larger towards the top of the sky. */
export function clouds(scene: Scene, horizonY: number, count: number): void {
  const { w, palette } = scene;
  const random = scene.random.fork("clouds");
  const streaks = random.chance(0.45);
  const top = palette.dark ? mix(palette.sky[2], palette.pale, 0.22) : mix(palette.pale, palette.light, 0.3);
  const low = mix(palette.sky[1], palette.sky[2], 0.55);
  for (let i = 0; i < count * (streaks ? 2 : 1); i++) {
    const t = ((i % count) + 0.6) / count;
    const y = horizonY * (0.92 - t * 0.78) + random.bell() * 34;
    const size = (60 + t * 190) * random.range(0.6, 1.3);
    const x = random.range(-0.05, 1.05) * w;
    if (streaks)
      streak(scene, x, y, size, mix(top, palette.accent2, random.range(0, 0.3)), random.range(0.25, 0.6));
    else cloud(scene, x, y, size, top, low, palette.dark ? 0.5 : 0.92);
  }
}

function streak(scene: Scene, x: number, y: number, size: number, color: string, opacity: number): void {
  const random = scene.random.fork(`streak ${x} ${y}`);
  for (let i = 0; i < 3; i++) {
    const half = size * random.range(0.5, 1.2);
    const cx = x + random.bell() * size * 0.7;
    const cy = y + (i - 1) * size * 0.07;
    const body = brush(
      line([cx - half, cy], [cx + half, cy + random.bell() * 6], 14),
      (t) => size * 0.085 * Math.sin(t * Math.PI) ** 0.6 * (1 + 0.3 * Math.sin(t * 9 + i)),
    );
    scene.body(body, thin(color, opacity, opacity * 0.35), 0.05);
  }
}

function cloud(
  scene: Scene,
  x: number,
  y: number,
  size: number,
  top: string,
  low: string,
  opacity: number,
): void {
  const random = scene.random.fork(`cloud ${x.toFixed(1)} ${y.toFixed(1)}`);
  const heap = (cx: number, cy: number, half: number, tall: number, color: string, strength: number) => {
    const lobes = random.int(4, 7);
    const crest = random.range(0.3, 0.7);
    const outline: Point[] = [];
    let angle = Math.PI;
    while (angle > 0) {
      const step = (Math.PI / lobes) * random.range(0.6, 1.5);
      const middle = Math.max(0, angle - step / 2);
      const swell = 1 - Math.abs((1 - Math.cos(middle)) / 2 - (1 - crest)) * 0.7;
      for (const k of [0.12, 0.5, 0.88]) {
        const a = Math.max(0, angle - step * k);
        const r = swell * (k === 0.5 ? 1.12 : 0.97);
        outline.push([cx + Math.cos(a) * half * (0.72 + 0.28 * r), cy - Math.sin(a) * tall * r]);
      }
      angle -= step;
    }
    const base = curve([cx + half * 1.15, cy], [cx, cy + tall * 0.16], [cx - half * 1.15, cy], 6);
    const fill = steps([0, color, strength], [0.5, mix(color, low, 0.4), strength * 0.85], [1, low, 0]);
    scene.body([...outline, ...base], fill, 0.05);
  };
  const flat = random.range(0.26, 0.42);
  heap(
    x + size * random.range(-0.6, 0.6),
    y - size * flat * 0.15,
    size * 0.7,
    size * flat * 1.15,
    mix(top, low, 0.3),
    opacity * 0.85,
  );
  heap(x, y, size, size * flat, top, opacity);
  heap(x - size * random.range(-0.7, 0.7), y + size * 0.05, size * 0.62, size * flat * 0.5, top, opacity);
}

export function birds(scene: Scene, x: number, y: number, count: number, size = 16): void {
  const random = scene.random.fork("birds");
  const color = scene.palette.dark ? scene.palette.pale : scene.palette.near;
  for (let i = 0; i < count; i++) {
    const bx = x + (i % 2 ? 1 : -1) * Math.ceil(i / 2) * size * 2 + random.bell() * 10;
    const by = y + Math.ceil(i / 2) * size * 0.8 + random.bell() * 10;
    const s = size * random.range(0.7, 1.15);
    const lift = random.range(0.3, 0.75);
    const left = curve([bx - s, by - s * lift * 0.5], [bx - s * 0.45, by - s * lift], [bx, by], 7);
    const right = curve([bx, by], [bx + s * 0.45, by - s * lift], [bx + s, by - s * lift * 0.5], 7);
    scene.line([...left, ...right.slice(1)], color, 2.4, 0.6);
  }
}

export function weather(scene: Scene): void {
  const { w, h, palette, reading } = scene;
  const random = scene.random.fork("weather");
  const area = (w * h) / 1_000_000;
  if (reading.moods.includes("rain"))
    for (let i = 0; i < 240 * area; i++) {
      const x = random.range(-40, w + 40);
      const y = random.range(-40, h);
      const length = random.range(14, 54);
      scene.line(
        line([x, y], [x - length * 0.24, y + length], 1),
        palette.pale,
        random.range(0.7, 1.7),
        0.9,
        { opacity: random.range(0.15, 0.42) },
      );
    }
  if (reading.moods.includes("winter"))
    for (let i = 0; i < 260 * area; i++)
      scene.speck(
        random.range(0, w),
        random.range(0, h),
        0.9 + random.next() ** 4 * 6,
        "#ffffff",
        1,
        random.range(0.35, 0.9),
      );
  if (reading.moods.includes("mist")) {
    scene.mist(h * random.range(0.5, 0.62), h * 0.13, 0.55);
    scene.mist(h * random.range(0.75, 0.9), h * 0.12, 0.4);
  }
  const petals = reading.moods.includes("spring") || reading.moods.includes("autumn");
  if (petals && !reading.moods.includes("rain"))
    for (let i = 0; i < 34 * area; i++) {
      const s = random.range(3, 8);
      const tone = reading.moods.includes("spring")
        ? palette.accent2
        : random.pick([palette.accent, palette.accent2, palette.leaf]);
      const leaf = ellipse(
        random.range(0, w),
        random.range(0, h),
        s * 1.5,
        s * 0.7,
        random.range(0, 3.14),
        8,
      );
      scene.detail(leaf, shade(tone, random.range(-0.05, 0.06)), 1, { opacity: 0.9, accent: true });
    }
}
