"use client";

import { type RefObject, useEffect, useRef } from "react";

export interface ViewerCommands {
  go: (by: 1 | -1) => void;
  goTo: (edge: "first" | "last") => void;
  zoomBy: (factor: number) => void;
  toggleZoom: () => void;
  toggleInfo: () => void;
  favorite?: () => void;
  trash?: () => void;
}

const commandOf = (key: string, to: ViewerCommands): (() => void) | undefined => {
  switch (key) {
    case "ArrowLeft":
      return () => to.go(-1);
    case "ArrowRight":
      return () => to.go(1);
    case "Home":
      return () => to.goTo("first");
    case "End":
      return () => to.goTo("last");
    case "+":
    case "=":
      return () => to.zoomBy(1.5);
    case "-":
      return () => to.zoomBy(1 / 1.5);
    case "0":
    case "z":
      return to.toggleZoom;
    case "i":
      return to.toggleInfo;
    case "f":
      return to.favorite;
    case "Delete":
      return to.trash;
    default:
      return undefined;
  }
};

/** In the panel tags are written, with letters and arrows of their own. */
const isWriting = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input, textarea, select") !== null;

/** The keys of the viewer while the focus is inside it; a menu or sheet above it keeps its own. */
export function useViewerKeys(content: RefObject<HTMLElement | null>, commands: ViewerCommands): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      const isInside =
        target === document.body || (target instanceof Node && content.current?.contains(target));
      if (!isInside || isWriting(target)) return;
      const command = commandOf(event.key.length === 1 ? event.key.toLowerCase() : event.key, latest.current);
      if (!command) return;
      event.preventDefault();
      command();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [content]);
}
