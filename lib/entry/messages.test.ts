import {
  isLiteralElement,
  isPluralElement,
  isPoundElement,
  isSelectElement,
  isTagElement,
  type MessageFormatElement,
  parse,
} from "@formatjs/icu-messageformat-parser";
import { expect, test } from "vitest";
import en from "@/messages/en.json";
import zh from "@/messages/zh-CN.json";
import { refusalCodes } from "./refusals";

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
/** Names of arguments and rich-text tags, as the parser of the runtime reads them, in every branch. */
function names(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (isPluralElement(element) || isSelectElement(element))
      return [element.value, ...Object.values(element.options).flatMap((branch) => names(branch.value))];
    if (isTagElement(element)) return [element.value, ...names(element.children)];
    return isLiteralElement(element) || isPoundElement(element) ? [] : [element.value];
  });
}
const slots = (text = ""): string[] => [...new Set(names(parse(text)))].sort();

test("both languages have the same messages", () => {
  expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
});

test("a message takes the same values in both languages", () => {
  const different = [...chinese].filter(([key, text]) => `${slots(text)}` !== `${slots(english.get(key))}`);
  expect(different.map(([key]) => key)).toEqual([]);
});

test("every refusal has a sentence: a page that has none of its own says that one", () => {
  const known = Object.keys(zh.errors.code);
  expect(refusalCodes.filter((code) => !known.includes(code))).toEqual([]);
});

test("no message is empty, and none shouts or apologises", () => {
  const bad = [...chinese, ...english].filter(
    ([, text]) => text.trim() === "" || /[!！]|oops|抱歉/i.test(text),
  );
  expect(bad).toEqual([]);
});
