"use client";

import { useTranslations } from "next-intl";
import type { FieldError } from "react-hook-form";

/** What a field's rule is, or why the server refused its value. */
export function useFieldText() {
  const t = useTranslations("auth");
  return (rule: FieldRule, error: FieldError | undefined): string | undefined => {
    if (!error) return undefined;
    const refusal = `refusals.${error.type}` as "refusals.email_taken";
    if (t.has(refusal)) return t(refusal);
    const tooLong = rule === "password" && error.type !== "too_small" && error.type !== "invalid_type";
    return t(tooLong ? "rules.passwordTooLong" : `rules.${rule}`);
  };
}

export type FieldRule =
  | "login"
  | "email"
  | "username"
  | "displayName"
  | "password"
  | "givenPassword"
  | "confirmDelete";
