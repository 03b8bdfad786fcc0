"use client";

import { useTranslations } from "next-intl";
import type { DragEvent, DragEventHandler, ReactNode } from "react";
import type { ImageFilters } from "@/lib/images/client";
import { cn } from "@/lib/platform/cn";
import { PlaceLink } from "../filters/place-link";

interface PlaceRowProps {
  to: ImageFilters;
  icon: ReactNode;
  name: string;
  /** How many images are there; left out where it is not known. */
  count?: number;
  isHere: boolean;
  isInside?: boolean;
  /** Where something would land that hangs on the pointer. */
  dropMark?: "on" | "before" | "after" | null;
  onFollow?: () => void;
  drag?: {
    draggable?: boolean;
    onDragStart?: DragEventHandler;
    onDragEnd?: DragEventHandler;
    onDragOver?: (event: DragEvent<HTMLElement>) => void;
    onDragLeave?: DragEventHandler;
    onDrop?: DragEventHandler;
  };
  /** The menu at its end. */
  menu?: ReactNode;
}

/** One place of the library in the list beside the images. */
export function PlaceRow(props: PlaceRowProps) {
  const { to, icon, name, count, isHere, isInside = false, dropMark = null, onFollow, drag, menu } = props;
  const t = useTranslations("library.collections");
  return (
    <div className={cn("group relative flex items-center", isInside && "pl-6")} {...drag}>
      <PlaceLink
        to={to}
        draggable={false}
        onFollow={onFollow}
        aria-current={isHere ? "page" : undefined}
        aria-description={count === undefined ? undefined : t("count", { count })}
        className={cn(
          "flex min-h-11 min-w-0 flex-1 items-center gap-2.5 rounded-md px-2 focus-visible:-outline-offset-2 lg:min-h-9",
          isHere ? "bg-subtle font-medium" : "hover:bg-subtle",
          dropMark === "on" && "bg-subtle ring-2 ring-text ring-inset",
          menu && "pointer-coarse:pr-11",
        )}
      >
        <span
          aria-hidden
          className="flex size-7 shrink-0 items-center justify-center text-muted [&>svg]:size-4"
        >
          {icon}
        </span>
        <span className="min-w-0 flex-1 truncate" title={name}>
          {name}
        </span>
        {count === undefined ? null : (
          <span
            aria-hidden
            className={cn(
              "tabular shrink-0 font-normal text-muted text-xs",
              menu && "pointer-fine:group-focus-within:opacity-0 pointer-fine:group-hover:opacity-0",
            )}
          >
            {count}
          </span>
        )}
      </PlaceLink>
      {menu ? (
        <div className="absolute right-0.5 flex has-data-[state=open]:opacity-100 pointer-fine:not-group-hover:not-group-focus-within:not-has-data-[state=open]:opacity-0">
          {menu}
        </div>
      ) : null}
      {dropMark === "before" || dropMark === "after" ? (
        <span
          aria-hidden
          className={cn(
            "pointer-events-none absolute inset-x-1 h-0.5 rounded-full bg-text",
            dropMark === "before" ? "top-0" : "bottom-0",
          )}
        />
      ) : null}
    </div>
  );
}
