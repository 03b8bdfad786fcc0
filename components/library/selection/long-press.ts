"use client";

import { type PointerEvent, type SyntheticEvent, useRef } from "react";

const HOLD_MS = 450;
const MOVED_PX = 10;

/**
 * Handlers for a finger that stays. The press that follows is swallowed once, and so is the menu that phones
 * open; scrolling or a second finger ends it.
 */
export function useLongPress(onHold: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const at = useRef({ x: 0, y: 0 });
  const held = useRef(false);
  const stop = () => clearTimeout(timer.current);
  return {
    onPointerDown: (event: PointerEvent) => {
      held.current = false;
      stop();
      if (event.pointerType === "mouse" || !event.isPrimary) return;
      at.current = { x: event.clientX, y: event.clientY };
      timer.current = setTimeout(() => {
        held.current = true;
        onHold();
      }, HOLD_MS);
    },
    onPointerMove: (event: PointerEvent) => {
      if (Math.hypot(event.clientX - at.current.x, event.clientY - at.current.y) > MOVED_PX) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onPointerLeave: stop,
    onContextMenu: (event: SyntheticEvent) => {
      if (held.current) event.preventDefault();
    },
    onClickCapture: (event: SyntheticEvent) => {
      if (!held.current) return;
      held.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
