import { expect, test } from "vitest";
import en from "@/messages/en.json";
import zh from "@/messages/zh-CN.json";

/** Every message by its path: "shell.offline.title". */
function flatten(value: unknown, path = ""): Map<string, string> {
  if (typeof value === "string") return new Map([[path, value]]);
  const entries = Object.entries(value ?? {}).flatMap(([key, inner]) => [
    ...flatten(inner, path ? `${path}.${key}` : key),
  ]);
  return new Map(entries);
}

const chinese = flatten(zh);
const english = flatten(en);
/** Names of ICU arguments and rich-text tags. */
const slots = (text: string | undefined) =>
  [
    ...new Set([...(text ?? "").matchAll(/\{(\w+)\s*[,}]|<(\w+)>/g)].map((found) => found[1] ?? found[2])),
  ].sort();

test("both languages have the same messages", () => {
  expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
});

test("a message takes the same values in both languages", () => {
  const different = [...chinese].filter(([key, text]) => `${slots(text)}` !== `${slots(english.get(key))}`);
  expect(different.map(([key]) => key)).toEqual([]);
});

test("no message is empty, and none shouts or apologises", () => {
  const bad = [...chinese, ...english].filter(
    ([, text]) => text.trim() === "" || /[!！]|oops|抱歉/i.test(text),
  );
  expect(bad).toEqual([]);
});
