"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { isDecided, type Submission, submissionFor } from "@/components/shell/forms/submission";
import { creditKeys } from "@/lib/credits/client";
import { sendMask, useCreateEdit } from "@/lib/edits/client";
import { needsMask } from "@/lib/edits/rules";
import { newSubmitKey } from "@/lib/generations/client";
import type { GenerationView } from "@/lib/generations/schema";
import type { ImageView } from "@/lib/images/schema";
import { type EditProblem, editOrderOf, editProblem, type FittedEdit } from "../draft";
import { type MaskDraft, useEditor } from "../editor-store";

export interface EditSubmit {
  send: () => Promise<void>;
  pending: boolean;
  /** What kept the last attempt from being sent, until it is mended. */
  problem: EditProblem | null;
  error: unknown;
}

/** A mask that the server has; the same painting is not sent twice. */
interface SentMask {
  id: string;
  steps: MaskDraft["history"]["done"];
  feather: number;
}

interface SubmitOptions {
  image: ImageView;
  fitted: FittedEdit | null;
  availableCredits: number | null;
  onMade: (view: GenerationView) => void;
}

/** Sends the mask where one is needed, then the order; one at a time, under one key until the server has decided. */
export function useSubmitEdit({ image, fitted, availableCredits, onMade }: SubmitOptions): EditSubmit {
  const client = useQueryClient();
  const { mutateAsync: create } = useCreateEdit();
  const open = useRef<Submission | null>(null);
  const sent = useRef<SentMask | null>(null);
  const busy = useRef(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [tried, setTried] = useState(false);
  const isMaskEmpty = useEditor((state) => state.mask.coverage === 0);
  const problem = fitted && editProblem(fitted, isMaskEmpty);

  const maskFor = async (): Promise<string> => {
    const { history, feather } = useEditor.getState().mask;
    const known = sent.current;
    if (known?.steps === history.done && known.feather === feather) return known.id;
    const { maskPng } = await import("../mask/mask-png");
    const { id } = await sendMask(image.id, await maskPng(image, history.done, feather));
    sent.current = { id, steps: history.done, feather };
    return id;
  };
  const order = async (edit: FittedEdit) => {
    try {
      const maskId = needsMask(edit.operation) ? await maskFor() : undefined;
      const now = editOrderOf(edit, image.id, maskId);
      open.current = submissionFor(open.current, now, newSubmitKey);
      const price = { expectedCredits: edit.priceCredits };
      const made = await create({ ...now, ...price, idempotencyKey: open.current.key });
      open.current = null;
      onMade(made);
    } catch (reason) {
      if (isDecided(reason)) open.current = null;
      // A refused mask or order may be about a mask that is gone: the next attempt sends it anew.
      if (isDecided(reason)) sent.current = null;
      void client.invalidateQueries({ queryKey: creditKeys.balance });
      setError(reason);
    }
  };
  const send = async () => {
    if (!fitted || busy.current) return;
    setTried(true);
    if (problem) return;
    if (availableCredits !== null && availableCredits < fitted.priceCredits) return;
    busy.current = true;
    setPending(true);
    setError(null);
    await order(fitted);
    busy.current = false;
    setPending(false);
    setTried(false);
  };
  return { send, pending, problem: tried ? problem : null, error };
}
