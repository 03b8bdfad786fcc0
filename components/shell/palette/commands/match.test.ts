import { expect, test } from "vitest";
import { commandsFor, isCommandId } from "./list";
import { matchCommands, stepIn } from "./match";

const names: Record<string, string> = {
  create: "创作",
  library: "作品",
  ownKeys: "供应商密钥",
  notificationSettings: "通知设置",
  settings: "设置",
};
const named = commandsFor(true).map((one) => ({ ...one, name: names[one.id] ?? `其他 ${one.id}` }));
const found = (query: string) => matchCommands(named, query).map(({ id }) => id);

test("without words everything is offered, in its order", () => {
  expect(found("  ")).toEqual(named.map(({ id }) => id));
});

test.each([
  ["创作", "create"],
  ["作品", "library"],
  ["设", "settings"],
  ["密钥", "ownKeys"],
  ["libr", "library"],
  ["LIBRARY", "library"],
  ["legal priv", "privacy"],
  ["sign out", "signOut"],
])("%s means %s first", (query, id) => {
  expect(found(query)[0]).toBe(id);
});

test("a name that begins with the query comes before one that holds it", () => {
  expect(found("设置").slice(0, 2)).toEqual(["settings", "notificationSettings"]);
});

test("a word that nothing has finds nothing", () => {
  expect(found("创作 zebra")).toEqual([]);
});

test("members and visitors see their own ways in and out", () => {
  const ids = (isMember: boolean) => commandsFor(isMember).map(({ id }) => id);
  expect(ids(true)).toContain("signOut");
  expect(ids(true)).not.toContain("signIn");
  expect(ids(false)).toEqual(expect.arrayContaining(["signIn", "signUp", "explore", "theme"]));
  expect(ids(false)).not.toContain("settings");
});

test("only known commands are remembered", () => {
  expect(["create", "__proto__", "", 7, null].filter(isCommandId)).toEqual(["create"]);
});

test.each([
  [5, 0, "ArrowUp", 4],
  [5, 4, "ArrowDown", 0],
  [5, 1, "PageDown", 4],
  [5, 2, "PageUp", 0],
  [5, 2, "a", null],
  [0, 0, "ArrowDown", null],
])("of %d, from %d, %s leads to %s", (count, at, key, to) => {
  expect(stepIn(count, at, key)).toBe(to);
});
