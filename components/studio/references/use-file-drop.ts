"use client";

import { type ClipboardEvent, type DragEvent, useRef, useState } from "react";
import { picturesIn } from "./rules";

interface FileDropOptions {
  enabled: boolean;
  onFiles: (files: readonly File[]) => void;
}

const brings = (event: DragEvent, enabled: boolean): boolean =>
  enabled && event.dataTransfer.types.includes("Files");

/** Pictures that are dropped on an element or pasted into it; `over` while one hovers. */
export function useFileDrop({ enabled, onFiles }: FileDropOptions) {
  // Entering a child leaves its parent, so that only the count tells whether the pointer is inside.
  const depth = useRef(0);
  const [over, setOver] = useState(false);
  const enter = (change: 1 | -1) => (event: DragEvent) => {
    if (!brings(event, enabled)) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + change);
    setOver(depth.current > 0);
  };
  return {
    over,
    handlers: {
      onDragEnter: enter(1),
      onDragLeave: enter(-1),
      onDragOver: (event: DragEvent) => {
        if (brings(event, enabled)) event.preventDefault();
      },
      onDrop: (event: DragEvent) => {
        depth.current = 0;
        setOver(false);
        if (!brings(event, enabled)) return;
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
      },
      onPaste: (event: ClipboardEvent) => {
        const pictures = enabled ? picturesIn(event.clipboardData) : [];
        if (pictures.length === 0) return;
        event.preventDefault();
        onFiles(pictures);
      },
    },
  };
}
