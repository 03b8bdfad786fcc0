"use client";

import { useRef } from "react";
import { useImprovePrompt } from "@/lib/prompts/client";
import { usePromptHelp } from "./store";

export interface Improve {
  pending: boolean;
  /** Why the last try gave nothing, and for which words. */
  failure: { error: unknown; prompt: string } | null;
  start: (prompt: string, maxChars: number) => void;
  cancel: () => void;
}

/** Asks for other words; what comes back is a proposal, wherever the person is by then. */
export function useImprove(): Improve {
  const { mutateAsync, reset, isPending, error, variables } = useImprovePrompt();
  const propose = usePromptHelp((state) => state.propose);
  const call = useRef<AbortController>(null);
  return {
    pending: isPending,
    failure: error && variables ? { error, prompt: variables.prompt } : null,
    start: (prompt, maxChars) => {
      const controller = new AbortController();
      call.current = controller;
      mutateAsync({ prompt, maxChars, signal: controller.signal }).then(
        (improved) => propose({ before: prompt, after: improved.prompt }),
        // The hook's own state tells it.
        () => undefined,
      );
    },
    cancel: () => {
      call.current?.abort();
      reset();
    },
  };
}
