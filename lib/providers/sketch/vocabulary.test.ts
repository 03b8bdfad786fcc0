import { describe, expect, it } from "vitest";
import { read } from "./vocabulary";

describe("read", () => {
  it.each([
    ["上海的夜景", { subjects: ["city"], moods: ["night"] }],
    ["海上明月", { subjects: ["sea", "moon"], moods: ["night"] }],
    ["a season in Paris, seasick", { subjects: [] }],
    ["waterfall in autumn", { subjects: ["river"], moods: ["autumn"] }],
    ["红灯笼", { subjects: ["lantern"], colors: ["red"] }],
    ["复古海报", { subjects: [], styles: ["vintage"] }],
    ["花瓶", { subjects: ["tea"] }],
    ["江南水乡", { subjects: ["river", "house"] }],
    ["水墨山水", { subjects: ["mountain"], styles: ["ink"] }],
    ["剪纸风格的兔子", { subjects: ["animal"], styles: ["papercut"] }],
    ["CYBERPUNK Tokyo Street", { subjects: ["city", "street"], styles: ["neon"] }],
    ["cherry blossoms by a lake", { subjects: ["blossom", "river"], moods: ["spring"] }],
    ["雪山下的小屋", { subjects: ["snow", "house"], moods: ["winter"] }],
    ["ｓｕｎｓｅｔ　ｂｅａｃｈ", { subjects: ["sea"], moods: ["sunset"] }],
    ["constructor __proto__ toString", { subjects: [], moods: [], colors: [], styles: [] }],
  ])("reads %s", (prompt, expected) => {
    expect(read(prompt, "", [])).toMatchObject(expected);
  });

  it.each([
    ["ink-wash", "ink"],
    ["watercolor", "watercolor"],
    ["neon", "neon"],
    ["cyberpunk", "neon"],
    ["paper-cut", "papercut"],
    ["pixel-art", "pixel"],
    ["line-art", "lineart"],
    ["minimalism", "minimal"],
    ["oil-painting", "oil"],
    ["anime", "anime"],
    ["vintage", "vintage"],
    ["ukiyo-e", "ukiyoe"],
    ["low-poly", "lowpoly"],
  ])("knows the style tag %s", (slug, style) => {
    expect(read("", "", [slug]).styles).toEqual([style]);
  });

  it("puts style tags before styles named in the prompt", () => {
    expect(read("水彩", "", ["pixel-art"]).styles).toEqual(["pixel", "watercolor"]);
  });

  it("leaves out what the negative prompt names", () => {
    expect(read("山、河与船", "船, river", []).subjects).toEqual(["mountain"]);
  });
});
