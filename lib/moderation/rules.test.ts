import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { categoryOf, foldText, holdsWord, judgeScores, judgeWords } from "./rules";

describe("a word of the list", () => {
  it.each([
    ["色情", "一幅色情画"],
    ["色情", "色 情"],
    ["色情", "色·情"],
    ["色情", "色，。\n情"],
    ["色情", "色\u200b情"],
    ["色情", "色\u3000情"],
    ["ｎｕｄｅ", "a nude figure"],
    ["nude", "A ＮＵＤＥ figure"],
    ["nude", "nu\u200dde"],
    ["nude", "nudé"],
    ["nude", "(nude)"],
    ["gore fest", "a gore-fest"],
    ["AI换脸", "ai 换脸"],
    ["①②", "12"],
  ])("%j is found in %j", (word, text) => {
    expect(holdsWord(foldText(text), foldText(word))).toBe(true);
  });

  it.each([
    ["nude", "denuded hills"],
    ["ass", "a glass of grass"],
    ["色情", "情色"],
    ["色情", "色彩与情感"],
    ["nude", ""],
    ["", "anything"],
    ["!!!", "anything!!!"],
  ])("%j is not found in %j", (word, text) => {
    expect(holdsWord(foldText(text), foldText(word))).toBe(false);
  });

  it("is found whatever stands around it and between its ideographs", () => {
    const noise = fc.stringMatching(/^[ ,.·\-_*。，！\u200b\u3000]{0,4}$/);
    fc.assert(
      fc.property(noise, noise, fc.string({ unit: "grapheme" }), (a, b, around) => {
        const text = foldText(`${around} 违${a}禁${b}词 ${around}`);
        expect(holdsWord(text, foldText("违禁词"))).toBe(true);
      }),
    );
  });

  it("folds the same when it is folded twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });
});

describe("judgeScores", () => {
  const limits = { review: 0.4, block: 0.8 };
  it.each([
    [{}, false, "pass"],
    [{ violence: 0.39 }, false, "pass"],
    [{ violence: 0.4 }, false, "review"],
    [{ violence: 0.1 }, true, "review"],
    [{ violence: 0.79, sexual: 0.5 }, true, "review"],
    [{ violence: 0.8 }, false, "block"],
    [{ "sexual/minors": 0.4 }, false, "block"],
    [{ "sexual/minors": 0.39 }, false, "pass"],
  ])("of %j, flagged %s, is %s", (scores, flagged, verdict) => {
    expect(judgeScores({ flagged, categories: [], scores }, limits).verdict).toBe(verdict);
  });

  it("names what it found, the worst first, in our words", () => {
    const scores = { "violence/graphic": 0.5, "hate/threatening": 0.9, sexual: 0.1 };
    expect(judgeScores({ flagged: true, categories: [], scores }, limits).reasons).toEqual([
      { category: "hate", name: "hate/threatening", score: 0.9 },
      { category: "violence", name: "violence/graphic", score: 0.5 },
    ]);
    expect(judgeScores({ flagged: true, categories: ["illicit"], scores: {} }, limits)).toEqual({
      verdict: "review",
      reasons: [{ category: "illegal", name: "illicit", score: 0 }],
    });
  });

  it("knows a category for every name of the vendor's", () => {
    const names = ["self-harm/intent", "harassment", "illicit/violent", "something/new"];
    expect(names.map(categoryOf)).toEqual(["violence", "hate", "illegal", "other"]);
  });
});

describe("judgeWords", () => {
  const word = (severity: "review" | "block", unwanted = false) => ({ word: "x", severity, unwanted });
  it.each([
    [[], "pass"],
    [[word("review")], "review"],
    [[word("block")], "block"],
    [[word("block", true)], "review"],
    [[word("review"), word("block", true)], "review"],
    [[word("review"), word("block")], "block"],
  ])("of %j is %s", (found, verdict) => {
    expect(judgeWords(found).verdict).toBe(verdict);
  });
});
