"use client";

import { create } from "zustand";
import { type EditDraft, emptyEditDraft } from "./draft";
import { doStep, emptyHistory, type History, redoStep, undoStep } from "./mask/history";
import type { MaskStep } from "./mask/raster";

export type MaskTool = "brush" | "eraser";

/** The mask of one picture and the tools it is painted with. */
export interface MaskDraft {
  /** Whose mask it is: another picture begins with an empty one. */
  imageId: string | null;
  history: History<MaskStep>;
  tool: MaskTool;
  /** The brush's diameter as part of the picture's longer side. */
  brush: number;
  /** How soft the edge is, as part of the picture's longer side. */
  feather: number;
  /** The part of the picture that is painted, told by whoever draws the mask. */
  coverage: number;
}

interface EditorState {
  draft: EditDraft;
  mask: MaskDraft;
  /** The sheet of narrow screens. */
  sheetOpen: boolean;
  patch: (change: Partial<EditDraft>) => void;
  patchMask: (change: Partial<Pick<MaskDraft, "tool" | "brush" | "feather" | "coverage">>) => void;
  openSheet: (open: boolean) => void;
  /** Begins with a picture; its mask stays when it is the same one as before. */
  begin: (imageId: string, change: Partial<EditDraft>) => void;
  addStep: (step: MaskStep) => void;
  undo: () => void;
  redo: () => void;
}

export const BRUSH = { min: 0.004, max: 0.5, usual: 0.06 } as const;
export const MAX_FEATHER = 0.04;

const freshMask = { history: emptyHistory, tool: "brush", coverage: 0 } as const;
const emptyMask: MaskDraft = { ...freshMask, imageId: null, brush: BRUSH.usual, feather: 0.004 };

/** What the editor remembers between operations and pictures of one visit. */
export const useEditor = create<EditorState>()((set) => {
  const change = (next: (history: History<MaskStep>) => History<MaskStep>) =>
    set(({ mask }) => ({ mask: { ...mask, history: next(mask.history) } }));
  return {
    draft: emptyEditDraft,
    mask: emptyMask,
    sheetOpen: false,
    patch: (part) => set(({ draft }) => ({ draft: { ...draft, ...part } })),
    patchMask: (part) => set(({ mask }) => ({ mask: { ...mask, ...part } })),
    openSheet: (sheetOpen) => set({ sheetOpen }),
    begin: (imageId, part) =>
      set(({ draft, mask }) => ({
        draft: { ...draft, ...part },
        mask: mask.imageId === imageId ? mask : { ...mask, ...freshMask, imageId },
      })),
    addStep: (step) => change((history) => doStep(history, step)),
    undo: () => change(undoStep),
    redo: () => change(redoStep),
  };
});

/** Each press of `[` or `]` changes the brush by this. */
const BRUSH_STEP = 1.25;
export const resizedBrush = (brush: number, by: 1 | -1): number =>
  Math.min(BRUSH.max, Math.max(BRUSH.min, brush * BRUSH_STEP ** by));

/** The slider of the brush runs from 0 to 100, finer at the small end. */
export const brushOfSlider = (at: number): number => BRUSH.min * (BRUSH.max / BRUSH.min) ** (at / 100);
export const sliderOfBrush = (brush: number): number =>
  Math.round((100 * Math.log(brush / BRUSH.min)) / Math.log(BRUSH.max / BRUSH.min));
