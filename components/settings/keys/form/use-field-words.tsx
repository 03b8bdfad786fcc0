"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { FieldError } from "react-hook-form";

type Rule = "name" | "baseUrl" | "apiKey" | "model" | "options";

/** Faults with one sentence of their own. */
const ownFaults = ["key_needed", "key_again", "model_not_supported"] as const;
/** Refusals of the server that come with its own words. */
const refusals = ["address_not_allowed", "invalid_input"] as const;

/** What is wrong with a field and how to mend it, with the server's exact words where it has any. */
export function useFieldWords() {
  const t = useTranslations("keys.errors");
  return (rule: Rule, error: FieldError | undefined): ReactNode => {
    if (!error) return undefined;
    const { message = "" } = error;
    const own = ownFaults.find((fault) => fault === message || fault === error.type);
    if (own) return t(own);
    const refusal = refusals.find((code) => code === error.type);
    if (!refusal) return t(rule);
    return (
      <>
        {t(refusal)}
        {message ? (
          <span lang="en" className="mt-0.5 block break-words text-xs">
            {message}
          </span>
        ) : null}
      </>
    );
  };
}
