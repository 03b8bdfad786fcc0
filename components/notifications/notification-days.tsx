"use client";

import { Check } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { NoticeItem } from "@/components/shell/notifications/notice-item";
import { Button } from "@/components/ui/form/button";
import type { NotificationView } from "@/lib/notifications/schema";
import { startOfBusinessDay } from "@/lib/platform/time";
import { byDay, nearDay } from "./rules";

interface NotificationDaysProps {
  notices: readonly NotificationView[];
  /** When the list was read: what "today" means on it. */
  seenAtMs: number;
  onRead: (notice: NotificationView) => void;
}

/** Notifications under the days on which they came. Opening one reads it; it can also be read where it stands. */
export function NotificationDays({ notices, seenAtMs, onRead }: NotificationDaysProps) {
  const t = useTranslations("inbox");
  const format = useFormatter();
  const seenAt = new Date(seenAtMs);
  const nameOf = (day: string) => {
    const near = nearDay(day, seenAt);
    return near ? t(near) : format.dateTime(startOfBusinessDay(day), "day");
  };
  const read = (notice: NotificationView) => {
    if (notice.readAt === null) onRead(notice);
  };
  return (
    <div className="flex flex-col gap-6">
      {byDay(notices).map(({ day, notices: own }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} className="border-line border-b pb-2 text-muted text-sm">
            {nameOf(day)}
          </h2>
          <ul className="-mx-3 pt-1">
            {own.map((notice) => (
              <li key={notice.id}>
                <NoticeItem
                  notice={notice}
                  when={format.dateTime(new Date(notice.createdAt), "time")}
                  onOpen={read}
                  action={
                    notice.readAt === null ? (
                      <Button
                        variant="ghost"
                        size="icon-sm"
                        aria-label={t("markOne")}
                        title={t("markOne")}
                        onClick={() => read(notice)}
                      >
                        <Check strokeWidth={1.5} aria-hidden />
                      </Button>
                    ) : (
                      // The moments stay in one column.
                      <span aria-hidden className="block size-9 sm:size-8" />
                    )
                  }
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
