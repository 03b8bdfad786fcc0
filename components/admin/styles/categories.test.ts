import { expect, test } from "vitest";
import { createStyleTagInput, styleCategories } from "@/lib/styles/schema";
import en from "@/messages/en.json";
import zh from "@/messages/zh-CN.json";

test("every category that can be chosen has a name in both languages, and no other is let in", () => {
  for (const { create } of [zh, en])
    expect(Object.keys(create.categories).sort()).toEqual([...styleCategories].sort());
  const tag = { slug: "x", name: "x", nameEn: "x", type: "style", promptFragment: "x", sortOrder: 0 };
  const rest = { isOffered: true, reason: "a reason" };
  expect(createStyleTagInput.safeParse({ ...tag, ...rest, category: "art" }).success).toBe(true);
  const refused = createStyleTagInput.safeParse({ ...tag, ...rest, category: "anything" });
  expect(refused.error?.issues.map(({ path }) => path)).toEqual([["category"]]);
});
