"use client";

import { useTranslations } from "next-intl";
import { type Ref, useImperativeHandle, useRef, useState } from "react";
import { PlainImage } from "@/components/ui/media/plain-image";
import { thumbHashColour } from "@/components/ui/media/thumb-hash";
import type { ImageView } from "@/lib/images/schema";
import { cn } from "@/lib/platform/cn";
import { downloadHref } from "../links";
import { useGestures } from "./gestures";
import { useZoom, type Zoom } from "./use-zoom";
import type { Swipe } from "./zoom";
import { ZoomButtons } from "./zoom-buttons";

/** The longest side of the display file. */
const DISPLAY_SIDE_PX = 2048;

export interface StageHandle {
  zoomBy: (factor: number) => void;
  toggle: () => void;
}

interface StageProps {
  image: ImageView;
  onSwipe: (swipe: Swipe) => void;
  handle: Ref<StageHandle>;
}

/** One picture that can be zoomed and moved. Give it the image's id as key: another image starts fitting again. */
export function Stage({ image, onSwipe, handle }: StageProps) {
  const element = useRef<HTMLDivElement>(null);
  const zoom = useZoom(element, image);
  const [slidePx, setSlidePx] = useState(0);
  const [dragging, setDragging] = useState(false);
  const gestures = useGestures(element, {
    isFitting: zoom.isFitting,
    onPan: zoom.panBy,
    onZoom: zoom.zoomBy,
    onToggle: zoom.toggle,
    onSlide: setSlidePx,
    onSwipe,
    onDragging: setDragging,
  });
  useImperativeHandle(handle, () => ({
    zoomBy: (factor) => zoom.zoomBy(factor),
    toggle: () => zoom.toggle(),
  }));
  return (
    <>
      <div
        ref={element}
        {...gestures}
        data-stage
        className={cn(
          "absolute inset-0 touch-none select-none overflow-hidden",
          zoom.isFitting ? "" : dragging ? "cursor-grabbing" : "cursor-grab",
        )}
      >
        <Picture image={image} zoom={zoom} slidePx={slidePx} still={!dragging} />
      </div>
      <ZoomButtons zoom={zoom} />
    </>
  );
}

function Picture(props: { image: ImageView; zoom: Zoom; slidePx: number; still: boolean }) {
  const { image, zoom, slidePx, still } = props;
  const t = useTranslations("viewer");
  const [failed, setFailed] = useState(false);
  const [loaded, setLoaded] = useState(false);
  const { view, fit } = zoom;
  if (!zoom.stage) return null;
  // Beyond the display file's own size only the full file shows more.
  const isLarge = Math.max(image.widthPx, image.heightPx) > DISPLAY_SIDE_PX;
  const src = isLarge && !zoom.isFitting ? downloadHref(image, "webp") : image.urls.display;
  const look = "absolute inset-0 size-full";
  return (
    <div
      className={cn(
        "absolute top-1/2 left-1/2 overflow-hidden",
        still && "transition-transform duration-200 ease-out",
      )}
      style={{
        width: image.widthPx * fit,
        height: image.heightPx * fit,
        backgroundColor: thumbHashColour(image.thumbHash),
        transform: `translate(-50%, -50%) translate(${view.xPx + slidePx}px, ${view.yPx}px) scale(${view.scale / fit})`,
      }}
    >
      <PlainImage src={image.urls.thumbnail} alt="" draggable={false} className={look} />
      {failed ? (
        <p className="absolute inset-0 flex items-center justify-center bg-subtle p-4 text-center text-muted">
          {t("imageFailed")}
        </p>
      ) : (
        <PlainImage
          src={src}
          alt={image.prompt}
          draggable={false}
          decoding="async"
          onLoad={() => setLoaded(true)}
          onError={() => setFailed(true)}
          className={cn(look, "transition-opacity duration-200", loaded ? "opacity-100" : "opacity-0")}
        />
      )}
    </div>
  );
}
