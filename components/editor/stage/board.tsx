"use client";

import { useTranslations } from "next-intl";
import { type CSSProperties, type ReactNode, useMemo, useState } from "react";
import type { Zoom } from "@/components/gallery/stage/use-zoom";
import type { Size } from "@/components/gallery/stage/zoom";
import { PlainImage } from "@/components/ui/media/plain-image";
import { thumbHashUrl } from "@/components/ui/media/thumb-hash";
import type { ImageView } from "@/lib/images/schema";
import { cn } from "@/lib/platform/cn";

interface BoardProps {
  frame: Size;
  zoom: Zoom;
  /** Moves softly; not while a hand moves it. */
  still: boolean;
  children: ReactNode;
}

/** What lies on the stage, moved and scaled as one. */
export function Board({ frame, zoom, still, children }: BoardProps) {
  const { view, fit } = zoom;
  if (!zoom.stage) return null;
  return (
    <div
      className={cn("absolute top-1/2 left-1/2", still && "transition-transform duration-200 ease-out")}
      style={{
        width: frame.widthPx * fit,
        height: frame.heightPx * fit,
        transform: `translate(-50%, -50%) translate(${view.xPx}px, ${view.yPx}px) scale(${view.scale / fit})`,
      }}
    >
      {children}
    </div>
  );
}

/** Squares that show where a picture is transparent. */
const chequered: CSSProperties = {
  background: "repeating-conic-gradient(var(--subtle) 0 25%, var(--surface) 0 50%) 0 0 / 16px 16px",
};

interface PictureLayerProps {
  image: Pick<ImageView, "urls" | "prompt" | "thumbHash">;
  /** What it is on this stage, such as "before"; the prompt unless told otherwise. */
  alt?: string;
  className?: string;
  style?: CSSProperties;
}

/** The picture itself: its thumbnail until the display file is there. */
export function PictureLayer({ image, alt, className, style }: PictureLayerProps) {
  const t = useTranslations("viewer");
  const [state, setState] = useState<"loading" | "loaded" | "failed">("loading");
  const blur = useMemo(() => thumbHashUrl(image.thumbHash), [image.thumbHash]);
  const ground =
    state === "loading" && blur ? { background: `center / 100% 100% no-repeat url("${blur}")` } : chequered;
  return (
    <div className={cn("absolute inset-0 overflow-hidden", className)} style={{ ...ground, ...style }}>
      {state === "loaded" ? null : (
        <PlainImage
          src={image.urls.thumbnail}
          alt=""
          draggable={false}
          className="absolute inset-0 size-full"
        />
      )}
      {state === "failed" ? (
        <p className="absolute inset-0 flex items-center justify-center bg-subtle p-4 text-center text-muted">
          {t("imageFailed")}
        </p>
      ) : (
        <PlainImage
          ref={(element) => {
            // One from the cache may be there before React listens.
            if (element?.complete && element.naturalWidth > 0) setState("loaded");
          }}
          src={image.urls.display}
          alt={alt ?? (image.prompt || t("untitled"))}
          draggable={false}
          decoding="async"
          onLoad={() => setState("loaded")}
          onError={() => setState("failed")}
          className="absolute inset-0 size-full"
        />
      )}
    </div>
  );
}

/** Where one size stands in the middle of another, as large as it can, in percent. */
export function centredIn(inner: Size, outer: Size): CSSProperties {
  const scale = Math.min(outer.widthPx / inner.widthPx, outer.heightPx / inner.heightPx);
  const width = (100 * inner.widthPx * scale) / outer.widthPx;
  const height = (100 * inner.heightPx * scale) / outer.heightPx;
  return {
    left: `${(100 - width) / 2}%`,
    top: `${(100 - height) / 2}%`,
    width: `${width}%`,
    height: `${height}%`,
    right: "auto",
    bottom: "auto",
  };
}
