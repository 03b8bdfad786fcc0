"use client";

import { create } from "zustand";
import { persist } from "zustand/middleware";
import { type Draft, draftSchema, emptyDraft, MAX_STYLES } from "./draft";
import { withReferences } from "./references/rules";

export const DRAFT_STORAGE_KEY = "xintu.composer";
/** The prompt's name in the page. Sent before scripts have come, the form opens `?prompt=`, which fills it again. */
export const PROMPT_NAME = "prompt";
const VERSION = 1;

interface Kept {
  /** Whose draft it is: on a shared browser the next person starts with an empty one. */
  owner: string | null;
  draft: Draft;
}

interface ComposerState extends Kept {
  /** Rises when the draft is filled from elsewhere, so that the prompt takes the focus. */
  fills: number;
  /** The sheet of narrow screens. */
  sheetOpen: boolean;
  /** References on their way to the server; an order waits for them. */
  uploading: number;
  patch: (change: Partial<Draft>) => void;
  fill: (change: Partial<Draft>) => void;
  toggleStyle: (slug: string) => void;
  openSheet: (open: boolean) => void;
  addReferences: (ids: readonly string[]) => void;
  countUpload: (change: 1 | -1) => void;
  claim: (owner: string) => void;
}

/** What storage gave back, if it is a draft of this version; anything else is forgotten. */
export function readKept(stored: unknown): Kept | null {
  if (typeof stored !== "object" || stored === null) return null;
  const owner = "owner" in stored && typeof stored.owner === "string" ? stored.owner : null;
  const draft = draftSchema.safeParse("draft" in stored ? stored.draft : undefined);
  return draft.success ? { owner, draft: draft.data } : null;
}

/** A browser may refuse storage or have none left; then the draft lives as long as the page. */
const storage = {
  getItem: (name: string) => {
    try {
      const text = localStorage.getItem(name);
      return text === null ? null : JSON.parse(text);
    } catch {
      return null;
    }
  },
  setItem: (name: string, value: unknown) => {
    try {
      localStorage.setItem(name, JSON.stringify(value));
    } catch {
      // The draft stays in memory.
    }
  },
  removeItem: (name: string) => {
    try {
      localStorage.removeItem(name);
    } catch {
      // There is nothing to remove.
    }
  },
};

/** The draft of the composer. It is read from storage only after hydration, so that both first paints agree. */
export const useComposer = create<ComposerState>()(
  persist(
    (set) => ({
      owner: null,
      draft: emptyDraft,
      fills: 0,
      sheetOpen: false,
      uploading: 0,
      patch: (change) => set((now) => ({ draft: { ...now.draft, ...change } })),
      fill: (change) => set((now) => ({ draft: { ...now.draft, ...change }, fills: now.fills + 1 })),
      toggleStyle: (slug) => set((now) => ({ draft: { ...now.draft, styleTags: toggled(now.draft, slug) } })),
      openSheet: (sheetOpen) => set({ sheetOpen }),
      addReferences: (ids) =>
        set(({ draft }) => ({ draft: { ...draft, references: withReferences(draft.references, ids) } })),
      countUpload: (change) => set(({ uploading }) => ({ uploading: uploading + change })),
      claim: (owner) => set((now) => (now.owner === owner ? now : { owner, draft: emptyDraft })),
    }),
    {
      name: DRAFT_STORAGE_KEY,
      version: VERSION,
      storage,
      skipHydration: true,
      partialize: ({ owner, draft }): Kept => ({ owner, draft }),
      merge: (stored, now) => ({ ...now, ...readKept(stored) }),
    },
  ),
);

function toggled({ styleTags }: Draft, slug: string): string[] {
  if (styleTags.includes(slug)) return styleTags.filter((chosen) => chosen !== slug);
  return styleTags.length < MAX_STYLES ? [...styleTags, slug] : styleTags;
}

/** Whether the composer is a sheet at the bottom instead of a column: below Tailwind's `md`. */
export const isNarrow = (): boolean => !window.matchMedia("(min-width: 48rem)").matches;

/**
 * Brings the kept draft back once per page, and hands it to its owner only. Words typed before scripts had come
 * are newer than what was kept.
 */
export function restoreDraft(owner: string, typedEarly = ""): void {
  const first = !useComposer.persist.hasHydrated();
  if (first) void useComposer.persist.rehydrate();
  useComposer.getState().claim(owner);
  if (first && typedEarly.trim() !== "") useComposer.getState().patch({ prompt: typedEarly });
}
