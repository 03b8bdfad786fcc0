import { expect, test } from "vitest";
import { compile } from "./expressions";

const event = {
  name: "e",
  data: { id: "a", n: 3, ok: true, zero: 0, text: "it's", list: [1, 2], nested: { id: "deep" } },
};
const later = { name: "f", data: { id: "a", other: "b" } };

test.each([
  ["event.data.id == 'a'", true],
  ['event.data.id == "b"', false],
  ["event.data.id == async.data.id", true],
  ["event.data.id == async.data.other", false],
  ["event.data.nested.id != 'deep'", false],
  ["event.data.n == 3 && event.data.ok", true],
  ["event.data.n == 3.0", true],
  ["event.data.n > 2 && event.data.n <= 3", true],
  ["event.data.n < -1 || event.data.n >= 4", false],
  ["event.data.text == 'it\\'s'", true],
  ["!(event.data.ok) || event.data.zero", 0],
  ["event.data.ok == true ? event.data.id : 'none'", "a"],
  ["event.data.id + '-' + event.data.n", "a-3"],
  ["event.data.n + 1", 4],
  ["event.data.list == event.data.list", true],
  ["event.data.ok || event.data.missing && false", true],
  ["  event.name=='e'  ", true],
])("%s is %s", (source, value) => {
  expect(compile(source)({ event, async: later })).toEqual(value);
});

test.each([
  ["event.data.missing == null", true],
  ["event.data.missing.deeper == null", true],
  ["event.data.missing == async.data.missing", true],
  ["event.data.missing == 'a'", false],
  ["event.data.missing > 1 || event.data.missing < 1", false],
  ["event.data.constructor == null", true],
  ["async.data.id == null", true],
])("what is missing is null and is not ordered: %s is %s", (source, value) => {
  expect(compile(source)({ event })).toBe(value);
});

test.each([
  "",
  "event.data.id ==",
  "event.data.id = 'a'",
  "event.data.list[0] == 1",
  "size(event.data.list) > 1",
  "event.data.id in ['a']",
  "user.id == 'a'",
  "event..id",
  "(event.data.ok",
  "event.data.ok ? 1",
  "'unfinished",
  "-event.data.n == 1",
  "event.data.n * 2 == 6",
])("what is not implemented is refused: %s", (source) => {
  expect(() => compile(source)).toThrow(/Cannot read/);
});
