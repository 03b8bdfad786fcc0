import { expect, test } from "vitest";
import { overlayOf, type Press } from "./press";

const press = (change: Partial<Press>): Press => ({
  key: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  defaultPrevented: false,
  ...change,
});

test.each([
  ["Ctrl+K", { key: "k", ctrlKey: true }, "palette"],
  ["⌘K", { key: "k", metaKey: true }, "palette"],
  ["Ctrl+K with caps lock", { key: "K", ctrlKey: true }, "palette"],
  ["?", { key: "?", shiftKey: true }, "keyboard"],
  ["K alone", { key: "k" }, null],
  ["Ctrl+Shift+K, the browser's console", { key: "K", ctrlKey: true, shiftKey: true }, null],
  ["AltGr with K", { key: "k", ctrlKey: true, altKey: true }, null],
  ["Ctrl+?", { key: "?", ctrlKey: true }, null],
  ["what somebody else has taken", { key: "k", ctrlKey: true, defaultPrevented: true }, null],
  ["a key of an input method", { key: "?", isComposing: true }, null],
] as const)("%s opens the right window", (_, change, overlay) => {
  expect(overlayOf(press(change), false)).toBe(overlay);
});

test("in a field ? is a letter, and Ctrl+K still opens the palette", () => {
  expect(overlayOf(press({ key: "?" }), true)).toBeNull();
  expect(overlayOf(press({ key: "k", ctrlKey: true }), true)).toBe("palette");
});
