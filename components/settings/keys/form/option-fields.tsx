"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { type KeyDraft, optionsOf } from "./draft";
import { useFieldWords } from "./use-field-words";
import type { KeyForm } from "./use-key-form";

interface OptionFieldsProps extends Pick<KeyDraft, "provider" | "type"> {
  form: KeyForm["form"];
}

/** The vendor's own settings, from the table of vendors; a name or value without words shows itself. */
export function OptionFields({ form, provider, type }: OptionFieldsProps) {
  const t = useTranslations("keys");
  const fieldWords = useFieldWords();
  const errors = form.formState.errors.options;
  const worded = (path: string, fallback: string) => {
    const key = path as "options.dialect";
    return t.has(key) ? t(key) : fallback;
  };
  return Object.entries(optionsOf(provider, type)).map(([name, values]) => {
    const hint = worded(`optionHints.${provider}.${name}`, "");
    const error = fieldWords("options", errors?.[name]);
    return (
      <Field
        key={`${provider} ${name}`}
        label={worded(`options.${name}`, name)}
        hint={hint || undefined}
        error={error}
      >
        {values ? (
          <Select
            options={values.map((value) => ({
              value,
              label: worded(`optionValues.${name}.${value || "none"}`, value),
            }))}
            {...form.register(`options.${name}`)}
          />
        ) : (
          <Input autoComplete="off" spellCheck={false} {...form.register(`options.${name}`)} />
        )}
      </Field>
    );
  });
}
