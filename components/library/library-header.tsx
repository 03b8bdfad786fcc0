"use client";

import { useQuery } from "@tanstack/react-query";
import { ImageUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/form/button";
import { collectionsQuery } from "@/lib/collections/client";
import type { CollectionView } from "@/lib/collections/schema";
import type { ImageFilters } from "@/lib/images/client";
import { useImports } from "./import/store";
import { MoreMenu } from "./more-menu";
import { TrashHeader } from "./trash/trash-header";

/** The collection that the address names; null in other places and before it is known. */
export function usePlaceCollection({ collection }: ImageFilters): CollectionView | null {
  const { data } = useQuery(collectionsQuery);
  return data?.items.find(({ id }) => id === collection) ?? null;
}

/** The name of the place, and what can be done there as a whole. */
export function LibraryHeader({ filters }: { filters: ImageFilters }) {
  const t = useTranslations("library");
  const collections = useQuery(collectionsQuery);
  const collection = usePlaceCollection(filters);
  const parent = collections.data?.items.find(({ id }) => id === collection?.parentId);
  const show = useImports((state) => state.show);
  if (filters.trash) return <TrashHeader />;
  const title =
    filters.collection === "none"
      ? t("collections.none")
      : (collection?.name ?? unnamed(filters, collections));
  return (
    <PageHeader
      title={title ?? t("title")}
      description={parent ? t("collections.liesIn", { name: parent.name }) : undefined}
      className="flex-nowrap [&_h1]:line-clamp-2 [&_h1]:break-words"
      actions={
        <div className="flex shrink-0 items-center gap-1">
          <Button onClick={show} className="max-sm:px-3">
            <ImageUp strokeWidth={1.5} />
            {t("import.button")}
          </Button>
          <MoreMenu />
        </div>
      }
    />
  );
}

/** Until the names of collections are known, a collection has a blank of the right height. */
const unnamed = ({ collection }: ImageFilters, { isPending }: { isPending: boolean }): string | null =>
  collection && isPending ? "\u00a0" : null;
