"use client";

import { type PointerEvent, type RefObject, useRef } from "react";
import { middle, type Point, spread } from "@/components/gallery/stage/zoom";

/** A place measured from the stage's centre, and how hard the pen presses there: 1 for everything but pens. */
export interface Touch extends Point {
  force: number;
}

interface Actions {
  /** Whether a pressed pointer moves the picture instead of painting. */
  isPanning: () => boolean;
  onHover: (at: Point | null) => void;
  onBegin: (at: Touch) => void;
  onExtend: (at: Touch) => void;
  onCommit: () => void;
  /** The stroke was none: a second finger came, or the browser took the pointer away. */
  onAbandon: () => void;
  onPan: (by: Point) => void;
  onZoom: (factor: number, at: Point) => void;
}

/** A pen that hardly touches still leaves a line of this part of the brush. */
const LEAST_FORCE = 0.3;

const forceOf = ({ pointerType, pressure }: { pointerType: string; pressure: number }): number =>
  pointerType === "pen" ? LEAST_FORCE + (1 - LEAST_FORCE) * pressure : 1;

/** Pointer handlers of the mask: one finger, pen or mouse paints, two fingers move and zoom. */
export function usePaintGestures(stage: RefObject<HTMLElement | null>, actions: Actions) {
  const pointers = useRef(new Map<number, Point>());
  const mode = useRef<"none" | "paint" | "pan" | "pinch">("none");

  const place = (event: { clientX: number; clientY: number }): Point => {
    const box = stage.current?.getBoundingClientRect();
    return box
      ? { xPx: event.clientX - box.left - box.width / 2, yPx: event.clientY - box.top - box.height / 2 }
      : { xPx: 0, yPx: 0 };
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button > 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = place(event);
    pointers.current.set(event.pointerId, at);
    if (pointers.current.size > 1) {
      if (mode.current === "paint") actions.onAbandon();
      mode.current = "pinch";
      return;
    }
    mode.current = event.button === 1 || actions.isPanning() ? "pan" : "paint";
    if (mode.current === "paint") actions.onBegin({ ...at, force: forceOf(event) });
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const to = place(event);
    if (event.pointerType !== "touch") actions.onHover(to);
    const from = pointers.current.get(event.pointerId);
    if (!from) return;
    const before = [...pointers.current.values()];
    pointers.current.set(event.pointerId, to);
    if (mode.current === "paint") {
      // Between two frames a fast hand goes far: the browser kept the places in between.
      const all = event.nativeEvent.getCoalescedEvents?.() ?? [];
      for (const one of all.length > 0 ? all : [event.nativeEvent])
        actions.onExtend({ ...place(one), force: forceOf(one) });
    } else if (mode.current === "pan") actions.onPan({ xPx: to.xPx - from.xPx, yPx: to.yPx - from.yPx });
    else if (mode.current === "pinch" && pointers.current.size > 1) {
      const now = [...pointers.current.values()];
      const [was, is] = [middle(before), middle(now)];
      actions.onZoom(spread(now) / (spread(before) || 1), is);
      actions.onPan({ xPx: is.xPx - was.xPx, yPx: is.yPx - was.yPx });
    }
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    if (!pointers.current.delete(event.pointerId)) return;
    if (mode.current === "paint") {
      if (event.type === "pointercancel") actions.onAbandon();
      else actions.onCommit();
    }
    // After a pinch the finger that stays does not begin to paint.
    if (pointers.current.size === 0 || mode.current !== "pinch") mode.current = "none";
  };
  const onPointerLeave = () => actions.onHover(null);
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp, onPointerLeave };
}
