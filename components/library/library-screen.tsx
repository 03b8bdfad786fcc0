"use client";

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCallback, useMemo, useState } from "react";
import { useOpenImage } from "@/components/gallery/open-image";
import { ImageViewer } from "@/components/gallery/viewer";
import { Page } from "@/components/shell/page-header";
import { NextPage } from "@/components/shell/state/next-page";
import { ProblemState } from "@/components/shell/state/problem-state";
import { collectionsQuery } from "@/lib/collections/client";
import type { CollectionView } from "@/lib/collections/schema";
import { type ImageFilters, imagesQuery, storageQuery } from "@/lib/images/client";
import type { ImagePage, StorageView } from "@/lib/images/schema";
import { cn } from "@/lib/platform/cn";
import { PhonePlaces } from "./collections/phone-places";
import { Rail } from "./collections/rail";
import { FilterChips } from "./filters/filter-chips";
import { emptyKind, isFiltered, placeOf, sameFilters } from "./filters/filters";
import { GoTo } from "./filters/place-link";
import { useFilters } from "./filters/use-filters";
import { ImportArea } from "./import/import-area";
import { useImports } from "./import/store";
import { LibraryBar } from "./library-bar";
import { LibraryGrid } from "./library-grid";
import { LibraryHeader, usePlaceCollection } from "./library-header";
import { GridSkeleton, LibraryEmpty } from "./library-states";

export interface LibraryScreenProps {
  /** What the server read for the address of the document, and when. */
  first: {
    filters: ImageFilters;
    page: ImagePage;
    collections: CollectionView[];
    storage: StorageView;
    atMs: number;
  };
  isPhone: boolean;
}

/** The library with its collections, and the trash. */
export function LibraryScreen({ first, isPhone }: LibraryScreenProps) {
  const { filters, narrow, goTo } = useFilters();
  useFirst(first);
  const list = useLibrary(filters, first);
  const images = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const collection = usePlaceCollection(filters);
  const isEmpty = list.isSuccess && !list.isPlaceholderData && images.length === 0 && !list.hasNextPage;
  return (
    <GoTo value={goTo}>
      <Page width="full" className="gap-8 lg:flex-row">
        <Rail filters={filters} goTo={goTo} />
        <div className="flex min-w-0 flex-1 flex-col gap-4">
          <LibraryHeader filters={filters} />
          {filters.trash ? null : <PhonePlaces filters={filters} goTo={goTo} />}
          {isEmpty && !isFiltered(filters) ? null : (
            <>
              <LibraryBar filters={filters} onChange={narrow} images={images} />
              <FilterChips filters={filters} onChange={narrow} />
            </>
          )}
          <Images {...{ list, images, filters, isEmpty, isPhone }} onClear={() => goTo(placeOf(filters))} />
        </div>
        <ImportArea enabled={!filters.trash} collection={collection} />
      </Page>
    </GoTo>
  );
}

/** What came with the document stands where the parts of the page look for it, unless something newer does. */
function useFirst({ collections, storage, atMs }: LibraryScreenProps["first"]): void {
  const client = useQueryClient();
  useState(() => {
    const put = (key: readonly unknown[], data: unknown) => {
      if (client.getQueryData(key) === undefined) client.setQueryData(key, data, { updatedAt: atMs });
    };
    put(collectionsQuery.queryKey, { items: collections, nextCursor: null });
    put(storageQuery.queryKey, storage);
  });
}

type Library = ReturnType<typeof useLibrary>;

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

interface ImagesProps {
  list: Library;
  images: ImagePage["items"];
  filters: ImageFilters;
  isEmpty: boolean;
  isPhone: boolean;
  onClear: () => void;
}

/** The images of the place, or why there are none, and the viewer over them. */
function Images({ list, images, filters, isEmpty, isPhone, onClear }: ImagesProps) {
  const t = useTranslations("library");
  const isTrash = filters.trash === "true";
  const viewer = useOpenImage(images);
  const showImport = useImports((state) => state.show);
  const isGone = useIsGone(filters);
  const { fetchNextPage } = list;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  return (
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
        <LibraryEmpty kind={isGone ? "gone" : emptyKind(filters)} onClear={onClear} onImport={showImport} />
      ) : null}
      {images.length > 0 ? (
        <>
          <LibraryGrid
            images={images}
            isTrash={isTrash}
            isPhone={isPhone}
            growing={list.hasNextPage && !list.isFetchNextPageError}
            onOpen={viewer.open}
          />
          <NextPage list={list} />
        </>
      ) : null}
      {viewer.index === null ? null : (
        <ImageViewer
          images={images}
          index={viewer.index}
          onIndexChange={viewer.move}
          onClose={viewer.close}
          onLoadMore={list.hasNextPage && !list.isFetchingNextPage ? loadMore : undefined}
        />
      )}
    </section>
  );
}

/** Whether the address names a collection that there is not, or no longer. */
function useIsGone({ collection }: ImageFilters): boolean {
  const { data } = useQuery(collectionsQuery);
  return (
    data !== undefined &&
    collection !== undefined &&
    collection !== "none" &&
    !data.items.some(({ id }) => id === collection)
  );
}
