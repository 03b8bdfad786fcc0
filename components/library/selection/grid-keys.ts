"use client";

import type { KeyboardEvent, RefObject } from "react";
import { type CellBox, type Direction, neighbourOf } from "./rules";

const directions: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

interface GridCommands {
  toggle: (index: number) => void;
  extend: (index: number) => void;
  selectAll: () => void;
  favorite: (index: number) => void;
  /** The selection, or the image with the focus where nothing is selected. */
  trash: (index: number) => void;
  end: () => void;
}

const boxOf = (element: Element): CellBox => {
  const box = element.getBoundingClientRect();
  return {
    index: Number(element.getAttribute("data-index")),
    leftPx: box.left,
    rightPx: box.right,
    topPx: box.top,
  };
};

/** The keys of the grid. Its cells carry `data-index`; those near the screen are in the document. */
export function gridKeys(grid: RefObject<HTMLElement | null>, to: GridCommands) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "Escape") return to.end();
    const cell = event.target instanceof Element ? event.target.closest("[data-index]") : null;
    if (!cell || !grid.current?.contains(cell)) return;
    const from = boxOf(cell);
    if (event.key === "a" && (event.ctrlKey || event.metaKey)) to.selectAll();
    else if (event.altKey || event.ctrlKey || event.metaKey) return;
    else if (event.key === " ") event.shiftKey ? to.extend(from.index) : to.toggle(from.index);
    else if (event.key === "f") to.favorite(from.index);
    else if (event.key === "Delete" || event.key === "Backspace") to.trash(from.index);
    else if (!move(grid.current, from, directions[event.key])) return;
    event.preventDefault();
  };
}

function move(grid: HTMLElement, from: CellBox, direction: Direction | undefined): boolean {
  if (!direction) return false;
  const cells = [...grid.querySelectorAll<HTMLElement>("[data-index]")];
  const target = neighbourOf(cells.map(boxOf), from, direction);
  const element = cells.find((cell) => Number(cell.dataset.index) === target);
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "nearest" });
  return true;
}

/** A button presses itself when Space is let go; in the grid Space selects instead. */
export const keepSpace = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key === " ") event.preventDefault();
};
