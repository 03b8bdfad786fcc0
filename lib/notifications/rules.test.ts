import { expect, test } from "vitest";
import {
  asThing,
  isWanted,
  kindOf,
  linkOf,
  noticeKindIds,
  noticeKinds,
  parseTemplate,
  retryAfterMs,
  wordsOf,
} from "./rules";

test("a choice goes over the default of its kind and channel, and over nothing else", () => {
  const off = [{ kind: "order.fulfilled", channel: "email", enabled: false }];
  expect(isWanted("order.fulfilled", "email", [])).toBe(true);
  expect(isWanted("order.fulfilled", "email", off)).toBe(false);
  expect(isWanted("order.fulfilled", "app", off)).toBe(true);
  expect(isWanted("order.refunded", "email", off)).toBe(true);
  expect(isWanted("generation_ended", "email", [])).toBe(false);
});

test("a kind never goes by a channel that it does not have, whatever was stored", () => {
  const on = [{ kind: "webhook.disabled", channel: "wechat", enabled: true }];
  expect(isWanted("webhook.disabled", "wechat", on)).toBe(false);
});

test("every kind is shown in the centre until somebody chooses otherwise", () => {
  expect(noticeKindIds.filter((kind) => !noticeKinds[kind].channels.app)).toEqual([]);
});

test("every kind leads to a page of ours, also without its data", () => {
  for (const kind of noticeKindIds) expect(linkOf(kind, {})).toMatch(/^\/[a-z]/);
  expect(linkOf("publication.rejected", { imageId: "img_1" })).toBe("/library?image=img_1");
  expect(linkOf("generation_ended", { generationId: "a&b=c" })).toBe("/history?generation=a%26b%3Dc");
});

test.each([
  ["succeeded", "generation.succeeded"],
  ["partly_succeeded", "generation.partly_succeeded"],
  ["cancelled", "generation.cancelled"],
  ["failed", "generation.failed"],
  ["something new", "generation.failed"],
])("a generation that ended as %s is told as %s", (status, key) => {
  expect(wordsOf("generation_ended", { status }).key).toBe(key);
});

test.each([
  [2_900, "29"],
  [690, "6.90"],
  [5, "0.05"],
])("%i fen came back as ¥%s", (amountFen, amount) => {
  expect(wordsOf("order.refunded", { orderId: "ord_1", amountFen }).values).toMatchObject({ amount });
});

test("six tries are made, the last one twelve hours after the fifth", () => {
  expect([1, 2, 3, 4, 5, 6].map(retryAfterMs)).toEqual([
    60_000,
    300_000,
    1_800_000,
    7_200_000,
    43_200_000,
    null,
  ]);
});

test("a template is an id of 43 characters and three keys", () => {
  const id = "a".repeat(43);
  expect(parseTemplate(`${id}:thing1,thing4,time2`)).toEqual({
    id,
    title: "thing1",
    body: "thing4",
    time: "time2",
  });
  for (const bad of [undefined, "", id, `${id}:thing1,thing2`, `${id.slice(1)}:thing1,thing2,time3`])
    expect(parseTemplate(bad)).toBeNull();
});

test("a line of a template has twenty characters at most, counted as people count them", () => {
  expect(asThing("图像已生成")).toBe("图像已生成");
  expect([...asThing("字".repeat(40))]).toHaveLength(20);
  expect(asThing("字".repeat(40)).endsWith("…")).toBe(true);
  expect(asThing(" two\n lines ")).toBe("two lines");
});

test("an unknown kind is none", () => {
  expect(kindOf("webhook.test")).toBeUndefined();
  expect(kindOf("toString")).toBeUndefined();
});
