import { expect, test } from "vitest";
import type { NotificationView } from "@/lib/notifications/schema";
import { byDay, nearDay, noticesHref, parseNoticeFilter } from "./rules";

const notice = (createdAt: string): NotificationView => ({
  id: createdAt,
  kind: "order.fulfilled",
  data: {},
  link: "/credits",
  readAt: null,
  createdAt,
});

test("notifications stand under the days of Shanghai, in their order", () => {
  const notices = ["2026-05-02T15:59:00Z", "2026-05-01T16:01:00Z", "2026-05-01T15:59:00Z"].map(notice);
  expect(byDay(notices).map(({ day, notices: own }) => [day, own.length])).toEqual([
    ["2026-05-02", 2],
    ["2026-05-01", 1],
  ]);
});

test("today and yesterday are those of Shanghai", () => {
  const now = new Date("2026-05-01T16:30:00Z");
  expect(nearDay("2026-05-02", now)).toBe("today");
  expect(nearDay("2026-05-01", now)).toBe("yesterday");
  expect(nearDay("2026-04-30", now)).toBeNull();
});

test("an unknown filter shows everything", () => {
  expect(parseNoticeFilter("unread")).toBe("unread");
  expect(parseNoticeFilter("nonsense")).toBe("all");
  expect(noticesHref("all")).toBe("/notifications");
  expect(noticesHref("unread")).toBe("/notifications?show=unread");
});
