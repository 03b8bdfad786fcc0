"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { NextPage } from "@/components/shell/state/next-page";
import { ProblemState } from "@/components/shell/state/problem-state";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Skeleton, SkeletonText } from "@/components/ui/feedback/skeleton";

interface ListStateProps {
  q: string;
  label: string;
  /** What TanStack's infinite query answers, as far as this needs it. */
  list: Parameters<typeof NextPage>[0]["list"] & {
    isPending: boolean;
    isError: boolean;
    isFetching: boolean;
    error: unknown;
    refetch: () => unknown;
    data: { pages: readonly { items: readonly unknown[] }[] } | undefined;
  };
  empty: { icon: ReactNode; title: string; detail: string };
  /** Said where the list ends. */
  end?: string;
  /** The rows, of which there is at least one. */
  children: ReactNode;
}

/** Loading, failed, empty, nothing found, or the rows and the way to more of them. */
export function ListState({ q, label, list, empty, end, children }: ListStateProps) {
  const t = useTranslations("prompts.list");
  if (list.isPending)
    return (
      <div aria-busy="true">
        {["a", "b", "c", "d"].map((key) => (
          <div key={key} className="flex flex-col gap-3 border-line border-b py-4">
            <SkeletonText lines={2} />
            <Skeleton className="h-3.5 w-24 rounded-sm" />
          </div>
        ))}
      </div>
    );
  if (!list.data)
    return (
      <ProblemState
        error={list.error}
        title={t("failed")}
        onRetry={() => void list.refetch()}
        retrying={list.isFetching}
      />
    );
  const count = list.data.pages.reduce((sum, page) => sum + page.items.length, 0);
  if (count === 0 && !list.hasNextPage)
    return q ? (
      <EmptyState level="h2" title={t("noMatch", { q })} description={t("noMatchDetail")} className="py-10" />
    ) : (
      <EmptyState
        level="h2"
        icon={empty.icon}
        title={empty.title}
        description={empty.detail}
        className="py-10"
      />
    );
  return (
    <>
      <ul aria-label={label}>{children}</ul>
      {list.hasNextPage ? (
        <NextPage list={list} />
      ) : end ? (
        <p className="py-4 text-center text-muted text-sm">{end}</p>
      ) : null}
    </>
  );
}
