"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { Field } from "@/components/ui/form/field";
import { Input, PasswordInput } from "@/components/ui/form/input";
import { Segmented } from "@/components/ui/form/segmented";
import type { ApiConfigView } from "@/lib/api-configs/schema";
import { modelsQuery } from "@/lib/generations/client";
import { canChat, type KeyDraft, needsKey, startOf } from "./draft";
import { OptionFields } from "./option-fields";
import { useFieldWords } from "./use-field-words";
import type { KeyForm } from "./use-key-form";

interface KeyFieldsProps extends Pick<KeyDraft, "provider" | "type"> {
  form: KeyForm["form"];
  /** What is stored; null while it is new. */
  config: ApiConfigView | null;
}

/** Everything about a key after its vendor has been chosen. */
export function KeyFields({ form, config, provider, type }: KeyFieldsProps) {
  const t = useTranslations("keys");
  const fieldWords = useFieldWords();
  const { register, formState } = form;
  const { errors } = formState;
  const hintOf = (field: "baseUrl" | "model") => {
    const key = `hints.${field}.${type === "chat" ? "chat" : provider}` as "hints.baseUrl.openai";
    return t.has(key) ? t(key) : undefined;
  };
  const choose = (next: KeyDraft["type"]) => {
    const start = startOf(provider, next);
    form.setValue("baseUrl", start.baseUrl);
    form.setValue("model", start.model);
    form.setValue("options", start.options);
    form.setValue("type", next);
    form.clearErrors();
  };
  return (
    <>
      {config === null && canChat(provider) ? (
        <Field label={t("type")} hint={t(`typeHints.${type}`)}>
          <Segmented
            value={type}
            onValueChange={choose}
            options={(["image", "chat"] as const).map((value) => ({ value, label: t(`types.${value}`) }))}
          />
        </Field>
      ) : null}
      <Field label={t("name")} hint={t(`nameHints.${type}`)} error={fieldWords("name", errors.name)} required>
        <Input autoComplete="off" {...register("name")} />
      </Field>
      <Field
        label={t("baseUrl")}
        hint={hintOf("baseUrl")}
        error={fieldWords("baseUrl", errors.baseUrl)}
        required
      >
        <Input
          type="url"
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="https://"
          {...register("baseUrl")}
        />
      </Field>
      <KeyField form={form} config={config} provider={provider} />
      <ModelField form={form} provider={provider} type={type} hint={hintOf("model")} />
      <OptionFields form={form} provider={provider} type={type} />
    </>
  );
}

/** Never filled with what is stored: that does not leave the server. */
function KeyField({ form, config, provider }: Omit<KeyFieldsProps, "type">) {
  const t = useTranslations("keys");
  const fieldWords = useFieldWords();
  const hint = () => {
    if (config && config.apiKeyLast4 !== "") return t("keyKeep", { last4: config.apiKeyLast4 });
    if (config && needsKey(provider)) return t("keyKeepUnseen");
    const key = `hints.apiKey.${provider}` as "hints.apiKey.a1111";
    return t.has(key) ? t(key) : t("keyHint");
  };
  const error = fieldWords("apiKey", form.formState.errors.apiKey);
  return (
    <Field
      label={t("key")}
      aside={needsKey(provider) ? undefined : t("optional")}
      hint={error ? undefined : hint()}
      error={error}
      required={config === null && needsKey(provider)}
    >
      <PasswordInput
        autoComplete="new-password"
        data-1p-ignore
        data-lpignore="true"
        autoCapitalize="none"
        spellCheck={false}
        placeholder={config?.apiKeyLast4 ? `····${config.apiKeyLast4}` : undefined}
        {...form.register("apiKey")}
      />
    </Field>
  );
}

type ModelFieldProps = Pick<KeyFieldsProps, "form" | "provider" | "type"> & { hint: string | undefined };

/** Free text with the vendor's models that are known here as suggestions. */
function ModelField({ form, provider, type, hint }: ModelFieldProps) {
  const t = useTranslations("keys");
  const fieldWords = useFieldWords();
  const list = useId();
  const language = useLocale() === "en" ? "en" : "zh";
  const { data } = useQuery(modelsQuery());
  const start = startOf(provider, type).model;
  const known =
    type === "chat" ? [] : (data?.items ?? []).filter((model) => model.provider === provider && !model.own);
  return (
    <Field label={t("model")} hint={hint} error={fieldWords("model", form.formState.errors.model)} required>
      <Input
        list={list}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...form.register("model")}
      />
      <datalist id={list}>
        {start && !known.some(({ id }) => id === start) ? <option value={start} /> : null}
        {known.map(({ id, name }) => (
          <option key={id} value={id} label={name[language]} />
        ))}
      </datalist>
    </Field>
  );
}
