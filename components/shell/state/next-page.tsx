"use client";

import { useTranslations } from "next-intl";
import { LoadMore } from "@/components/ui/layout/load-more";

interface NextPageProps {
  /** What TanStack's infinite queries answer, as far as this needs it. */
  list: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    fetchNextPage: () => unknown;
  };
  /** Says where the list ends. */
  showEnd?: boolean;
}

/** The end of an infinite list of ours: the next page when it comes near, or a button after a failure. */
export function NextPage({ list, showEnd = true }: NextPageProps) {
  const t = useTranslations("common");
  return (
    <LoadMore
      hasMore={list.hasNextPage}
      loading={list.isFetchingNextPage}
      failed={list.isFetchNextPageError}
      onLoadMore={() => void list.fetchNextPage()}
      label={t("loadMore")}
      retryLabel={t("retry")}
      endLabel={showEnd ? t("endOfList") : undefined}
    />
  );
}
