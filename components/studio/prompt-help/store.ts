"use client";

import { create } from "zustand";
import { useComposer } from "../composer-store";

/** Other words for a prompt; `owner` is whose draft it was. */
interface Rewording {
  owner: string | null;
  before: string;
  after: string;
}

interface PromptHelpState {
  /** What was proposed and not decided about. It outlives the sheet of phones, which may be closed meanwhile. */
  proposal: Rewording | null;
  /** What was taken over last, so that it can be taken back. */
  accepted: Rewording | null;
  propose: (words: { before: string; after: string }) => void;
  discard: () => void;
  accept: (after: string) => void;
  takeBack: () => void;
}

export const usePromptHelp = create<PromptHelpState>()((set, get) => ({
  proposal: null,
  accepted: null,
  propose: (words) => set({ proposal: { owner: useComposer.getState().owner, ...words }, accepted: null }),
  discard: () => set({ proposal: null }),
  accept: (after) => {
    const { owner, draft, fill } = useComposer.getState();
    // What stands in the prompt now comes back on undo, even when it was changed since the question.
    set({ proposal: null, accepted: { owner, before: draft.prompt, after } });
    fill({ prompt: after });
  },
  takeBack: () => {
    const { accepted } = get();
    set({ accepted: null });
    if (accepted) useComposer.getState().fill({ prompt: accepted.before });
  },
}));
