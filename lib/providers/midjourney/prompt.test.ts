import { describe, expect, it } from "vitest";
import { testRequest } from "@/lib/providers/testing-call.fixture";
import { promptOf, readPrompt } from "./prompt";

const order = (prompt: string, changes = {}) => testRequest({ model: "midjourney-v7", prompt, ...changes });

describe("readPrompt", () => {
  it.each([
    ["a cat", "a cat", []],
    ["a cat --turbo", "a cat", []],
    ["a cat --fast --hd --repeat 10 --q 4", "a cat", []],
    ["a cat --ar 16:9 --v 6.1 --niji 5 --seed 12", "a cat", []],
    ["a cat --ar 16:9 on a red mat", "a cat on a red mat", []],
    ["a cat --niji in the rain", "a cat in the rain", []],
    ["a cat --oref https://a.example/b.png --ow 400", "a cat", []],
    ["a cat --p abc123 --video", "a cat", []],
    ["a cat --s 250", "a cat", ["--stylize 250"]],
    ["a cat --stylize 250 --S 300", "a cat", ["--stylize 300"]],
    ["a cat --chaos 20 --weird 1000 --tile", "a cat", ["--chaos 20", "--weird 1000", "--tile"]],
    ["a cat --tile in a box --style raw", "a cat in a box", ["--tile", "--style raw"]],
    ["a cat --raw --iw 1.5", "a cat", ["--style raw", "--iw 1.5"]],
    ["a cat --s 5000 --chaos many", "a cat many", []],
    ["a cat —turbo", "a cat", []],
    ["a cat ––relax", "a cat", []],
    ["a\ncat\t--turbo\nsleeping", "a cat sleeping", []],
  ])(
    "takes flags that change price, shape or model away and keeps artistic ones: %s",
    (prompt, words, flags) => {
      expect(readPrompt(prompt)).toMatchObject({ words, flags });
    },
  );

  it.each([
    ["{red, green} cat", "(red, green) cat"],
    ["cat--turbo", "cat-turbo"],
    ["he said—turbo", "he said-turbo"],
    ["山水——云雾", "山水——云雾"],
    ["a cat -- fast", "a cat - fast"],
  ])("leaves nothing that could be read as a flag or as several orders: %s", (prompt, words) => {
    expect(readPrompt(prompt)).toMatchObject({ words, flags: [] });
  });
});

describe("promptOf", () => {
  it.each([
    ["midjourney-v7", "--v 7"],
    ["niji-6", "--niji 6"],
  ])("puts the order's own ratio, seed and version of %s last", (model, version) => {
    const prompt = promptOf(order("a cat --ar 1:2 --v 5 --seed 3 --s 9", { model, ratio: "21:9", seed: 41 }));
    expect(prompt).toBe(`a cat --stylize 9 --ar 21:9 --seed 41 ${version}`);
  });

  it("joins what the user's --no names with the negative prompt, so that it does not become a wish", () => {
    expect(
      promptOf(order("a cat --no dogs, birds --turbo", { negativePrompt: "text, --fast，{mice}" })),
    ).toBe("a cat --ar 1:1 --no dogs, birds, text, -fast, (mice) --seed 7 --v 7");
  });

  it("has nothing to send without words", () => {
    expect(promptOf(order("--tile --s 100"))).toBeNull();
  });
});
