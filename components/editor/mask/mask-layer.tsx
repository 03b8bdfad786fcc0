"use client";

import { type Ref, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import type { ImageView } from "@/lib/images/schema";
import { useEditor } from "../editor-store";
import { feathered, featherReach } from "./feather";
import { featherSigma } from "./mask-png";
import { createPainter } from "./painter";
import { coverageOf, type Dot, growRect, isEmptyRect, type Rect, wholeOf } from "./raster";

export interface MaskLayerHandle {
  /** Shows a part of a stroke that is not a step yet. */
  extend: (from: Dot, to: Dot, erase: boolean) => void;
  /** Takes away what is not a step. */
  restore: () => void;
}

/** The mask as translucent cinnabar over the picture, with the soft edge that will be sent. */
export function MaskLayer({ image, handle }: { image: ImageView; handle: Ref<MaskLayerHandle> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { id, widthPx, heightPx } = image;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture has another mask, even of the same size.
  const painter = useMemo(() => createPainter({ widthPx, heightPx }), [id, widthPx, heightPx]);
  const steps = useEditor((state) => state.mask.history.done);
  const feather = useEditor((state) => state.mask.feather);
  const patchMask = useEditor((state) => state.patchMask);
  const sigmaPx = featherSigma(feather, image) * painter.scale;
  const { raster } = painter;

  const draw = (rect: Rect | null) => {
    const context = canvas.current?.getContext("2d");
    if (!context || !rect || isEmptyRect(rect)) return;
    const part = growRect(rect, featherReach(sigmaPx), raster);
    const values = feathered(raster, part, sigmaPx);
    const pixels = context.createImageData(part.right - part.left, part.bottom - part.top);
    const [red = 0, green = 0, blue = 0] = colourOf(context.canvas);
    values.forEach((value, index) => {
      pixels.data.set([red, green, blue, value], index * 4);
    });
    context.putImageData(pixels, part.left, part.top);
  };
  const latest = useRef({ draw, steps });
  useEffect(() => {
    latest.current = { draw, steps };
  });
  useEffect(() => {
    latest.current.draw(painter.show(steps));
    patchMask({ coverage: coverageOf(painter.raster) });
  }, [painter, steps, patchMask]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another softness, another look of everything.
  useEffect(() => {
    latest.current.draw(wholeOf(painter.raster));
  }, [painter, sigmaPx]);
  useImperativeHandle(handle, () => ({
    extend: (from, to, erase) => latest.current.draw(painter.extend(from, to, erase)),
    restore: () => latest.current.draw(painter.show(latest.current.steps)),
  }));
  return (
    <canvas
      ref={canvas}
      width={raster.widthPx}
      height={raster.heightPx}
      aria-hidden
      data-mask
      className="pointer-events-none absolute inset-0 size-full text-accent opacity-60"
    />
  );
}

/** Red, green and blue of the element's text colour, which is a token. */
const colourOf = (element: Element): number[] =>
  getComputedStyle(element).color.match(/\d+/g)?.map(Number) ?? [];
