"use client";

import { useQuery } from "@tanstack/react-query";
import { FolderMinus, Heart, Images, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CollectionCover } from "@/components/gallery/collections/cover";
import { treeOf } from "@/components/gallery/collections/tree";
import { ProblemState } from "@/components/shell/state/problem-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Button } from "@/components/ui/form/button";
import { collectionsQuery } from "@/lib/collections/client";
import type { CollectionView } from "@/lib/collections/schema";
import { type ImageFilters, storageQuery } from "@/lib/images/client";
import { sameFilters } from "../filters/filters";
import { type CollectionWindow, CollectionWindows } from "./collection-windows";
import { PlaceRow } from "./place-row";
import { RowMenu } from "./row-menu";
import { useRowDrag } from "./use-row-drag";

interface CollectionNavProps {
  filters: ImageFilters;
  goTo: (filters: ImageFilters) => void;
  /** Told when a place was chosen; sheets close then. */
  onFollow?: () => void;
}

/** The places of the library: all images, favourites, what lies in no collection, and the collections. */
export function CollectionNav({ filters, goTo, onFollow }: CollectionNavProps) {
  const t = useTranslations("library.collections");
  const list = useQuery(collectionsQuery);
  const { data: storage } = useQuery(storageQuery);
  const collections = list.data?.items ?? [];
  const [open, setOpen] = useState<CollectionWindow>(null);
  const dragOf = useRowDrag(collections);
  const all = storage && storage.images - storage.trashImages;
  const inside = collections.reduce((sum, { images }) => sum + images, 0);
  const row = (collection: CollectionView) => (
    <li key={collection.id}>
      <PlaceRow
        to={{ collection: collection.id }}
        icon={<CollectionCover collection={collection} className="size-7" />}
        name={collection.name}
        count={collection.images}
        isHere={filters.collection === collection.id}
        isInside={collection.parentId !== null}
        onFollow={onFollow}
        {...dragOf(collection)}
        menu={<RowMenu collection={collection} collections={collections} onOpen={setOpen} />}
      />
    </li>
  );
  return (
    <nav aria-label={t("places")} className="flex flex-col gap-4">
      <ul className="flex flex-col gap-px">
        <li>
          <PlaceRow
            to={{}}
            icon={<Images strokeWidth={1.5} />}
            name={t("all")}
            count={all}
            isHere={!filters.collection && !filters.trash && !sameFilters(filters, { favorite: "true" })}
            onFollow={onFollow}
          />
        </li>
        <li>
          <PlaceRow
            to={{ favorite: "true" }}
            icon={<Heart strokeWidth={1.5} />}
            name={t("favorites")}
            isHere={sameFilters(filters, { favorite: "true" })}
            onFollow={onFollow}
          />
        </li>
        <li>
          <PlaceRow
            to={{ collection: "none" }}
            icon={<FolderMinus strokeWidth={1.5} />}
            name={t("none")}
            count={all === undefined || !list.data ? undefined : Math.max(0, all - inside)}
            isHere={filters.collection === "none"}
            onFollow={onFollow}
            {...dragOf(null)}
          />
        </li>
      </ul>
      <div className="flex flex-col gap-1">
        <div className="flex items-center justify-between gap-2 pl-2">
          <h2 className="font-medium text-muted text-sm">{t("title")}</h2>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t("new")}
            onClick={() => setOpen({ kind: "create", parent: null })}
            className="text-muted"
          >
            <Plus strokeWidth={1.5} />
          </Button>
        </div>
        {list.isPending ? <Skeleton className="mx-2 h-24" /> : null}
        {list.isError && !list.data ? (
          <ProblemState error={list.error} onRetry={() => void list.refetch()} className="py-4" />
        ) : null}
        {list.data && collections.length === 0 ? (
          <p className="px-2 text-muted text-sm">{t("emptyNote")}</p>
        ) : null}
        <ul aria-label={t("title")} className="flex flex-col gap-px">
          {treeOf(collections).flatMap(({ collection, children }) => [row(collection), ...children.map(row)])}
        </ul>
      </div>
      <CollectionWindows
        open={open}
        onClose={() => setOpen(null)}
        collections={collections}
        goTo={(to) => {
          goTo(to);
          onFollow?.();
        }}
        here={filters}
      />
    </nav>
  );
}
