"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useImageActions } from "@/components/gallery/image-actions";
import { useOpenImage } from "@/components/gallery/open-image";
import { ImageViewer } from "@/components/gallery/viewer";
import { Page, PageHeader } from "@/components/shell/page-header";
import { NextPage } from "@/components/shell/state/next-page";
import { ProblemState } from "@/components/shell/state/problem-state";
import { Button } from "@/components/ui/form/button";
import { type ImageFilters, imagesQuery } from "@/lib/images/client";
import type { ImagePage } from "@/lib/images/schema";
import { cn } from "@/lib/platform/cn";
import { isFiltered, libraryHref, sameFilters } from "./filters/filters";
import { useFilters } from "./filters/use-filters";
import { LibraryGrid } from "./library-grid";
import { GridSkeleton, LibraryEmpty } from "./library-states";
import { SelectionBar } from "./selection/selection-bar";
import { useSelection } from "./selection/store";
import { Toolbar } from "./toolbar";

export interface LibraryScreenProps {
  /** What the server read for the address of the document, and when. */
  first: { filters: ImageFilters; page: ImagePage; atMs: number };
  isPhone: boolean;
}

/** The library and its trash. */
export function LibraryScreen({ first, isPhone }: LibraryScreenProps) {
  const t = useTranslations("library");
  const [filters, setFilters] = useFilters();
  const isTrash = filters.trash === "true";
  const list = useLibrary(filters, first);
  const images = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const viewer = useOpenImage(images);
  const { fetchNextPage } = list;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const isEmpty = list.isSuccess && images.length === 0 && !list.hasNextPage;
  return (
    <Page width="full" className="gap-4 sm:gap-5">
      <LibraryHeader isTrash={isTrash} />
      {isEmpty && !isFiltered(filters) ? null : (
        <LibraryBar filters={filters} onChange={setFilters} ids={images.map((image) => image.id)} />
      )}
      <section
        aria-label={isTrash ? t("trash") : t("title")}
        aria-busy={list.isPlaceholderData || list.isPending}
        className={cn("transition-opacity duration-150", list.isPlaceholderData && "opacity-50")}
      >
        {list.isPending ? <GridSkeleton /> : null}
        {list.isError && images.length === 0 ? (
          <ProblemState error={list.error} onRetry={() => void list.refetch()} retrying={list.isRefetching} />
        ) : null}
        {isEmpty ? (
          <LibraryEmpty isTrash={isTrash} onClear={isFiltered(filters) ? () => setFilters(cleared) : null} />
        ) : null}
        {images.length > 0 ? (
          <>
            <LibraryGrid images={images} isTrash={isTrash} isPhone={isPhone} onOpen={viewer.open} />
            <NextPage list={list} />
          </>
        ) : null}
      </section>
      {viewer.index === null ? null : (
        <ImageViewer
          images={images}
          index={viewer.index}
          onIndexChange={viewer.move}
          onClose={viewer.close}
          onLoadMore={list.hasNextPage && !list.isFetchingNextPage ? loadMore : undefined}
        />
      )}
    </Page>
  );
}

const cleared: ImageFilters = {
  q: undefined,
  from: undefined,
  to: undefined,
  model: undefined,
  ratio: undefined,
  favorite: undefined,
};

/** The list of an address; the document's own first page counts for the address that it was made for. */
function useLibrary(filters: ImageFilters, first: LibraryScreenProps["first"]) {
  const isFirst = sameFilters(filters, first.filters);
  return useInfiniteQuery({
    ...imagesQuery(filters),
    initialData: isFirst ? { pages: [first.page], pageParams: [undefined] } : undefined,
    initialDataUpdatedAt: isFirst ? first.atMs : undefined,
    placeholderData: keepPreviousData,
    // Hundreds of pages may be loaded; they are read again when something changed, not with every glance.
    refetchOnWindowFocus: false,
  });
}

function LibraryHeader({ isTrash }: { isTrash: boolean }) {
  const t = useTranslations("library");
  if (isTrash)
    return (
      <PageHeader
        title={t("trash")}
        description={t("trashNote")}
        actions={
          <Button asChild>
            <Link href={libraryHref({})}>{t("backToLibrary")}</Link>
          </Button>
        }
      />
    );
  return (
    <PageHeader
      title={t("title")}
      actions={
        <Button asChild variant="ghost">
          <Link href={libraryHref({ trash: "true" })}>
            <Trash2 strokeWidth={1.5} />
            {t("trash")}
          </Link>
        </Button>
      }
    />
  );
}

interface LibraryBarProps {
  filters: ImageFilters;
  onChange: (change: ImageFilters) => void;
  /** All that is loaded. */
  ids: readonly string[];
}

/** Filters, or what can be done with the selection; it stays in sight. */
function LibraryBar({ filters, onChange, ids }: LibraryBarProps) {
  const selecting = useSelection((state) => state.selecting);
  const selected = useSelection((state) => state.ids);
  const { begin, selectAll, end } = useSelection.getState();
  const actions = useImageActions();
  const [busy, setBusy] = useState(false);
  const place = libraryHref(filters);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is another selection; so is leaving.
  useEffect(() => end, [place, end]);
  const act = async (run: (chosen: string[]) => Promise<boolean>) => {
    setBusy(true);
    if (await run([...selected])) end();
    setBusy(false);
  };
  return (
    <div className="sticky top-(--header) z-20 -mx-4 bg-background px-4 py-2">
      {selecting ? (
        <SelectionBar
          ids={[...selected]}
          isTrash={filters.trash === "true"}
          busy={busy}
          allSelected={ids.length > 0 && ids.every((id) => selected.has(id))}
          onSelectAll={() => selectAll(ids)}
          onTrash={() => void act(actions.moveToTrash)}
          onRestore={() => void act(actions.restore)}
          onEnd={end}
        />
      ) : (
        <Toolbar filters={filters} onChange={onChange} onSelect={ids.length > 0 ? begin : null} />
      )}
    </div>
  );
}
