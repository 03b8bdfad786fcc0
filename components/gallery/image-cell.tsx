"use client";

import { Check, Heart } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps, MouseEvent } from "react";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import type { ImageView } from "@/lib/images/schema";
import { cn } from "@/lib/platform/cn";

interface ImageCellProps extends Omit<ComponentProps<"button">, "children" | "onSelect"> {
  image: ImageView;
  /** Among the first on the page: fetched at once. */
  priority?: boolean;
  /** Whether pressing selects instead of opening. */
  selecting?: boolean;
  selected?: boolean;
  /** Shows the box for selecting; presses of it, with their modifier keys. */
  onSelect?: (event: MouseEvent) => void;
  onFavorite?: () => void;
}

/**
 * One picture of a grid, filling its cell. The picture is the button; box and heart beside it are for the
 * pointer only, because the page offers both by keys.
 */
export function ImageCell(props: ImageCellProps) {
  const {
    image,
    priority,
    selecting = false,
    selected = false,
    onSelect,
    onFavorite,
    className,
    ...rest
  } = props;
  const t = useTranslations("viewer");
  return (
    <div className="group relative size-full">
      <button
        type="button"
        data-image-id={image.id}
        aria-label={image.prompt || t("untitled")}
        aria-pressed={selecting ? selected : undefined}
        className={cn(
          "block size-full overflow-hidden focus-visible:-outline-offset-4 [-webkit-touch-callout:none]",
          className,
        )}
        {...rest}
      >
        <div
          className={cn("size-full transition-transform duration-150 ease-out", selected && "scale-[0.9]")}
        >
          <ThumbHashImage
            src={image.urls.thumbnail}
            alt=""
            widthPx={image.widthPx}
            heightPx={image.heightPx}
            thumbHash={image.thumbHash}
            priority={priority}
            fallback={t("imageFailed")}
          />
        </div>
      </button>
      {selected ? (
        <span aria-hidden className="pointer-events-none absolute inset-0 ring-2 ring-text ring-inset" />
      ) : null}
      {onSelect ? (
        <PointerButton
          label={t("select")}
          onClick={onSelect}
          className={cn(
            "top-2 left-2",
            selected ? "border-text bg-text text-background" : "border-line-strong",
            selecting
              ? ""
              : "opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:hidden",
          )}
        >
          <Check
            strokeWidth={2}
            className={cn("size-4", selected ? "" : "opacity-0 group-hover:opacity-60")}
          />
        </PointerButton>
      ) : null}
      {onFavorite && !selecting ? (
        <PointerButton
          label={t("favorite")}
          pressed={image.isFavorite}
          onClick={onFavorite}
          className={cn(
            "top-2 right-2",
            image.isFavorite
              ? ""
              : "opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:hidden",
          )}
        >
          <Heart strokeWidth={1.5} className={cn("size-4", image.isFavorite && "fill-accent text-accent")} />
        </PointerButton>
      ) : null}
    </div>
  );
}

interface PointerButtonProps extends ComponentProps<"button"> {
  label: string;
  pressed?: boolean;
}

const PointerButton = ({ label, pressed, className, ...rest }: PointerButtonProps) => (
  <button
    type="button"
    tabIndex={-1}
    aria-label={label}
    aria-pressed={pressed}
    className={cn(
      "absolute flex size-7 items-center justify-center rounded-full border border-line bg-raised transition-opacity duration-150",
      className,
    )}
    {...rest}
  />
);
