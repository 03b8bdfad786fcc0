import { expect, test } from "vitest";
import { SlidingWindow } from "./sliding-window";

const at = (ms: number) => ({ now: ms });

test("lets the allowed number pass, refuses the next, and says when the window ends", async () => {
  const clock = at(10_000);
  const window = new SlidingWindow(3, 1_000, () => clock.now);
  for (let i = 0; i < 3; i += 1) expect((await window.limit("a")).success).toBe(true);
  expect(await window.limit("a")).toEqual({ success: false, reset: 11_000 });
  expect((await window.limit("b")).success).toBe(true);
});

test("counts the previous window by what is left of it", async () => {
  const clock = at(10_000);
  const window = new SlidingWindow(4, 1_000, () => clock.now);
  for (let i = 0; i < 4; i += 1) await window.limit("a");
  clock.now = 11_500;
  const passed = [];
  for (let i = 0; i < 4; i += 1) passed.push((await window.limit("a")).success);
  expect(passed).toEqual([true, true, false, false]);
});

test("a use that is taken back counts no more, and nobody gains by it", async () => {
  const window = new SlidingWindow(2, 1_000, () => 10_000);
  window.giveBack("a");
  for (let i = 0; i < 2; i += 1) expect((await window.limit("a")).success).toBe(true);
  expect((await window.limit("a")).success).toBe(false);
  window.giveBack("a");
  expect((await window.limit("a")).success).toBe(true);
  expect((await window.limit("a")).success).toBe(false);
});

test("forgets after two windows", async () => {
  const clock = at(10_000);
  const window = new SlidingWindow(1, 1_000, () => clock.now);
  await window.limit("a");
  clock.now = 12_000;
  expect((await window.limit("a")).success).toBe(true);
});

test("keeps its memory bounded, whatever keys come", async () => {
  const window = new SlidingWindow(1, 1_000, () => 10_000, 100);
  for (let i = 0; i < 1_000; i += 1) await window.limit(`key-${i}`);
  expect((await window.limit("key-999")).success).toBe(false);
  expect((await window.limit("key-0")).success).toBe(true);
});
