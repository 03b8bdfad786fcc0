/** What a key means while a mask is painted. */
export type MaskCommand =
  | { do: "undo" | "redo" | "dab" | "fit" | "zoomIn" | "zoomOut" }
  | { do: "tool"; tool: "brush" | "eraser" }
  | { do: "resize"; by: 1 | -1 }
  /** One step of the keyboard's cursor; with `paint` the brush is on the picture meanwhile. */
  | { do: "move"; x: -1 | 0 | 1; y: -1 | 0 | 1; paint: boolean };

export interface Press {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const arrows: Record<string, [-1 | 0 | 1, -1 | 0 | 1]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Keys that work wherever the focus is, except in fields. */
export function pageCommand({ key, shiftKey, ctrlKey, metaKey, altKey }: Press): MaskCommand | null {
  const letter = key.toLowerCase();
  if (ctrlKey || metaKey) {
    if (letter === "z") return { do: shiftKey ? "redo" : "undo" };
    return letter === "y" ? { do: "redo" } : null;
  }
  if (altKey) return null;
  switch (letter) {
    case "[":
      return { do: "resize", by: -1 };
    case "]":
      return { do: "resize", by: 1 };
    case "b":
      return { do: "tool", tool: "brush" };
    case "e":
      return { do: "tool", tool: "eraser" };
    default:
      return null;
  }
}

/** Keys of the picture itself, while it has the focus. */
export function stageCommand({ key, shiftKey, ctrlKey, metaKey, altKey }: Press): MaskCommand | null {
  if (ctrlKey || metaKey || altKey) return null;
  const arrow = arrows[key];
  if (arrow) return { do: "move", x: arrow[0], y: arrow[1], paint: shiftKey };
  switch (key) {
    case "Enter":
    case " ":
      return { do: "dab" };
    case "+":
    case "=":
      return { do: "zoomIn" };
    case "-":
      return { do: "zoomOut" };
    case "0":
      return { do: "fit" };
    default:
      return null;
  }
}

/** Whether a key pressed there writes something. */
export const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type="range"]), textarea, select'));
