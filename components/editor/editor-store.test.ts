import { beforeEach, describe, expect, test } from "vitest";
import { emptyEditDraft } from "./draft";
import { BRUSH, brushOfSlider, resizedBrush, sliderOfBrush, useEditor } from "./editor-store";

beforeEach(() => useEditor.setState(useEditor.getInitialState(), true));
const state = () => useEditor.getState();

describe("beginning with a picture", () => {
  test("forgets the mask of another one and keeps that of the same", () => {
    state().begin("img_a", {});
    state().addStep({ kind: "fill" });
    state().patchMask({ coverage: 1, tool: "eraser" });
    state().begin("img_a", {});
    expect(state().mask).toMatchObject({
      coverage: 1,
      tool: "eraser",
      history: { done: [{ kind: "fill" }] },
    });
    state().begin("img_b", {});
    expect(state().mask).toMatchObject({ coverage: 0, tool: "brush", history: { done: [], undone: [] } });
  });

  test("keeps what was chosen before, but for what the address asks", () => {
    state().patch({ prompt: "a cat", operation: "inpaint", model: "m" });
    state().begin("img_b", { operation: "upscale" });
    expect(state().draft).toEqual({ ...emptyEditDraft, prompt: "a cat", model: "m", operation: "upscale" });
  });
});

test("steps of the mask are undone and done again", () => {
  state().addStep({ kind: "fill" });
  state().addStep({ kind: "invert" });
  state().undo();
  expect(state().mask.history).toEqual({ done: [{ kind: "fill" }], undone: [{ kind: "invert" }] });
  state().redo();
  expect(state().mask.history.done).toHaveLength(2);
});

describe("the brush", () => {
  test("has every size of its range on the slider, and comes back to the same place", () => {
    expect(brushOfSlider(0)).toBeCloseTo(BRUSH.min);
    expect(brushOfSlider(100)).toBeCloseTo(BRUSH.max);
    for (let at = 0; at <= 100; at += 1) expect(sliderOfBrush(brushOfSlider(at))).toBe(at);
  });

  test("grows and shrinks by keys within its range", () => {
    expect(resizedBrush(0.1, 1)).toBeGreaterThan(0.1);
    expect(resizedBrush(resizedBrush(0.1, 1), -1)).toBeCloseTo(0.1);
    expect(resizedBrush(BRUSH.max, 1)).toBe(BRUSH.max);
    expect(resizedBrush(BRUSH.min, -1)).toBe(BRUSH.min);
  });
});
