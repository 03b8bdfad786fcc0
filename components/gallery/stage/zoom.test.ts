import { describe, expect, it } from "vitest";
import { clampView, closeScale, fitScale, isFitting, swipeOf, zoomTo } from "./zoom";

const stage = { widthPx: 848, heightPx: 648 };
const wide = { widthPx: 1600, heightPx: 800 };
const fit = { scale: 0.5, xPx: 0, yPx: 0 };

describe("zoom", () => {
  it("fits the whole picture with a margin and never enlarges a small one", () => {
    expect(fitScale(wide, stage)).toBe(0.5);
    expect(fitScale(wide, { widthPx: 400, heightPx: 800 })).toBe(0.25);
    expect(fitScale({ widthPx: 100, heightPx: 100 }, stage)).toBe(1);
  });

  it("keeps the point under the pointer where it is", () => {
    const at = { xPx: 100, yPx: 50 };
    const before = { xPx: (at.xPx - fit.xPx) / fit.scale, yPx: (at.yPx - fit.yPx) / fit.scale };
    const view = zoomTo(fit, 1, at, wide, stage);
    expect((at.xPx - view.xPx) / view.scale).toBeCloseTo(before.xPx);
    expect((at.yPx - view.yPx) / view.scale).toBeCloseTo(before.yPx);
  });

  it("never shows empty space beside a picture larger than the stage", () => {
    expect(clampView({ scale: 1, xPx: 9_999, yPx: -9_999 }, wide, stage)).toEqual({
      scale: 1,
      xPx: 376,
      yPx: -76,
    });
  });

  it("does not go below fitting, and is centred there", () => {
    const view = zoomTo({ scale: 1, xPx: 300, yPx: 70 }, 0.01, { xPx: 10, yPx: 10 }, wide, stage);
    expect(view).toEqual(fit);
    expect(isFitting(view, 0.5)).toBe(true);
  });

  it("comes closer by a double press even where fitting already is 100 %", () => {
    expect(closeScale(0.3)).toBe(1);
    expect(closeScale(1)).toBe(2);
  });
});

describe("swipeOf", () => {
  it("goes on for a far or a quick movement to the side", () => {
    expect(swipeOf({ xPx: -120, yPx: 10, ms: 600 })).toBe("next");
    expect(swipeOf({ xPx: 40, yPx: 5, ms: 120 })).toBe("previous");
  });

  it("closes for a movement downwards", () => {
    expect(swipeOf({ xPx: 10, yPx: 180, ms: 500 })).toBe("close");
  });

  it("does nothing for small, slow or slanting movements and upwards", () => {
    expect(swipeOf({ xPx: 60, yPx: 0, ms: 600 })).toBeNull();
    expect(swipeOf({ xPx: 100, yPx: 100, ms: 600 })).toBeNull();
    expect(swipeOf({ xPx: 0, yPx: -300, ms: 300 })).toBeNull();
  });
});
