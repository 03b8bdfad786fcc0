"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, ArrowRight, ImageOff, Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { PlainImage } from "@/components/ui/media/plain-image";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import { DropdownMenu, MenuItem } from "@/components/ui/overlay/dropdown-menu";
import { imageQuery } from "@/lib/images/client";
import { ApiError } from "@/lib/platform/api-error";
import { cn } from "@/lib/platform/cn";
import type { SendingReference } from "./use-add-references";

interface ReferenceTileProps {
  id: string;
  place: number;
  last: boolean;
  /** More than the model looks at. */
  unused: boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

export const tileLook = "relative size-17 shrink-0";
const cornerLook =
  "absolute -top-1.5 -right-1.5 flex size-6 items-center justify-center rounded-full border border-line bg-raised hover:border-text";

/** A chosen reference: its number, the way out at its corner, and its order in the menu behind it. */
export function ReferenceTile({ id, place, last, unused, onMove, onRemove }: ReferenceTileProps) {
  const t = useTranslations("create.composer");
  const { data: image, error } = useQuery(imageQuery(id));
  const gone = image?.deletedAt != null || (error instanceof ApiError && error.status === 404);
  useEffect(() => {
    if (gone) onRemove();
  });
  return (
    <li className={tileLook}>
      <DropdownMenu
        align="start"
        trigger={
          <button
            type="button"
            aria-label={t("referenceMenu", { place })}
            className={cn(
              "block size-full overflow-hidden rounded-md border border-line bg-subtle",
              unused && "border-dashed",
            )}
          >
            <span className={cn("block size-full", unused && "opacity-40")}>
              {image ? (
                <ThumbHashImage
                  src={image.urls.thumbnail}
                  alt=""
                  widthPx={image.widthPx}
                  heightPx={image.heightPx}
                  thumbHash={image.thumbHash}
                  fallback={t("referenceFailed")}
                />
              ) : error ? (
                <span className="flex size-full items-center justify-center text-muted">
                  <ImageOff strokeWidth={1.5} className="size-5" aria-hidden />
                </span>
              ) : (
                <Skeleton className="size-full" />
              )}
            </span>
            <span
              aria-hidden
              className="tabular absolute bottom-1 left-1 rounded-sm bg-text px-1 text-background text-xs"
            >
              {unused ? t("referenceUnused") : place}
            </span>
          </button>
        }
      >
        <MenuItem disabled={place === 1} onSelect={() => onMove(-1)}>
          <ArrowLeft strokeWidth={1.5} aria-hidden />
          {t("referenceEarlier")}
        </MenuItem>
        <MenuItem disabled={last} onSelect={() => onMove(1)}>
          <ArrowRight strokeWidth={1.5} aria-hidden />
          {t("referenceLater")}
        </MenuItem>
        <MenuItem onSelect={onRemove}>
          <Trash2 strokeWidth={1.5} aria-hidden />
          {t("referenceRemove")}
        </MenuItem>
      </DropdownMenu>
      <button
        type="button"
        aria-label={t("referenceRemoveName", { place })}
        onClick={onRemove}
        className={cornerLook}
      >
        <X strokeWidth={1.5} className="size-3.5" aria-hidden />
      </button>
    </li>
  );
}

/** A file on its way, with how far it is. */
export function SendingTile({ sending }: { sending: SendingReference }) {
  const t = useTranslations("create.composer");
  const percent = Math.floor(sending.part * 100);
  return (
    <li className={tileLook}>
      <div className="size-full overflow-hidden rounded-md border border-line bg-subtle">
        <PlainImage src={sending.previewUrl} alt="" className="size-full object-cover opacity-40" />
      </div>
      <span className="tabular absolute inset-x-0 bottom-1 text-center font-medium text-xs" aria-hidden>
        {percent}%
      </span>
      <span className="sr-only" role="status">
        {t("referenceSending", { percent: percent - (percent % 25) })}
      </span>
      <button type="button" aria-label={t("referenceCancel")} onClick={sending.cancel} className={cornerLook}>
        <X strokeWidth={1.5} className="size-3.5" aria-hidden />
      </button>
    </li>
  );
}
