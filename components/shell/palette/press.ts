import type { Overlay } from "./overlay-store";

/** What is asked of a key press, in the names of `KeyboardEvent`. */
export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
  defaultPrevented: boolean;
}

/**
 * What a key press opens, wherever the focus is: Ctrl or ⌘ with K the palette, `?` the help on keys, but not while
 * somebody writes. Null when it opens nothing.
 */
export function overlayOf(press: Press, isTyping: boolean): Overlay | null {
  if (press.defaultPrevented || press.isComposing || press.altKey) return null;
  const hasMod = press.ctrlKey || press.metaKey;
  if (press.key.toLowerCase() === "k" && hasMod && !press.shiftKey) return "palette";
  return press.key === "?" && !hasMod && !isTyping ? "keyboard" : null;
}

const NOT_TEXT = /^(button|checkbox|color|file|image|radio|range|reset|submit)$/;

/** Whether keys pressed there are letters of a text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TEXT.test(target.type);
  return target.isContentEditable || target.matches("textarea, select");
}
