"use client";

import { type PointerEvent, type RefObject, useRef } from "react";
import { middle, type Point, type Swipe, spread, swipeOf } from "./zoom";

interface Actions {
  isFitting: boolean;
  onPan: (by: Point) => void;
  /** A factor around a point measured from the stage's centre. */
  onZoom: (factor: number, at: Point) => void;
  onToggle: (at: Point) => void;
  /** A finger moves a fitting picture aside; 0 when it lets go. */
  onSlide: (byPx: number) => void;
  onSwipe: (swipe: Swipe) => void;
  onDragging: (dragging: boolean) => void;
}

interface Start extends Point {
  atMs: number;
  isPinch: boolean;
}

const DOUBLE_PRESS_MS = 320;
const PRESS_PX = 8;

/** Pointer handlers of the stage: one finger moves or swipes, two pinch, a double press toggles. */
export function useGestures(stage: RefObject<HTMLElement | null>, actions: Actions) {
  const pointers = useRef(new Map<number, Point>());
  const start = useRef<Start | null>(null);
  const lastPress = useRef({ xPx: 0, yPx: 0, atMs: 0 });

  const fromCentre = (point: Point): Point => {
    const box = stage.current?.getBoundingClientRect();
    return box
      ? { xPx: point.xPx - box.left - box.width / 2, yPx: point.yPx - box.top - box.height / 2 }
      : { xPx: 0, yPx: 0 };
  };
  const pointOf = (event: PointerEvent): Point => ({ xPx: event.clientX, yPx: event.clientY });

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, pointOf(event));
    const isPinch = pointers.current.size > 1;
    start.current = { ...pointOf(event), atMs: event.timeStamp, isPinch };
    actions.onDragging(true);
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const from = pointers.current.get(event.pointerId);
    if (!from || !start.current) return;
    const before = [...pointers.current.values()];
    const to = pointOf(event);
    pointers.current.set(event.pointerId, to);
    const now = [...pointers.current.values()];
    if (now.length > 1) {
      const [was, is] = [middle(before), middle(now)];
      actions.onZoom(spread(now) / (spread(before) || 1), fromCentre(is));
      actions.onPan({ xPx: is.xPx - was.xPx, yPx: is.yPx - was.yPx });
    } else if (!actions.isFitting) actions.onPan({ xPx: to.xPx - from.xPx, yPx: to.yPx - from.yPx });
    else if (event.pointerType !== "mouse" && !start.current.isPinch)
      actions.onSlide(to.xPx - start.current.xPx);
  };

  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    if (!pointers.current.delete(event.pointerId) || pointers.current.size > 0) return;
    const began = start.current;
    start.current = null;
    actions.onDragging(false);
    actions.onSlide(0);
    if (!began || began.isPinch || event.type === "pointercancel") return;
    const to = pointOf(event);
    const movement = { xPx: to.xPx - began.xPx, yPx: to.yPx - began.yPx, ms: event.timeStamp - began.atMs };
    if (Math.hypot(movement.xPx, movement.yPx) < PRESS_PX) return press(to, event.timeStamp);
    const swipe = actions.isFitting && event.pointerType !== "mouse" ? swipeOf(movement) : null;
    if (swipe) actions.onSwipe(swipe);
  };

  const press = (at: Point, atMs: number) => {
    const last = lastPress.current;
    const isDouble =
      atMs - last.atMs < DOUBLE_PRESS_MS && Math.hypot(at.xPx - last.xPx, at.yPx - last.yPx) < 30;
    lastPress.current = { ...at, atMs: isDouble ? 0 : atMs };
    if (isDouble) actions.onToggle(fromCentre(at));
  };

  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp };
}
