"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import type { Answer } from "@/components/shell/forms/answer";
import { bindingKeys, cancelBinding, createBinding, pollBinding } from "@/lib/bindings/client";
import { ApiError } from "@/lib/platform/api-error";
import { codeStageOf, isWaiting } from "./rules";

export interface Proof {
  id: string;
  secret: string;
}

interface CodeOptions {
  purpose: "sign_in" | "link";
  /** Proves who asks, where the account has one. */
  password?: string | undefined;
  /** What follows a confirmation in WeChat; a refusal of it is shown in the place of the code. */
  onBound: (proof: Proof) => Promise<Answer>;
}

/** A code for WeChat from the moment it is asked for until it is confirmed, refused or over. */
export function useCode({ purpose, password, onBound }: CodeOptions) {
  const asked = useRef(false);
  const made = useMutation({ networkMode: "always", mutationFn: () => createBinding(purpose, password) });
  const code = made.data;
  const poll = useQuery({
    queryKey: bindingKeys.session(code?.id ?? ""),
    queryFn: ({ signal }) => pollBinding({ id: code?.id ?? "", secret: code?.pollSecret ?? "" }, signal),
    enabled: code !== undefined,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state }) => (isWaiting(state.data?.state) ? (code?.pollAfterMs ?? false) : false),
  });
  const state = code ? poll.data?.state : undefined;
  const finish = useMutation({
    networkMode: "always",
    mutationFn: async (proof: Proof) => {
      const answer = await onBound(proof);
      if (!answer.ok) throw new ApiError(0, answer.code, "", answer);
    },
  });

  const askFirst = useEffectEvent(() => {
    if (asked.current) return;
    asked.current = true;
    made.mutate();
  });
  useEffect(() => askFirst(), []);
  const isBound = state === "bound";
  const finishOnce = useEffectEvent(() => {
    if (isBound && code && finish.isIdle) finish.mutate({ id: code.id, secret: code.pollSecret });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it happens when the state becomes bound, and once.
  useEffect(() => finishOnce(), [isBound]);

  return {
    stage: codeStageOf({
      state,
      hasCode: code !== undefined && !made.isPending,
      hasProblem: made.isError || finish.isError,
    }),
    content: code?.qrContent,
    refusal: poll.data?.refusal ?? null,
    error: made.error ?? finish.error,
    isMaking: made.isPending,
    renew: () => {
      finish.reset();
      made.mutate();
    },
    /** Nobody waits for this code any more: a later confirmation must not hand anything over. */
    giveUp: () => {
      if (code && isWaiting(state)) cancelBinding({ id: code.id, secret: code.pollSecret }).catch(() => {});
    },
  };
}
