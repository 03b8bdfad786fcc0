"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Bell, Settings2 } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { Page, PageHeader } from "@/components/shell/page-header";
import { NextPage } from "@/components/shell/state/next-page";
import { ProblemState } from "@/components/shell/state/problem-state";
import { useProblemText } from "@/components/shell/state/problem-text";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { Segmented } from "@/components/ui/form/segmented";
import { notificationsQuery, useMarkRead } from "@/lib/notifications/client";
import type { NotificationPage } from "@/lib/notifications/schema";
import { NotificationDays } from "./notification-days";
import { NotificationsSkeleton } from "./notifications-skeleton";
import { type NoticeFilter, noticeFilters, noticesHref, parseNoticeFilter } from "./rules";

interface NotificationsScreenProps {
  /** What the server read for this page, and when. */
  first: { filter: NoticeFilter; page: NotificationPage; atMs: number };
}

/** Everything that the person was told, by days. */
export function NotificationsScreen({ first }: NotificationsScreenProps) {
  const t = useTranslations("inbox");
  const [filter, setFilter] = useNoticeFilter();
  const isFirst = filter === first.filter;
  const list = useInfiniteQuery({
    ...notificationsQuery(filter === "unread"),
    initialData: isFirst ? { pages: [first.page], pageParams: [undefined] } : undefined,
    initialDataUpdatedAt: isFirst ? first.atMs : undefined,
    placeholderData: keepPreviousData,
  });
  const problemText = useProblemText();
  const { mutate, isPending } = useMarkRead();
  const markRead = (which: Parameters<typeof mutate>[0]) =>
    mutate(which, {
      onError: (error) =>
        toast({ title: t("markFailed"), detail: problemText(error).message, tone: "danger" }),
    });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const [newest] = items;
  const hasUnread = items.some(({ readAt }) => readAt === null);
  return (
    <Page width="narrow">
      <PageHeader
        title={t("title")}
        actions={
          <Button asChild variant="ghost" size="icon">
            <Link href="/settings/notifications" aria-label={t("settings")}>
              <Settings2 strokeWidth={1.5} aria-hidden />
            </Link>
          </Button>
        }
      />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Segmented
          aria-label={t("filter")}
          className="w-40"
          value={filter}
          onValueChange={setFilter}
          options={noticeFilters.map((value) => ({ value, label: t(`filters.${value}`) }))}
        />
        <Button
          disabled={!hasUnread}
          loading={isPending}
          onClick={() => newest && markRead({ before: newest.createdAt })}
        >
          {t("markAll")}
        </Button>
      </div>
      <section aria-label={t("title")} aria-busy={list.isPending || list.isPlaceholderData}>
        {list.isPending ? <NotificationsSkeleton /> : null}
        {list.isError && items.length === 0 ? (
          <ProblemState error={list.error} onRetry={() => void list.refetch()} retrying={list.isRefetching} />
        ) : null}
        {list.isSuccess && items.length === 0 && !list.hasNextPage ? (
          <EmptyState
            icon={<Bell strokeWidth={1.5} />}
            title={t(`empty.${filter}.title`)}
            description={t(`empty.${filter}.detail`)}
          />
        ) : null}
        {items.length > 0 ? (
          <>
            <NotificationDays
              notices={items}
              seenAtMs={Math.max(first.atMs, list.dataUpdatedAt)}
              onRead={({ id }) => markRead({ ids: [id] })}
            />
            <NextPage list={list} />
          </>
        ) : null}
      </section>
    </Page>
  );
}

function useNoticeFilter(): [NoticeFilter, (filter: NoticeFilter) => void] {
  const filter = parseNoticeFilter(useSearchParams().get("show"));
  return [filter, (next) => window.history.replaceState(null, "", noticesHref(next))];
}
