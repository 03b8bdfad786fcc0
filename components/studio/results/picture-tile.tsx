"use client";

import { useTranslations } from "next-intl";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import type { ImageView } from "@/lib/images/schema";
import { PictureActions } from "./picture-actions";

/** Longest sides of the stored files (lib/images): thumbnail and display. */
const THUMBNAIL_PX = 512;
const DISPLAY_PX = 2048;

interface PictureTileProps {
  image: ImageView;
  sizes: string;
  onOpen: (image: ImageView) => void;
}

/** A finished picture with what can be done with it; the actions show on hover and focus, on touch always. */
export function PictureTile({ image, sizes, onOpen }: PictureTileProps) {
  const t = useTranslations("create.image");
  const ordinal = image.ordinal + 1;
  const widthOf = (sidePx: number) =>
    Math.round(Math.min(1, sidePx / Math.max(image.widthPx, image.heightPx)) * image.widthPx);
  const { thumbnail, display } = image.urls;
  return (
    <div className="group @container size-full">
      <button
        type="button"
        data-image-id={image.id}
        aria-label={t("open", { ordinal, prompt: image.prompt })}
        onClick={() => onOpen(image)}
        className="block size-full rounded-md focus-visible:-outline-offset-4"
      >
        <ThumbHashImage
          src={thumbnail}
          srcSet={`${thumbnail} ${widthOf(THUMBNAIL_PX)}w, ${display} ${widthOf(DISPLAY_PX)}w`}
          sizes={sizes}
          alt={t("alt", { ordinal, prompt: image.prompt })}
          widthPx={image.widthPx}
          heightPx={image.heightPx}
          thumbHash={image.thumbHash}
          fallback={t("broken")}
        />
      </button>
      <PictureActions image={image} />
    </div>
  );
}
