"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { FormAction } from "@/components/shell/forms/answer";
import { useProblemText } from "@/components/shell/state/problem-text";
import { toast } from "@/components/ui/feedback/toast-store";
import { ApiError } from "@/lib/platform/api-error";

interface Problem {
  message: string;
  requestId: string | undefined;
  fields: Record<string, string>;
}

/**
 * Runs an admin's action once at a time; afterwards the page shows what is true now, or, with `doneHref`, the browser
 * opens that address anew. With `goneHref` the page goes on there, because its record went with the write.
 */
export function useAction<I>(
  action: FormAction<I>,
  doneText: string,
  { doneHref, goneHref }: { doneHref?: string; goneHref?: string } = {},
) {
  const router = useRouter();
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async (input: I): Promise<boolean> => {
    if (isBusy) return false;
    setBusy(true);
    setProblem(null);
    const answer = await action(input).catch(() => null);
    setBusy(false);
    if (answer?.ok) {
      if (doneHref) {
        window.location.assign(doneHref);
        return true;
      }
      toast({ title: doneText, tone: "success" });
      if (goneHref) router.replace(goneHref, { scroll: false });
      else router.refresh();
      return true;
    }
    const code = answer?.code ?? (navigator.onLine ? "network" : "offline");
    const told = problemText(new ApiError(0, code, answer?.requestId ?? "", answer ?? {}));
    setProblem({ ...told, fields: answer?.fields ?? {} });
    return false;
  };
  return { run, isBusy, problem, forget: () => setProblem(null) };
}
