"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { useCreateApiKey } from "@/lib/accounts/client";
import { type CreatedApiKeyView, createApiKeyInput } from "@/lib/accounts/schema";
import { ApiError } from "@/lib/platform/api-error";

/** The password is wanted of everybody who has one. */
const withPassword = createApiKeyInput.extend({ password: z.string().min(1).max(200) });

export type KeyDraft = z.input<typeof createApiKeyInput>;

/** The form of a new key. A wrong password stands at its field, everything else is `problem`. */
export function useCreateForm(hasPassword: boolean, onMade: (made: CreatedApiKeyView) => void) {
  const create = useCreateApiKey();
  const [problem, setProblem] = useState<ApiError | null>(null);
  const form = useForm<KeyDraft, unknown, KeyDraft>({
    resolver: zodResolver(hasPassword ? withPassword : createApiKeyInput),
    defaultValues: {
      name: "",
      scopes: ["read"],
      expiresInDays: 90,
      ...(hasPassword ? { password: "" } : {}),
    },
  });
  const save = async (draft: KeyDraft) => {
    setProblem(null);
    try {
      onMade(await create.mutateAsync(draft));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === "wrong_password")
        form.setError("password", { type: error.code }, { shouldFocus: true });
      else setProblem(error);
    }
  };
  return { form, problem, busy: form.formState.isSubmitting, submit: form.handleSubmit(save) };
}
