"use client";

import { Bell } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/form/button";
import { Popover } from "@/components/ui/overlay/popover";
import { useNoticeSummary } from "@/lib/notifications/client";
import { NewestNotices } from "../notifications/newest-notices";

/** More than this is shown as "99+". */
const MOST_SHOWN = 99;

/** The bell of the header with the live count of unread notifications; once per page, because it holds the stream. */
export function NotificationBell() {
  const t = useTranslations("inbox");
  const [open, setOpen] = useState(false);
  const unread = useNoticeSummary()?.unread ?? 0;
  return (
    <>
      <Popover
        open={open}
        onOpenChange={setOpen}
        align="end"
        label={t("title")}
        className="w-96 p-0"
        trigger={
          <Button variant="ghost" size="icon" aria-label={t("bell", { count: unread })}>
            <Bell strokeWidth={1.5} className="size-5" aria-hidden />
            {unread > 0 ? (
              <span
                aria-hidden
                className="tabular absolute top-0.5 right-0.5 flex h-4 min-w-4 animate-fade-in items-center justify-center rounded-full bg-accent px-1 font-medium text-[0.625rem] text-on-accent leading-none"
              >
                {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
              </span>
            ) : null}
          </Button>
        }
      >
        <NewestNotices onClose={() => setOpen(false)} />
      </Popover>
      <span role="status" className="sr-only">
        {unread > 0 ? t("unread", { count: unread }) : ""}
      </span>
    </>
  );
}
