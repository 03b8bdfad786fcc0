"use client";

import { create } from "zustand";
import { checkFile } from "@/components/gallery/upload/check-file";
import { type ImportItem, MOST_FILES, retryFailed } from "./queue";

interface Imports {
  /** Whether its window is open; files go on being sent without it. */
  open: boolean;
  items: readonly ImportItem[];
  /** The person says that an AI made these pictures. */
  declared: boolean;
  running: boolean;
  /** How many files were left out because the queue was full. */
  leftOut: number;
  show: () => void;
  hide: () => void;
  declare: (declared: boolean) => void;
  /** Looks at files and puts them in line; those that cannot be sent say why. Opens the window. */
  add: (files: readonly File[]) => Promise<void>;
  remove: (key: string) => void;
  retry: () => void;
  change: (key: string, change: Partial<ImportItem>) => void;
  replace: (change: (items: readonly ImportItem[]) => readonly ImportItem[]) => void;
  setRunning: (running: boolean) => void;
}

/** The files that are being imported: what the browser knows of them, and nothing from the server. */
export const useImports = create<Imports>((set, get) => ({
  open: false,
  items: [],
  declared: false,
  running: false,
  leftOut: 0,
  show: () => set({ open: true }),
  hide: () =>
    set(({ running }) =>
      running ? { open: false } : { open: false, items: [], leftOut: 0, declared: false },
    ),
  declare: (declared) => set({ declared }),
  add: async (files) => {
    set({ open: true });
    const room = Math.max(0, MOST_FILES - get().items.length);
    const taken = files.slice(0, room);
    const items = await Promise.all(taken.map(itemOf));
    set((now) => ({ items: [...now.items, ...items], leftOut: now.leftOut + files.length - taken.length }));
  },
  remove: (key) => set(({ items }) => ({ items: items.filter((item) => item.key !== key) })),
  retry: () => set(({ items }) => ({ items: retryFailed(items) })),
  change: (key, change) =>
    set(({ items }) => ({ items: items.map((item) => (item.key === key ? { ...item, ...change } : item)) })),
  replace: (change) => set(({ items }) => ({ items: change(items) })),
  setRunning: (running) => set({ running }),
}));

async function itemOf(file: File): Promise<ImportItem> {
  const item = { key: crypto.randomUUID(), name: file.name, sizeBytes: file.size, part: 0 };
  try {
    const checked = await checkFile(file);
    if (checked.ok) return { ...item, file: checked.file, state: "ready" };
    return { ...item, file, state: "refused", problem: checked.problem };
  } catch {
    // A folder that was dropped, or a file that went away meanwhile.
    return { ...item, file, state: "refused", problem: { kind: "type" } };
  }
}
