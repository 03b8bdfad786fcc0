"use client";

import { useQuery } from "@tanstack/react-query";
import { Copy, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ImageFilters, storageQuery } from "@/lib/images/client";
import { StorageMeter } from "../storage/storage-meter";
import { CollectionNav } from "./collection-nav";
import { PlaceRow } from "./place-row";

interface RailProps {
  filters: ImageFilters;
  goTo: (filters: ImageFilters) => void;
}

/** Beside the images of wide screens: the places of the library, the trash, and how full the storage is. */
export function Rail({ filters, goTo }: RailProps) {
  return (
    <div className="sticky top-[calc(var(--header)+2rem)] hidden h-[calc(100dvh-var(--header)-4rem)] w-60 shrink-0 flex-col gap-4 self-start lg:flex">
      <div className="-mx-2 min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-2">
        <CollectionNav filters={filters} goTo={goTo} />
        <RailEnd filters={filters} />
      </div>
      <StorageMeter />
    </div>
  );
}

interface RailEndProps {
  filters: ImageFilters;
  onFollow?: () => void;
}

/** The places at the end of the list: duplicates and the trash. */
export function RailEnd({ filters, onFollow }: RailEndProps) {
  const t = useTranslations("library");
  const { data: storage } = useQuery(storageQuery);
  return (
    <ul className="mt-4 flex flex-col gap-px border-line border-t pt-4">
      <li>
        <Link
          href="/library/duplicates"
          prefetch={false}
          className="flex min-h-11 items-center gap-2.5 rounded-md px-2 hover:bg-subtle focus-visible:-outline-offset-2 lg:min-h-9"
        >
          <span aria-hidden className="flex size-7 shrink-0 items-center justify-center text-muted">
            <Copy strokeWidth={1.5} className="size-4" />
          </span>
          {t("duplicates.link")}
        </Link>
      </li>
      <li>
        <PlaceRow
          to={{ trash: "true" }}
          icon={<Trash2 strokeWidth={1.5} />}
          name={t("trash")}
          count={storage?.trashImages}
          isHere={filters.trash === "true"}
          onFollow={onFollow}
        />
      </li>
    </ul>
  );
}
