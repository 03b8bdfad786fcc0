"use client";

import { CircleAlert, Globe, type LucideIcon, Sparkles, UserRound, Wallet } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { groupOf, type NoticeGroup } from "@/lib/notifications/rules";
import type { NotificationView } from "@/lib/notifications/schema";
import { cn } from "@/lib/platform/cn";
import { useNoticeWords } from "./use-notice-words";

interface NoticeItemProps {
  notice: NotificationView;
  /** When it came, as it is said here. */
  when: string;
  /** Two lines at most. */
  compact?: boolean;
  onOpen: (notice: NotificationView) => void;
  /** A control beside it. */
  action?: ReactNode;
}

const icons: Record<NoticeGroup, LucideIcon> = {
  generation: Sparkles,
  membership: UserRound,
  order: Wallet,
  publication: Globe,
  account: CircleAlert,
};

/** One notification: what happened, when, and the way to it. Unread ones have a dot, which is also read aloud. */
export function NoticeItem({ notice, when, compact = false, onOpen, action }: NoticeItemProps) {
  const t = useTranslations("inbox");
  const { title, body } = useNoticeWords()(notice);
  const Icon = icons[groupOf(notice.kind)];
  const isUnread = notice.readAt === null;
  return (
    <div className="relative flex items-start gap-3 rounded-md px-3 py-2.5 hover:bg-subtle">
      <Icon strokeWidth={1.5} className="mt-0.5 size-4.5 shrink-0 text-muted" aria-hidden />
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline justify-between gap-3">
          <Link
            href={notice.link}
            onClick={() => onOpen(notice)}
            className={cn(
              "min-w-0 break-words after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-text",
              isUnread ? "font-medium" : "text-muted",
            )}
          >
            {isUnread ? <span className="sr-only">{t("unreadMark")} </span> : null}
            {title}
          </Link>
          <time dateTime={notice.createdAt} className="tabular shrink-0 text-muted text-xs">
            {when}
          </time>
        </div>
        <p className={cn("break-words text-muted text-sm", compact && "line-clamp-2")}>{body}</p>
      </div>
      {action ? <div className="relative -my-1 shrink-0">{action}</div> : null}
      {isUnread ? (
        <span aria-hidden className="absolute top-4 left-0.5 size-1.5 rounded-full bg-accent" />
      ) : null}
    </div>
  );
}
