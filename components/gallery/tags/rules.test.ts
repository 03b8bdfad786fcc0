import { expect, it } from "vitest";
import { LONGEST_TAG, suggestedTags, tagCounts, tagsIn } from "./rules";

it("reads several tags, each once and without stray blanks", () => {
  expect(tagsIn(" 山 ,湖，  new   york、山;；")).toEqual(["山", "湖", "new york"]);
  expect(tagsIn(" , ")).toEqual([]);
});

it("cuts what is too long between characters", () => {
  const [tag = ""] = tagsIn(`山${"🏔".repeat(40)}`);
  expect(tag).toHaveLength(LONGEST_TAG - 1);
  expect(tag.isWellFormed()).toBe(true);
});

it("offers what fits the text and is not there yet, at most ten", () => {
  const known = ["雪山", "山谷", "Mountain", "sea"].map((tag) => ({ tag }));
  expect(suggestedTags(known, ["山谷"], "山")).toEqual(["雪山"]);
  expect(suggestedTags(known, [], "MOUNT")).toEqual(["Mountain"]);
  expect(
    suggestedTags(
      Array.from({ length: 30 }, (_, n) => ({ tag: `t${n}` })),
      [],
      "",
    ),
  ).toHaveLength(10);
});

it("counts how many of the images bear a tag", () => {
  expect(tagCounts([{ tags: ["a"] }, { tags: ["b", "a"] }, { tags: [] }])).toEqual([
    { tag: "a", images: 2 },
    { tag: "b", images: 1 },
  ]);
});
