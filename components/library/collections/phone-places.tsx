"use client";

import { useQuery } from "@tanstack/react-query";
import { FolderOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { treeOf } from "@/components/gallery/collections/tree";
import { Button } from "@/components/ui/form/button";
import { Sheet } from "@/components/ui/overlay/sheet";
import { collectionsQuery } from "@/lib/collections/client";
import type { ImageFilters } from "@/lib/images/client";
import { cn } from "@/lib/platform/cn";
import { sameFilters } from "../filters/filters";
import { PlaceLink } from "../filters/place-link";
import { StorageMeter } from "../storage/storage-meter";
import { CollectionNav } from "./collection-nav";
import { RailEnd } from "./rail";

interface PhonePlacesProps {
  filters: ImageFilters;
  goTo: (filters: ImageFilters) => void;
}

/** Pushes the row so far that one of its places stands in the middle, where there is enough to push. */
function bringIntoSight(place: HTMLLIElement | null): void {
  const row = place?.closest("nav");
  if (place && row) row.scrollLeft = place.offsetLeft - (row.clientWidth - place.offsetWidth) / 2;
}

/** The places of the library where there is no room for the rail: a row to push aside, and all of them in a sheet. */
export function PhonePlaces({ filters, goTo }: PhonePlacesProps) {
  const t = useTranslations("library.collections");
  const { data } = useQuery(collectionsQuery);
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const chip = (to: ImageFilters, name: ReactNode, isHere: boolean, key = "") => (
    <li key={key} ref={isHere ? bringIntoSight : undefined}>
      <PlaceLink
        to={to}
        aria-current={isHere ? "page" : undefined}
        className={cn(
          "flex h-10 max-w-48 items-center rounded-full border px-4 text-sm focus-visible:-outline-offset-2",
          isHere ? "border-text bg-surface font-medium" : "border-line text-muted",
        )}
      >
        <span className="truncate">{name}</span>
      </PlaceLink>
    </li>
  );
  return (
    <div className="flex items-center gap-2 lg:hidden">
      <Button size="icon" aria-label={t("manage")} onClick={() => setOpen(true)} className="rounded-full">
        <FolderOpen strokeWidth={1.5} />
      </Button>
      <nav
        aria-label={t("places")}
        className="relative -mr-4 min-w-0 flex-1 overflow-x-auto pr-4 [scrollbar-width:none]"
      >
        <ul className="flex w-max gap-1.5">
          {chip({}, t("all"), sameFilters(filters, {}), "all")}
          {chip(
            { favorite: "true" },
            t("favorites"),
            sameFilters(filters, { favorite: "true" }),
            "favorites",
          )}
          {chip({ collection: "none" }, t("none"), filters.collection === "none", "none")}
          {treeOf(data?.items ?? []).flatMap(({ collection, children }) =>
            [collection, ...children].map(({ id, name }) =>
              chip({ collection: id }, name, filters.collection === id, id),
            ),
          )}
        </ul>
      </nav>
      <Sheet open={open} onOpenChange={setOpen} title={t("title")} footer={<StorageMeter />}>
        <CollectionNav filters={filters} goTo={goTo} onFollow={close} />
        <RailEnd filters={filters} onFollow={close} />
      </Sheet>
    </div>
  );
}
