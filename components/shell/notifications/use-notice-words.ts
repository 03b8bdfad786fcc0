"use client";

import { useTranslations } from "next-intl";
import { wordsOf } from "@/lib/notifications/rules";
import type { NotificationView } from "@/lib/notifications/schema";

/** What a notification says, in the reader's language. */
export function useNoticeWords(): (notice: Pick<NotificationView, "kind" | "data">) => {
  title: string;
  body: string;
} {
  const t = useTranslations("notifications");
  return ({ kind, data }) => {
    const { key, values } = wordsOf(kind, data);
    const say = (part: "title" | "body") => t(`${key}.${part}` as "order.fulfilled.body", values as never);
    return { title: say("title"), body: say("body") };
  };
}
