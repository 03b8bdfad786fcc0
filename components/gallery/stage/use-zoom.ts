"use client";

import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { clampView, closeScale, fitScale, isFitting, type Point, type Size, type View, zoomTo } from "./zoom";

const centre: Point = { xPx: 0, yPx: 0 };

export interface Zoom {
  stage: Size | null;
  fit: number;
  view: View;
  isFitting: boolean;
  zoomBy: (factor: number, at?: Point) => void;
  panBy: (by: Point) => void;
  toggle: (at?: Point) => void;
}

/** The view of one picture on a stage of changing size; it starts fitting, and fitting follows the stage. */
export function useZoom(element: RefObject<HTMLElement | null>, picture: Size): Zoom {
  const stage = useSize(element);
  const [chosen, setChosen] = useState<View | null>(null);
  const fit = stage ? fitScale(picture, stage) : 1;
  const fitting: View = { scale: fit, ...centre };
  const change = (next: (view: View, size: Size) => View) =>
    setChosen((last) => {
      if (!stage) return last;
      const view = clampView(next(last ?? fitting, stage), picture, stage);
      return isFitting(view, fit) ? null : view;
    });
  const zoomBy = (factor: number, at = centre) =>
    change((view, size) => zoomTo(view, view.scale * factor, at, picture, size));
  useWheel(element, zoomBy);
  const view = chosen && stage ? clampView(chosen, picture, stage) : fitting;
  return {
    stage,
    fit,
    view,
    isFitting: chosen === null,
    zoomBy,
    panBy: (by) => change((last) => ({ ...last, xPx: last.xPx + by.xPx, yPx: last.yPx + by.yPx })),
    toggle: (at = centre) =>
      change((last, size) => zoomTo(last, isFitting(last, fit) ? closeScale(fit) : fit, at, picture, size)),
  };
}

function useSize(element: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = () => setSize({ widthPx: target.clientWidth, heightPx: target.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

/** React listens to wheels passively; only a listener of one's own may keep the page from scrolling. */
function useWheel(element: RefObject<HTMLElement | null>, zoomBy: (factor: number, at: Point) => void): void {
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const box = target.getBoundingClientRect();
      // A pinch on a trackpad comes as a wheel with the control key and small steps.
      const speed = event.ctrlKey ? 0.01 : 0.0016;
      zoomBy(Math.exp(-event.deltaY * lines * speed), {
        xPx: event.clientX - box.left - box.width / 2,
        yPx: event.clientY - box.top - box.height / 2,
      });
    };
    target.addEventListener("wheel", turn, { passive: false });
    return () => target.removeEventListener("wheel", turn);
  });
}
