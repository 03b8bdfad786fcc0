"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Button } from "@/components/ui/form/button";
import { newestNotificationsQuery, useMarkRead } from "@/lib/notifications/client";
import { ProblemState } from "../state/problem-state";
import { NoticeItem } from "./notice-item";

interface NewestNoticesProps {
  onClose: () => void;
}

/** What the bell opens: the newest few, and the way to all of them. */
export function NewestNotices({ onClose }: NewestNoticesProps) {
  const t = useTranslations("inbox");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const list = useQuery({ ...newestNotificationsQuery(), staleTime: 0 });
  const { mutate, isPending } = useMarkRead();
  const items = list.data?.items ?? [];
  const [newest] = items;
  return (
    <div className="flex max-h-[min(34rem,80dvh)] flex-col">
      <div className="flex min-h-12 items-center justify-between gap-3 border-line border-b py-1.5 pr-1.5 pl-4">
        <h2 className="font-semibold">{t("title")}</h2>
        {newest && items.some(({ readAt }) => readAt === null) ? (
          <Button
            size="sm"
            variant="ghost"
            loading={isPending}
            onClick={() => mutate({ before: newest.createdAt })}
          >
            {t("markAll")}
          </Button>
        ) : null}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto p-1.5" aria-busy={list.isPending}>
        {list.isPending ? <NewestSkeleton /> : null}
        {list.isError && items.length === 0 ? (
          <ProblemState
            error={list.error}
            onRetry={() => void list.refetch()}
            retrying={list.isRefetching}
            className="py-6"
          />
        ) : null}
        {list.isSuccess && items.length === 0 ? (
          <p className="px-3 py-8 text-center text-muted">{t("empty.all.title")}</p>
        ) : null}
        <ul>
          {items.map((notice) => (
            <li key={notice.id}>
              <NoticeItem
                notice={notice}
                when={format.relativeTime(new Date(notice.createdAt), now)}
                compact
                onOpen={({ id, readAt }) => {
                  if (readAt === null) mutate({ ids: [id] });
                  onClose();
                }}
              />
            </li>
          ))}
        </ul>
      </div>
      <div className="flex justify-between gap-2 border-line border-t p-1.5">
        <Button asChild variant="ghost" size="sm">
          <Link href="/notifications" onClick={onClose}>
            {t("seeAll")}
          </Link>
        </Button>
        <Button asChild variant="ghost" size="sm" className="text-muted">
          <Link href="/settings/notifications" onClick={onClose}>
            {t("settings")}
          </Link>
        </Button>
      </div>
    </div>
  );
}

const NewestSkeleton = () => (
  <div className="flex flex-col gap-4 p-3">
    {["a", "b", "c"].map((key) => (
      <div key={key} className="flex flex-col gap-2">
        <Skeleton className="h-4 w-2/5 rounded-sm" />
        <Skeleton className="h-3.5 w-4/5 rounded-sm" />
      </div>
    ))}
  </div>
);
