import { describe, expect, test } from "vitest";
import { answerTokens, bareAnswer, needsTranslation, promptOf, titleOf } from "./rules";

describe("needsTranslation", () => {
  test.each([
    ["晨雾里的远山", true],
    ["a temple, 京都, dawn", true],
    ["горы в тумане", true],
    ["ねこ", true],
    ["جبال", true],
    ["misty mountains, 35mm, f/1.8", false],
    ["café à la plage, Ångström", false],
    ["(neon city:1.3), 8k, #ff0000", false],
    ["mountains，water。", false],
    ["50 µm dust, donʼt blur", false],
    ["🌊 🏔️ 1234", false],
    ["", false],
  ])("%s: %s", (prompt, expected) => {
    expect(needsTranslation(prompt)).toBe(expected);
  });
});

describe("bareAnswer", () => {
  test.each([
    ["  a red fox  ", "a red fox"],
    ['"a red fox"', "a red fox"],
    ["“一只红狐”", "一只红狐"],
    ["「一只红狐」", "一只红狐"],
    ["```\na red fox\n```", "a red fox"],
    ["```text\na red fox\n```", "a red fox"],
    ["Prompt: a red fox", "a red fox"],
    ["**Improved prompt:** a red fox", "a red fox"],
    ["优化后的提示词：一只红狐", "一只红狐"],
    ["译文: a red fox", "a red fox"],
    ['Translation: "a red fox"', "a red fox"],
    ["<think>The person wants a fox.\nRed.</think>\n\na red fox", "a red fox"],
    ["", ""],
    ['""', ""],
  ])("%j becomes %j", (answer, expected) => {
    expect(bareAnswer(answer)).toBe(expected);
  });

  test.each([
    '"OPEN" on one door and "CLOSED" on the other',
    "“春”字灯笼，背后写着“福”",
    "a poster with the word prompt: bold letters",
    "the dogs' bowl",
  ])("keeps what belongs to the words: %j", (answer) => {
    expect(bareAnswer(answer)).toBe(answer);
  });
});

describe("promptOf", () => {
  test("leaves a prompt of a permitted length as it is", () => {
    expect(promptOf("一只红狐，\n雪后的清晨", 4_000)).toBe("一只红狐，\n雪后的清晨");
  });

  test("drops control characters and torn letters that the server would refuse", () => {
    expect(promptOf("a\u0000 red\r\nfox\u0007 \uD83D", 4_000)).toBe("a red\nfox \uFFFD");
  });

  test("ends a long answer with its last whole clause, within the bound", () => {
    const cut = promptOf("red fox in the snow, ".repeat(300), 4_000);
    expect(cut.length).toBeLessThanOrEqual(4_000);
    expect(cut.endsWith("red fox in the snow")).toBe(true);
  });

  test("never cuts a letter in two", () => {
    const cut = promptOf(`a${"🦊".repeat(3_000)}`, 4_000);
    expect(cut.isWellFormed()).toBe(true);
    expect(cut.length).toBe(3_999);
  });
});

test("the bound of an answer has room for a translation of the longest prompt", () => {
  expect(answerTokens("山".repeat(4_000))).toBe(6_000);
  expect(answerTokens("fox")).toBeLessThan(4_096);
});

describe("titleOf", () => {
  test.each([
    ["晨雾里的远山，一叶小舟停在江面", "晨雾里的远山"],
    ["a red fox, snow", "a red fox"],
    ["，，，", "，，，"],
    ["  \n ", ""],
  ])("%j is offered as %j", (prompt, expected) => {
    expect(titleOf(prompt, 80)).toBe(expected);
  });

  test("ends with a whole word where there are words", () => {
    expect(titleOf("a lighthouse on a cliff at night", 30)).toBe("a lighthouse on a cliff at");
    expect(titleOf("a lighthouse on a cliff at night", 26)).toBe("a lighthouse on a cliff at");
    expect(titleOf("江".repeat(50), 30)).toBe("江".repeat(30));
  });

  test("is never longer than permitted and never cuts a letter in two", () => {
    const title = titleOf("🦊".repeat(100), 79);
    expect(title).toBe("🦊".repeat(39));
  });
});
