"use client";

import { useSyncExternalStore } from "react";

const STORAGE_KEY = "xintu.duplicates-kept";
/** Older answers give way; a group that changed is another group in any case. */
const MOST = 500;

/** Names a group by what is in it, so that one more image asks again. */
export const groupKey = (images: readonly { id: string }[]): string =>
  images
    .map(({ id }) => id)
    .sort()
    .join(" ");

/** What is remembered as text; anything malformed is nothing. */
export function parseKept(text: string | null): string[] {
  try {
    const kept: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

const listeners = new Set<() => void>();

function read(): string {
  try {
    return localStorage.getItem(STORAGE_KEY) ?? "[]";
  } catch {
    return "[]";
  }
}

function write(kept: readonly string[]): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(kept.slice(-MOST)));
  } catch {
    // Without storage the answer holds for nothing but is not worth a message.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** Groups of duplicates of which somebody said on this device that all of them stay. */
export function useKept(): { kept: ReadonlySet<string>; keep: (key: string) => void; forget: () => void } {
  const text = useSyncExternalStore(subscribe, read, () => "[]");
  return {
    kept: new Set(parseKept(text)),
    keep: (key) => write([...parseKept(read()).filter((one) => one !== key), key]),
    forget: () => write([]),
  };
}
