"use client";

import { type RefObject, useRef } from "react";
import type { Point, Size, View } from "@/components/gallery/stage/zoom";
import { useEditor } from "../editor-store";
import type { MaskLayerHandle } from "./mask-layer";
import type { Dot } from "./raster";

/** A place on the stage, measured from its centre, in pixels of the picture. */
export const toPicture = (at: Point, view: View, picture: Size): Point => ({
  xPx: (at.xPx - view.xPx) / view.scale + picture.widthPx / 2,
  yPx: (at.yPx - view.yPx) / view.scale + picture.heightPx / 2,
});

/** The other way round. */
export const toStage = (at: Point, view: View, picture: Size): Point => ({
  xPx: (at.xPx - picture.widthPx / 2) * view.scale + view.xPx,
  yPx: (at.yPx - picture.heightPx / 2) * view.scale + view.yPx,
});

/** Places nearer to each other than this part of the radius add nothing that one sees. */
const LEAST_STEP = 0.12;

export const isFarEnough = (from: Dot, to: Dot): boolean =>
  Math.hypot(to.xPx - from.xPx, to.yPx - from.yPx) >= Math.max(0.5, to.radiusPx * LEAST_STEP);

export interface Stroke {
  isOpen: () => boolean;
  begin: (at: Point, force?: number) => void;
  extend: (at: Point, force?: number) => void;
  /** Makes it a step of the mask. */
  commit: () => void;
  abandon: () => void;
}

/** The stroke under the hand, with the tool of the moment; places are in pixels of the picture. */
export function useStroke(layer: RefObject<MaskLayerHandle | null>, picture: Size): Stroke {
  const open = useRef<{ erase: boolean; dots: Dot[] } | null>(null);
  const dotAt = (at: Point, force: number): Dot => {
    const { brush } = useEditor.getState().mask;
    const radiusPx = (brush * Math.max(picture.widthPx, picture.heightPx) * force) / 2;
    return { xPx: at.xPx, yPx: at.yPx, radiusPx };
  };
  return {
    isOpen: () => open.current !== null,
    begin: (at, force = 1) => {
      const dot = dotAt(at, force);
      const erase = useEditor.getState().mask.tool === "eraser";
      open.current = { erase, dots: [dot] };
      layer.current?.extend(dot, dot, erase);
    },
    extend: (at, force = 1) => {
      const from = open.current?.dots.at(-1);
      const to = dotAt(at, force);
      if (!open.current || !from || !isFarEnough(from, to)) return;
      open.current.dots.push(to);
      layer.current?.extend(from, to, open.current.erase);
    },
    commit: () => {
      if (open.current) useEditor.getState().addStep({ kind: "stroke", ...open.current });
      open.current = null;
    },
    abandon: () => {
      open.current = null;
      layer.current?.restore();
    },
  };
}
