"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { type DefaultValues, type FieldPath, type FieldValues, useForm } from "react-hook-form";
import type { z } from "zod";
import { ApiError } from "@/lib/platform/api-error";
import type { FormAction } from "./answer";

interface ActionForm<I extends FieldValues, O extends FieldValues> {
  schema: z.ZodType<O, I>;
  action: FormAction<O>;
  defaultValues?: DefaultValues<I>;
  /** Refusals that are one field's matter: `{ email_taken: "email" }`. */
  fieldOf?: Record<string, FieldPath<I>>;
  onDone: (values: O) => void;
}

/**
 * A form of a schema that ends in a server action. What is wrong with one field stands at the field (its error
 * type is the refusal's code or zod's), everything else is `problem`. Values typed before the page came to
 * life are kept, because fields without a default read what stands in them.
 */
export function useActionForm<I extends FieldValues, O extends FieldValues>(options: ActionForm<I, O>) {
  const { schema, action, defaultValues, fieldOf = {}, onDone } = options;
  const form = useForm<I, unknown, O>({ resolver: zodResolver(schema), defaultValues });
  const [problem, setProblem] = useState<ApiError | null>(null);
  const submit = form.handleSubmit(async (values) => {
    setProblem(null);
    const answer = await action(values).catch(() => null);
    if (!answer) return setProblem(lostAnswer());
    if (answer.ok) return onDone(values);
    const field = fieldOf[answer.code];
    const known = Object.keys(answer.fields ?? {}).filter((name) => name in values) as FieldPath<I>[];
    if (field) form.setError(field, { type: answer.code }, { shouldFocus: true });
    else if (known.length > 0) for (const name of known) form.setError(name, { type: answer.code });
    else setProblem(new ApiError(0, answer.code, answer.message ?? "", answer));
  });
  const { errors, isSubmitting, isDirty } = form.formState;
  return { form, register: form.register, submit, problem, errors, busy: isSubmitting, dirty: isDirty };
}

/** Nothing came back: no connection, or a server that is gone. */
const lostAnswer = () => new ApiError(0, navigator.onLine ? "network" : "offline", "");
