import { expect, test, vi } from "vitest";
import { testContext } from "@/db/testing";
import { noticeMail } from "@/lib/notifications/channels/notice-mail";
import { noticeKindIds } from "@/lib/notifications/rules";
import { LOCALES } from "@/lib/platform/locale";
import { deliveryPorts } from "./ports";

const data = {
  generationId: "gen_1",
  status: "partly_succeeded",
  delivered: 2,
  charged: 6,
  returned: 2,
  plan: "pro",
  paidUntil: "2026-05-01T16:30:00.000Z",
  days: 7,
  orderId: "ord_1",
  amountFen: 690,
  imageId: "img_1",
  reason: "copyright",
  endpointId: "whk_1",
  host: "hooks.example.com",
  failures: 20,
};
const { speak } = deliveryPorts(testContext());

test.each(LOCALES)("every kind has words in %s, without a slot that stayed empty", (locale) => {
  const complained = vi.spyOn(console, "error");
  for (const kind of noticeKindIds) {
    const { title, body, open, because, settings } = speak(locale, { kind, data });
    for (const words of [title, body, open, because, settings]) {
      expect(words).not.toMatch(/[{}]|notifications\.|undefined|NaN|Invalid/);
      expect(words.trim()).not.toBe("");
    }
  }
  expect(complained).not.toHaveBeenCalled();
});

test("dates are those of Shanghai, and each language has its own words", () => {
  const ending = { kind: "membership.ending" as const, data };
  expect(speak("zh-CN", ending).body).toContain("专业版会员将于 2026年5月2日 到期");
  expect(speak("en", ending).body).toContain("Pro membership ends on May 2, 2026, in 7 days");
  expect(speak("xx", ending)).toEqual(speak("zh-CN", ending));
  expect(speak("zh-CN", { kind: "order.refunded", data }).body).toContain("¥6.90");
  expect(speak("en", { kind: "publication.rejected", data }).body).toContain("Reason: ");
  expect(speak("zh-CN", { kind: "publication.rejected", data: { imageId: "img_1" } }).body).toContain(
    "不符合社区规则",
  );
});

test("a mail says the same as text and as HTML, leads to the page and to the settings, and runs nothing", () => {
  const words = speak("en", {
    kind: "webhook.disabled",
    data: { ...data, host: '<img src=x onerror="alert(1)">' },
  });
  const mail = noticeMail({
    words,
    locale: "en",
    link: "https://x.test/history?generation=a&b",
    settingsLink: "https://x.test/settings/notifications",
  });
  expect(mail.subject).toBe(words.title);
  expect(mail.text).toContain(words.body);
  expect(mail.text).toContain("https://x.test/history?generation=a&b");
  expect(mail.text).toContain("https://x.test/settings/notifications");
  expect(mail.html).not.toContain("<img");
  expect(mail.html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
  expect(mail.html).toContain('href="https://x.test/history?generation=a&amp;b"');
  expect(mail.headers["List-Unsubscribe"]).toBe("<https://x.test/settings/notifications>");
});
