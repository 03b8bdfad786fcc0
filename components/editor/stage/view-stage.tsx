"use client";

import { type ReactNode, useRef, useState } from "react";
import { useGestures } from "@/components/gallery/stage/gestures";
import { useZoom, type Zoom } from "@/components/gallery/stage/use-zoom";
import type { Size } from "@/components/gallery/stage/zoom";
import { ZoomButtons } from "@/components/gallery/stage/zoom-buttons";
import { cn } from "@/lib/platform/cn";
import { Board } from "./board";

interface ViewStageProps {
  frame: Size;
  children: ReactNode;
  /** Lies over the stage and does not move with it. */
  over?: (zoom: Zoom) => ReactNode;
}

/** A stage to look at: one finger moves, two pinch, a wheel zooms. */
export function ViewStage({ frame, children, over }: ViewStageProps) {
  const element = useRef<HTMLDivElement>(null);
  const zoom = useZoom(element, frame);
  const [dragging, setDragging] = useState(false);
  const gestures = useGestures(element, {
    isFitting: zoom.isFitting,
    onPan: zoom.panBy,
    onZoom: zoom.zoomBy,
    onToggle: zoom.toggle,
    onSlide: () => {},
    onSwipe: () => {},
    onDragging: setDragging,
  });
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
        <Board frame={frame} zoom={zoom} still={!dragging}>
          {children}
        </Board>
      </div>
      {over?.(zoom)}
      <ZoomButtons zoom={zoom} />
    </>
  );
}
