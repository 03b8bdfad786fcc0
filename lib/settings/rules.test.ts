import { describe, expect, test } from "vitest";
import { type Announced, announcementState, MAX_NOTICES, noticesAt } from "./rules";
import { createAnnouncementInput } from "./schema";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute));
const quiet = { on: false, textZh: "", textEn: "" };
const one = (parts: Partial<Announced> = {}): Announced => ({
  ...{ id: "ann_1", level: "info", textZh: "你好", textEn: "Hello", href: null },
  ...{ startsAt: at(10), endsAt: at(20) },
  ...parts,
});

describe("announcementState", () => {
  test.each([
    [9, "upcoming"],
    [10, "current"],
    [19, "current"],
    [20, "ended"],
  ])("at minute %i of 10 to 20 it is %s", (minute, state) => {
    expect(announcementState(one(), at(minute))).toBe(state);
  });
  test("without an end it stands", () => {
    expect(announcementState(one({ endsAt: null }), at(59))).toBe("current");
  });
});

describe("noticesAt", () => {
  test("speaks the reader's language, and the other one where that is empty", () => {
    expect(noticesAt(quiet, [one()], "en", at(15))).toMatchObject([{ text: "Hello" }]);
    expect(noticesAt(quiet, [one()], "zh-CN", at(15))).toMatchObject([{ text: "你好" }]);
    const only = { on: true, textZh: "维护", textEn: "" };
    expect(noticesAt(only, [], "en", at(15))).toMatchObject([{ text: "维护", level: "warning" }]);
  });
  test("puts maintenance first and keeps the newest announcements", () => {
    const many = Array.from({ length: 5 }, (_, n) => one({ id: `ann_${n}`, startsAt: at(n) }));
    const keys = noticesAt({ on: true, textZh: "维护", textEn: "" }, many, "zh-CN", at(15)).map(
      ({ key }) => key,
    );
    expect(keys).toEqual(["maintenance", "ann_4", "ann_3", "ann_2"]);
    expect(keys).toHaveLength(MAX_NOTICES + 1);
  });
  test("says nothing while maintenance is off or has no words, nor of what is over or to come", () => {
    expect(noticesAt({ on: false, textZh: "维护", textEn: "" }, [], "en", at(15))).toEqual([]);
    expect(noticesAt({ on: true, textZh: "", textEn: "" }, [one()], "en", at(25))).toEqual([]);
    expect(noticesAt(quiet, [one()], "en", at(5))).toEqual([]);
  });
});

describe("an announcement's input", () => {
  const parse = (parts: object) =>
    createAnnouncementInput.safeParse({
      ...{ level: "info", textZh: "一", textEn: "one", reason: "a new release" },
      ...parts,
    });
  test.each(["/pricing", "/explore?sort=popular", "https://example.com/a?b=c"])("may lead to %s", (href) => {
    expect(parse({ href }).success).toBe(true);
  });
  test.each([
    "//evil.example",
    "/\\evil.example",
    "http://example.com",
    "javascript:alert(1)",
    "data:text/html,x",
    "pricing",
    "/a b",
    "",
  ])("does not lead to %j", (href) => {
    expect(parse({ href }).success).toBe(false);
  });
  test("takes a minute of Shanghai as it is typed, and says it again when it is parsed again", () => {
    const once = createAnnouncementInput.parse({
      ...{ level: "info", textZh: "一", textEn: "one", reason: "a new release" },
      startsAt: "2026-11-22 18:30",
    });
    expect(once.startsAt).toBe("2026-11-22T10:30:00.000Z");
    expect(createAnnouncementInput.parse(once)).toEqual(once);
    expect(parse({ endsAt: "tomorrow" }).success).toBe(false);
    expect(parse({ endsAt: "2026-02-31 10:00" }).success).toBe(false);
  });
});
