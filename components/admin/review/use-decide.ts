"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FormAction } from "@/components/shell/forms/answer";
import { useProblemText } from "@/components/shell/state/problem-text";
import { toast } from "@/components/ui/feedback/toast-store";
import { ApiError } from "@/lib/platform/api-error";
import type { DecisionInput } from "./decision-input";

/** Sends one decision at a time. Who was slower than somebody else is told, and the image leaves the queue as well. */
export function useDecide(decide: FormAction<DecisionInput>, onDecided: (id: string) => void) {
  const t = useTranslations("review");
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (input: DecisionInput) => {
    setBusy(true);
    setProblem(null);
    const answer = await decide(input).catch(() => null);
    setBusy(false);
    if (answer?.ok) {
      toast({ title: t(`decided.${input.decision}`), tone: "success" });
      return onDecided(input.id);
    }
    if (answer?.code === "publication_moved") {
      toast({ title: t("moved"), tone: "danger" });
      return onDecided(input.id);
    }
    const code = answer?.code ?? (navigator.onLine ? "network" : "offline");
    setProblem(problemText(new ApiError(0, code, "", answer ?? {})).message);
  };
  return { run, busy, problem };
}
