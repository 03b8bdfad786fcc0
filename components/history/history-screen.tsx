"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Clock } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useOpenImage } from "@/components/gallery/open-image";
import { ImageViewer } from "@/components/gallery/viewer";
import { Page, PageHeader } from "@/components/shell/page-header";
import { NextPage } from "@/components/shell/state/next-page";
import { ProblemState } from "@/components/shell/state/problem-state";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Button } from "@/components/ui/form/button";
import { Segmented } from "@/components/ui/form/segmented";
import { generationsQuery } from "@/lib/generations/client";
import { hasEnded } from "@/lib/generations/rules";
import { type GenerationPage, generationId } from "@/lib/generations/schema";
import type { ImageView } from "@/lib/images/schema";
import { GenerationSheet } from "./details/generation-sheet";
import { GenerationRow } from "./generation-row";
import { HistorySkeleton } from "./history-skeleton";
import { LiveRow, OpenRow } from "./live-row";
import { belongs, type HistoryFilter, historyFilters, historyHref, parseHistoryFilter } from "./rules";

export interface HistoryScreenProps {
  first: { filter: HistoryFilter; page: GenerationPage; atMs: number };
}

/** Rows that hold a stream of events; see the README. */
const STREAMS = 2;
const LIST_EVERY_MS = 5_000;

/** Every generation, newest first. */
export function HistoryScreen({ first }: HistoryScreenProps) {
  const t = useTranslations("history");
  const [filter, setFilter] = useHistoryFilter();
  const list = useHistory(filter, first);
  const items = useMemo(
    () => list.data?.pages.flatMap((page) => page.items).filter((view) => belongs(view, filter)) ?? [],
    [list.data, filter],
  );
  const images = useMemo(() => items.flatMap((view) => view.images), [items]);
  const viewer = useOpenImage(images);
  const sheet = useOpenGeneration();
  const openImage = (image: ImageView) => viewer.open(images.findIndex(({ id }) => id === image.id));
  const streamed = items.filter((view) => !hasEnded(view.status)).slice(0, STREAMS);
  return (
    <Page>
      <PageHeader
        title={t("title")}
        actions={
          <Segmented
            aria-label={t("filter")}
            className="w-72 max-w-full"
            value={filter}
            onValueChange={setFilter}
            options={historyFilters.map((value) => ({ value, label: t(`filters.${value}`) }))}
          />
        }
      />
      <section aria-label={t("title")} aria-busy={list.isPending || list.isPlaceholderData}>
        {list.isPending ? <HistorySkeleton /> : null}
        {list.isError && items.length === 0 ? (
          <ProblemState error={list.error} onRetry={() => void list.refetch()} retrying={list.isRefetching} />
        ) : null}
        {list.isSuccess && items.length === 0 && !list.hasNextPage ? <HistoryEmpty filter={filter} /> : null}
        {items.length > 0 ? (
          <>
            <ul className="flex flex-col divide-y divide-line border-line border-y">
              {items.map((view) => {
                const Row = hasEnded(view.status)
                  ? GenerationRow
                  : streamed.includes(view)
                    ? LiveRow
                    : OpenRow;
                return <Row key={view.id} view={view} onOpenImage={openImage} onDetails={sheet.open} />;
              })}
            </ul>
            <NextPage list={list} />
          </>
        ) : null}
      </section>
      <GenerationSheet
        id={sheet.id}
        known={items.find((view) => view.id === sheet.id)}
        onClose={sheet.close}
        onOpenImage={(image) => {
          sheet.close();
          openImage(image);
        }}
      />
      {viewer.index === null ? null : (
        <ImageViewer
          images={images}
          index={viewer.index}
          onIndexChange={viewer.move}
          onClose={viewer.close}
        />
      )}
    </Page>
  );
}

function useHistory(filter: HistoryFilter, first: HistoryScreenProps["first"]) {
  const isFirst = filter === first.filter;
  return useInfiniteQuery({
    ...generationsQuery(filter === "all" ? undefined : filter),
    initialData: isFirst ? { pages: [first.page], pageParams: [undefined] } : undefined,
    initialDataUpdatedAt: isFirst ? first.atMs : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => {
      const items = state.data?.pages.flatMap((page) => page.items) ?? [];
      return items.filter((view) => !hasEnded(view.status)).length > STREAMS ? LIST_EVERY_MS : false;
    },
  });
}

function useHistoryFilter(): [HistoryFilter, (filter: HistoryFilter) => void] {
  const filter = parseHistoryFilter(useSearchParams().get("status"));
  return [filter, (next) => window.history.replaceState(null, "", historyHref(next))];
}

/** Which generation's details are open, in the address, so that other pages can link to them. */
function useOpenGeneration() {
  const parsed = generationId.safeParse(useSearchParams().get("generation"));
  const set = (id: string | null) => {
    const url = new URL(window.location.href);
    if (id) url.searchParams.set("generation", id);
    else url.searchParams.delete("generation");
    window.history.replaceState(null, "", url.pathname + url.search);
  };
  return { id: parsed.success ? parsed.data : null, open: set, close: () => set(null) };
}

function HistoryEmpty({ filter }: { filter: HistoryFilter }) {
  const t = useTranslations("history");
  return (
    <EmptyState
      icon={<Clock strokeWidth={1.5} />}
      title={t(`empty.${filter}`)}
      description={filter === "active" ? undefined : t("emptyDetail")}
      action={
        <Button asChild variant="primary">
          <Link href="/create">{t("create")}</Link>
        </Button>
      }
    />
  );
}
