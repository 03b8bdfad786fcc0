import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { boxRadius, feathered, featherReach } from "./feather";
import { greyPng } from "./grey-png";
import { doStep, emptyHistory, type History, redoStep, undoStep } from "./history";
import { createPainter } from "./painter";
import {
  coverageOf,
  createRaster,
  type Dot,
  drawMask,
  drawSegment,
  drawStep,
  growRect,
  type MaskStep,
  type Raster,
  unite,
  wholeOf,
} from "./raster";

const size = { widthPx: 60, heightPx: 40 };
const dot = (xPx: number, yPx: number, radiusPx = 5): Dot => ({ xPx, yPx, radiusPx });
const stroke = (erase: boolean, ...dots: Dot[]): MaskStep => ({ kind: "stroke", erase, dots });
const at = ({ data, widthPx }: Raster, x: number, y: number) => data[y * widthPx + x];

describe("the brush", () => {
  test("leaves a disc of its radius around the point that was pressed", () => {
    const raster = drawMask(size, [stroke(false, dot(20, 20, 6))], 1);
    expect(at(raster, 20, 20)).toBe(255);
    expect(at(raster, 24, 20)).toBe(255);
    expect(at(raster, 27, 20)).toBe(0);
    expect(coverageOf(raster) * 60 * 40).toBeCloseTo(Math.PI * 36, -1);
  });

  test("is symmetric around the point between four pixels", () => {
    const raster = drawMask(size, [stroke(false, dot(20, 20, 6.3))], 1);
    for (let y = 0; y < 20; y += 1)
      for (let x = 0; x < 20; x += 1) {
        expect(at(raster, 19 - x, 19 - y)).toBe(at(raster, 20 + x, 20 + y));
        expect(at(raster, 19 - x, 19 - y)).toBe(at(raster, 20 + x, 19 - y));
      }
  });

  test("joins two places without a gap, and is as wide in between as its radius says", () => {
    const raster = drawMask(size, [stroke(false, dot(10, 20, 2), dot(50, 20, 6))], 1);
    for (let x = 10; x <= 50; x += 1) expect(at(raster, x, 20)).toBe(255);
    expect(at(raster, 30, 23)).toBe(255);
    expect(at(raster, 30, 25)).toBe(0);
  });

  test("takes away with the eraser exactly what paint put there", () => {
    const dots = [dot(10, 10), dot(40, 30)];
    const raster = drawMask(size, [stroke(false, ...dots), stroke(true, ...dots)], 1);
    expect(Math.max(...raster.data)).toBeLessThan(129);
    expect(coverageOf(raster)).toBeLessThan(0.005);
    expect(coverageOf(drawMask(size, [{ kind: "fill" }, stroke(true, dot(30, 20, 100))], 1))).toBe(0);
  });

  test("may leave the picture on every side", () => {
    const raster = createRaster(size);
    const rect = drawSegment(raster, dot(-50, -50, 10), dot(200, 150, 10), { erase: false, scale: 1 });
    expect(rect).toEqual(wholeOf(size));
    expect(drawSegment(raster, dot(-99, 5, 3), dot(-90, 5, 3), { erase: false, scale: 1 })).toMatchObject({
      left: 0,
    });
    expect(at(raster, 30, 20)).toBe(255);
  });

  test("changes nothing outside the rectangle that it names", () => {
    const raster = createRaster(size);
    const rect = drawSegment(raster, dot(20.3, 18.7, 4.4), dot(33.1, 22.2, 7.9), { erase: false, scale: 1 });
    for (let y = 0; y < 40; y += 1)
      for (let x = 0; x < 60; x += 1)
        if (x < rect.left || x >= rect.right || y < rect.top || y >= rect.bottom)
          expect(at(raster, x, y)).toBe(0);
  });

  test("covers the same part of the picture at every size", () => {
    const steps = [stroke(false, dot(15, 15, 8), dot(45, 25, 8))];
    const small = coverageOf(drawMask(size, steps, 1));
    const large = coverageOf(drawMask({ widthPx: 240, heightPx: 160 }, steps, 4));
    expect(large).toBeCloseTo(small, 2);
  });
});

test("fill, clear and invert are about the whole picture", () => {
  const corner = stroke(false, dot(0, 0, 10));
  const covered = (...steps: MaskStep[]) => coverageOf(drawMask(size, steps, 1));
  expect(covered(corner, { kind: "fill" })).toBe(1);
  expect(covered({ kind: "fill" }, { kind: "clear" })).toBe(0);
  expect(covered(corner, { kind: "invert" })).toBeCloseTo(1 - covered(corner), 2);
  expect(covered({ kind: "fill" }, { kind: "clear" }, corner)).toBe(covered(corner));
});

test("rectangles unite, and grow no further than the picture", () => {
  const a = { left: 1, top: 2, right: 5, bottom: 6 };
  const b = { left: 4, top: 0, right: 9, bottom: 3 };
  expect(unite(a, b)).toEqual({ left: 1, top: 0, right: 9, bottom: 6 });
  expect(unite(null, b)).toBe(b);
  expect(unite({ left: 3, top: 3, right: 3, bottom: 3 }, b)).toBe(b);
  expect(growRect(a, 3, size)).toEqual({ left: 0, top: 0, right: 8, bottom: 9 });
});

describe("feathering", () => {
  const half = createRaster(size);
  for (let y = 0; y < 40; y += 1) half.data.fill(255, y * 60, y * 60 + 30);

  test("makes an edge soft on both sides and reaches no further than it says", () => {
    const soft = feathered(half, wholeOf(half), 3);
    const row = [...soft.subarray(20 * 60, 21 * 60)];
    expect(row).toEqual([...row].sort((a, b) => b - a));
    expect(row[29] ?? 0).toBeGreaterThan(127);
    expect(row[30] ?? 0).toBeLessThan(128);
    expect(row[30 - featherReach(3) - 1]).toBe(255);
    expect(row[30 + featherReach(3)]).toBe(0);
  });

  test("leaves what is painted up to the border as it is", () => {
    const full = drawMask(size, [{ kind: "fill" }], 1);
    expect(new Set(feathered(full, wholeOf(full), 6))).toEqual(new Set([255]));
  });

  test("of a part gives the same values as of the whole", () => {
    const raster = drawMask(size, [stroke(false, dot(12, 9, 6), dot(44, 30, 3))], 1);
    const whole = feathered(raster, wholeOf(raster), 2.5);
    const rect = { left: 17, top: 8, right: 38, bottom: 29 };
    const part = feathered(raster, rect, 2.5);
    const wide = rect.right - rect.left;
    for (let y = rect.top; y < rect.bottom; y += 1)
      for (let x = rect.left; x < rect.right; x += 1)
        expect(part[(y - rect.top) * wide + x - rect.left]).toBe(whole[y * 60 + x]);
  });

  test("of no width changes nothing", () => {
    expect(boxRadius(0)).toBe(0);
    expect(feathered(half, wholeOf(half), 0)).toEqual(half.data);
  });
});

describe("undo", () => {
  const filled = ["a", "b", "c"].reduce<History<string>>(doStep, emptyHistory);

  test("goes back step by step and forward again in the same order", () => {
    const back = undoStep(undoStep(filled));
    expect(back).toEqual({ done: ["a"], undone: ["b", "c"] });
    expect(redoStep(redoStep(back))).toEqual(filled);
  });

  test("stops at both ends", () => {
    expect(undoStep(emptyHistory)).toBe(emptyHistory);
    expect(redoStep(filled)).toBe(filled);
  });

  test("forgets what was undone when something new is done", () => {
    expect(doStep(undoStep(filled), "d")).toEqual({ done: ["a", "b", "d"], undone: [] });
  });
});

describe("the painter", () => {
  const steps: MaskStep[] = Array.from({ length: 40 }, (_, index) =>
    stroke(index % 5 === 4, dot((index * 7) % 60, (index * 11) % 40, 4), dot((index * 13) % 60, 20, 3)),
  );

  test("shows the same mask by whichever way of undoing and doing again it came there", () => {
    const painter = createPainter(size);
    for (const count of [1, 2, 30, 40, 27, 12, 13, 5, 40, 0, 36]) {
      painter.show(steps.slice(0, count));
      expect(painter.raster.data).toEqual(drawMask(size, steps.slice(0, count), 1).data);
    }
  });

  test("does not take another history of the same length for the one it has shown", () => {
    const painter = createPainter(size);
    painter.show(steps.slice(0, 24));
    const other = [...steps.slice(0, 10), ...steps.slice(11, 25)];
    painter.show(other);
    expect(painter.raster.data).toEqual(drawMask(size, other, 1).data);
  });

  test("a stroke under the hand looks as the step that it becomes, and is gone when it is given up", () => {
    const painter = createPainter(size);
    const before = steps.slice(0, 3);
    painter.show(before);
    painter.extend(dot(5, 5), dot(5, 5), false);
    painter.extend(dot(5, 5), dot(50, 30), false);
    const withStroke = [...before, stroke(false, dot(5, 5), dot(50, 30))];
    painter.show(withStroke);
    expect(painter.raster.data).toEqual(drawMask(size, withStroke, 1).data);
    painter.extend(dot(30, 5), dot(30, 35), true);
    painter.show(withStroke);
    expect(painter.raster.data).toEqual(drawMask(size, withStroke, 1).data);
  });

  test("keeps a large picture's mask small", () => {
    const painter = createPainter({ widthPx: 4_096, heightPx: 1_024 });
    expect(painter.raster).toMatchObject({ widthPx: 1_024, heightPx: 256 });
    expect(painter.scale).toBe(0.25);
  });
});

test("the mask that is sent is a grey PNG of the picture's size with the very values of the mask", async () => {
  const raster = drawMask(size, [{ kind: "fill" }, stroke(true, dot(20, 20, 9.5))], 1);
  drawStep(raster, stroke(false, dot(50, 5, 3.5)), 1);
  const png = await greyPng(raster);
  expect(png.type).toBe("image/png");
  const bytes = Buffer.from(await png.arrayBuffer());
  expect(await sharp(bytes).metadata()).toMatchObject({ format: "png", width: 60, height: 40, channels: 1 });
  const { data } = await sharp(bytes).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  expect(new Uint8Array(data)).toEqual(raster.data);
});
