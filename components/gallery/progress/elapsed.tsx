"use client";

import { useSyncExternalStore } from "react";
import { clockText } from "./clock-text";

let listeners: (() => void)[] = [];
let timer: ReturnType<typeof setInterval> | undefined;
let nowMs = 0;

/** One clock for the whole page, which stands still while nobody looks at it. */
function subscribe(listener: () => void): () => void {
  listeners = [...listeners, listener];
  nowMs = Date.now();
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const tell of listeners) tell();
  }, 1_000);
  return () => {
    listeners = listeners.filter((one) => one !== listener);
    if (listeners.length > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const read = () => {
  nowMs ||= Date.now();
  return nowMs;
};

/** The time since a moment, counting; nothing before hydration, because the server's clock is another one. */
export function Elapsed({ since }: { since: string }) {
  const now = useSyncExternalStore(subscribe, read, () => null);
  if (now === null) return null;
  return <span className="tabular">{clockText(now - Date.parse(since))}</span>;
}
