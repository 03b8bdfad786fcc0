import { describe, expect, test } from "vitest";
import { type Press, pageCommand, stageCommand } from "./mask-keys";
import { isFarEnough, toPicture, toStage } from "./stroke";

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

test.each([
  [press("z", { ctrlKey: true }), { do: "undo" }],
  [press("Z", { metaKey: true, shiftKey: true }), { do: "redo" }],
  [press("y", { ctrlKey: true }), { do: "redo" }],
  [press("["), { do: "resize", by: -1 }],
  [press("]"), { do: "resize", by: 1 }],
  [press("B"), { do: "tool", tool: "brush" }],
  [press("e"), { do: "tool", tool: "eraser" }],
  [press("b", { ctrlKey: true }), null],
  [press("[", { altKey: true }), null],
  [press("ArrowLeft"), null],
])("anywhere on the page %o means %o", (key, command) => {
  expect(pageCommand(key)).toEqual(command);
});

test.each([
  [press("ArrowLeft"), { do: "move", x: -1, y: 0, paint: false }],
  [press("ArrowDown", { shiftKey: true }), { do: "move", x: 0, y: 1, paint: true }],
  [press(" "), { do: "dab" }],
  [press("Enter"), { do: "dab" }],
  [press("Enter", { ctrlKey: true }), null],
  [press("+"), { do: "zoomIn" }],
  [press("0"), { do: "fit" }],
  [press("Tab"), null],
])("on the picture %o means %o", (key, command) => {
  expect(stageCommand(key)).toEqual(command);
});

describe("places of the stage and of the picture", () => {
  const picture = { widthPx: 800, heightPx: 600 };
  const view = { scale: 0.5, xPx: 30, yPx: -20 };

  test("the middle of a moved picture is its middle", () => {
    expect(toPicture({ xPx: 30, yPx: -20 }, view, picture)).toEqual({ xPx: 400, yPx: 300 });
    expect(toPicture({ xPx: 30 - 200, yPx: -20 - 150 }, view, picture)).toEqual({ xPx: 0, yPx: 0 });
  });

  test("lead to each other and back", () => {
    const at = { xPx: 12.5, yPx: 593 };
    expect(toPicture(toStage(at, view, picture), view, picture)).toEqual(at);
  });
});

test("a stroke keeps only places that are far enough from each other to be seen", () => {
  const dot = (xPx: number, radiusPx: number) => ({ xPx, yPx: 0, radiusPx });
  expect(isFarEnough(dot(0, 50), dot(5, 50))).toBe(false);
  expect(isFarEnough(dot(0, 50), dot(6.1, 50))).toBe(true);
  expect(isFarEnough(dot(0, 1), dot(0.4, 1))).toBe(false);
});
