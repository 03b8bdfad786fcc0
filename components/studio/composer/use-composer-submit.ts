"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/feedback/toast-store";
import { isNarrow, useComposer } from "../composer-store";
import { type DraftProblem, draftProblem, orderOf } from "../draft";
import { useSubmitOrder } from "../submit/use-submit-order";
import type { ReadyComposer } from "./use-composer-model";

export interface ComposerSubmit {
  send: () => Promise<void>;
  pending: boolean;
  /** What kept the last attempt from being sent, until the text changes. */
  problem: DraftProblem | null;
  error: unknown;
}

/** Sends the draft. It stays as it is afterwards, because the next picture is usually a step from this one. */
export function useComposerSubmit(ready: ReadyComposer | null): ComposerSubmit {
  const t = useTranslations("create.composer");
  const order = useSubmitOrder();
  const prompt = useComposer((state) => state.draft.prompt);
  const openSheet = useComposer((state) => state.openSheet);
  const [stopped, setStopped] = useState<{ problem: DraftProblem; prompt: string } | null>(null);
  const send = async () => {
    if (!ready) return;
    const { model, fitted, priceCredits, availableCredits } = ready;
    const problem = draftProblem(fitted, model);
    setStopped(problem && { problem, prompt });
    if (problem) {
      if (isNarrow()) openSheet(true);
      return;
    }
    if (useComposer.getState().uploading > 0) {
      toast({ title: t("referencesUploading") });
      return;
    }
    if (availableCredits !== null && availableCredits < priceCredits) return;
    const made = await order.submit(orderOf(fitted, model), priceCredits);
    if (!made) return;
    openSheet(false);
    window.scrollTo({ top: 0 });
  };
  const problem = stopped?.prompt === prompt ? stopped.problem : null;
  return { send, pending: order.pending, problem, error: order.error };
}
