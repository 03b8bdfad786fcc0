"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { type FieldPath, useForm } from "react-hook-form";
import { useCreateApiConfig, useUpdateApiConfig } from "@/lib/api-configs/client";
import type { ApiConfigView } from "@/lib/api-configs/schema";
import { ApiError } from "@/lib/platform/api-error";
import { changesOf, creationOf, draftOf, type KeyDraft, keyForm } from "./draft";

const empty: Partial<KeyDraft> = {
  type: "image",
  name: "",
  baseUrl: "",
  apiKey: "",
  model: "",
  options: {},
};

/**
 * The form of one config; `config` is null until it has been saved for the first time. What the server says about
 * one field stands at that field: its error's type is the answer's code, its message the server's own words.
 */
export function useKeyForm(config: ApiConfigView | null, onSaved: (config: ApiConfigView) => void) {
  const create = useCreateApiConfig();
  const update = useUpdateApiConfig();
  const [problem, setProblem] = useState<ApiError | null>(null);
  const form = useForm<KeyDraft, unknown, KeyDraft>({
    resolver: zodResolver(keyForm(config)),
    defaultValues: config ? draftOf(config) : empty,
  });
  const [saved, setSaved] = useState(false);
  const { isDirty, isSubmitting } = form.formState;

  const refuse = (error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    const faults = faultsOf(error);
    for (const [index, [field, message]] of faults.entries())
      form.setError(field, { type: error.code, message }, { shouldFocus: index === 0 });
    setProblem(faults.length > 0 ? null : error);
  };
  const save = async (draft: KeyDraft) => {
    setProblem(null);
    try {
      const stored = config
        ? await update.mutateAsync({ id: config.id, ...changesOf(draft, config) })
        : await create.mutateAsync(creationOf(draft));
      form.reset(draftOf(stored));
      setSaved(true);
      onSaved(stored);
    } catch (error) {
      refuse(error);
    }
  };
  return {
    form,
    problem,
    busy: isSubmitting,
    /** Whether what stands in the fields is what the server holds. */
    clean: config !== null && !isDirty,
    /** Whether it has been saved while the form stood here. */
    saved,
    submit: form.handleSubmit((draft) => (create.isPending || update.isPending ? undefined : save(draft))),
  };
}
export type KeyForm = ReturnType<typeof useKeyForm>;

const fixedFields = ["provider", "type", "name", "baseUrl", "apiKey", "model"] as const;

/** The fields that a refusal is about; empty where it is about the whole. */
function faultsOf(error: ApiError): [FieldPath<KeyDraft>, string][] {
  if (error.code === "model_not_supported") return [["model", ""]];
  return Object.entries(error.fields).flatMap(([name, words]): [FieldPath<KeyDraft>, string][] => {
    const fixed = fixedFields.find((field) => field === name);
    if (fixed) return [[fixed, words]];
    return name.startsWith("options.") ? [[`options.${name.slice("options.".length)}`, words]] : [];
  });
}
