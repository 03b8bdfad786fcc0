import { expect, test } from "vitest";
import { shortcutGroups } from "./shortcuts";

test.each(shortcutGroups.map((group) => [group.surface, group.shortcuts] as const))(
  "no two things of %s are done by the same keys",
  (_, shortcuts) => {
    const chords = shortcuts.flatMap((one) => one.chords.map((chord) => chord.join("+")));
    expect(chords).toEqual([...new Set(chords)]);
    expect(chords.length).toBeGreaterThan(0);
  },
);

test("every surface is listed once", () => {
  const surfaces = shortcutGroups.map(({ surface }) => surface);
  expect(surfaces).toEqual([...new Set(surfaces)]);
});
