"use client";

import { type KeyboardEvent, useSyncExternalStore } from "react";
import { Kbd } from "@/components/ui/layout/kbd";

/** Ctrl or ⌘ with Enter sends the form that a field belongs to. */
export function sendOnModEnter(event: KeyboardEvent<HTMLTextAreaElement | HTMLInputElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

const never = () => () => {};
const isMac = () => /mac|iphone|ipad/i.test(navigator.platform);

/** Says so beside the button, where there is a keyboard. */
export function ModEnterHint({ label }: { label: string }) {
  const mac = useSyncExternalStore(never, isMac, () => false);
  return (
    <span className="hidden shrink-0 items-center gap-1 lg:pointer-fine:flex">
      {label} <Kbd>{mac ? "⌘" : "Ctrl"}</Kbd>
      <Kbd>↵</Kbd>
    </span>
  );
}
