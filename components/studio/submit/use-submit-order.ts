"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { isDecided, type Submission, submissionFor } from "@/components/shell/forms/submission";
import { creditKeys } from "@/lib/credits/client";
import { generationKeys, newSubmitKey, useCreateGeneration } from "@/lib/generations/client";
import type { GenerationView } from "@/lib/generations/schema";
import type { Order } from "../draft";

interface SubmitOptions {
  /** Called with what was thrown; without it the caller shows `error`. */
  onRefused?: (error: unknown) => void;
}

/** Sends orders one at a time, at the price that the person saw; answers the generation, or null when it was refused, lost or one is under way. */
export function useSubmitOrder({ onRefused }: SubmitOptions = {}) {
  const client = useQueryClient();
  const create = useCreateGeneration();
  const open = useRef<Submission | null>(null);
  const busy = useRef(false);
  const submit = async (order: Order, expectedCredits: number): Promise<GenerationView | null> => {
    if (busy.current) return null;
    busy.current = true;
    open.current = submissionFor(open.current, order, newSubmitKey);
    try {
      const made = await create.mutateAsync({ ...order, expectedCredits, idempotencyKey: open.current.key });
      open.current = null;
      if (!client.getQueryData(generationKeys.list()))
        void client.invalidateQueries({ queryKey: generationKeys.list() });
      return made;
    } catch (error) {
      if (isDecided(error)) open.current = null;
      void client.invalidateQueries({ queryKey: creditKeys.balance });
      onRefused?.(error);
      return null;
    } finally {
      busy.current = false;
    }
  };
  return { submit, pending: create.isPending, error: create.error };
}
