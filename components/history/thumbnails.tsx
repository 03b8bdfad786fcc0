"use client";

import { useTranslations } from "next-intl";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import type { GenerationView } from "@/lib/generations/schema";
import type { ImageView } from "@/lib/images/schema";
import { cn } from "@/lib/platform/cn";

const SHOWN = 4;

interface ThumbnailsProps {
  view: GenerationView;
  onOpen: (image: ImageView) => void;
  className?: string;
}

/** Up to four small squares that open the viewer; the last says how many more there are. */
export function Thumbnails({ view, onOpen, className }: ThumbnailsProps) {
  const t = useTranslations("history");
  const images = view.images.slice(0, SHOWN);
  const more = view.images.length - images.length;
  if (images.length === 0) return null;
  return (
    <ul aria-label={t("images")} className={cn("flex gap-1", className)}>
      {images.map((image, place) => (
        <li key={image.id} className="size-14">
          <button
            type="button"
            data-image-id={image.id}
            aria-label={t("openImage", { place: place + 1, count: view.images.length })}
            onClick={() => onOpen(image)}
            className="relative block size-full overflow-hidden rounded-sm"
          >
            <ThumbHashImage
              src={image.urls.thumbnail}
              alt=""
              widthPx={image.widthPx}
              heightPx={image.heightPx}
              thumbHash={image.thumbHash}
            />
            {more > 0 && place === SHOWN - 1 ? (
              <span className="tabular absolute inset-0 flex items-center justify-center bg-text/70 font-medium text-background">
                +{more}
              </span>
            ) : null}
          </button>
        </li>
      ))}
    </ul>
  );
}
