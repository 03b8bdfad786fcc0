import { createTranslator } from "next-intl";
import { sendWechatNotice } from "@/lib/bindings/send-notice";
import type { DeliveryPorts } from "@/lib/notifications/deliveries/send";
import { wordsOf } from "@/lib/notifications/rules";
import type { Ctx } from "@/lib/platform/context";
import { DEFAULT_LOCALE, LOCALES, type Locale } from "@/lib/platform/locale";
import { BUSINESS_TIME_ZONE } from "@/lib/platform/time";
import en from "@/messages/en.json";
import zh from "@/messages/zh-CN.json";

const messages: Record<Locale, typeof zh> = { "zh-CN": zh, en };
/** The one format that the words of notifications use. */
const formats = { dateTime: { day: { year: "numeric", month: "short", day: "numeric" } } } as const;

/** What senders of notifications need from outside of their room: the product's words, and WeChat. */
export const deliveryPorts = (ctx: Ctx): DeliveryPorts => ({
  speak: (language, { kind, data }) => {
    const locale = LOCALES.find((known) => known === language) ?? DEFAULT_LOCALE;
    const t = createTranslator({
      locale,
      messages: messages[locale],
      namespace: "notifications",
      formats,
      timeZone: BUSINESS_TIME_ZONE,
    });
    const { key, values } = wordsOf(kind, data);
    const say = (part: "title" | "body") => t(`${key}.${part}` as "order.fulfilled.body", values as never);
    return {
      title: say("title"),
      body: say("body"),
      open: t("mail.open"),
      because: t("mail.because"),
      settings: t("mail.settings"),
    };
  },
  sendWechat: (message) => sendWechatNotice({ ctx, input: message }),
});
