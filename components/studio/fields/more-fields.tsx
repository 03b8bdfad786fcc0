"use client";

import { useLocale, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/feedback/badge";
import { Callout } from "@/components/ui/feedback/callout";
import { Field } from "@/components/ui/form/field";
import { Select } from "@/components/ui/form/select";
import { Textarea } from "@/components/ui/form/textarea";
import type { ReadyComposer } from "../composer/use-composer-model";
import { useComposer } from "../composer-store";
import { cleanText, MAX_NEGATIVE_CHARS } from "../draft";
import { Disclosure } from "./disclosure";
import { sendOnModEnter } from "./prompt-field";
import { SeedField } from "./seed-field";

/** Negative prompt, seed and model. What is not an AI model says so, open or closed. */
export function MoreFields({ models, model, fitted }: ReadyComposer) {
  const t = useTranslations("create.composer");
  const language = useLocale() === "en" ? "en" : "zh";
  const patch = useComposer((state) => state.patch);
  return (
    <Disclosure
      label={t("more")}
      summary={
        <>
          <span className="truncate">{model.name[language]}</span>
          {model.builtIn ? <Badge tone="outline">{t("builtIn")}</Badge> : null}
        </>
      }
    >
      {model.negativePrompt ? <NegativeField /> : null}
      {model.seed ? <SeedField value={fitted.seed} /> : null}
      <Field label={t("model")} hint={model.builtIn ? undefined : model.note[language]}>
        <Select
          options={models.map((one) => ({ value: one.id, label: one.name[language] }))}
          value={model.id}
          onValueChange={(id) => patch({ model: id })}
        />
      </Field>
      {model.builtIn ? (
        <Callout title={t("builtInTitle")} className="px-3 text-sm">
          {t("builtInDetail")}
        </Callout>
      ) : null}
    </Disclosure>
  );
}

function NegativeField() {
  const t = useTranslations("create.composer");
  const value = useComposer((state) => state.draft.negativePrompt);
  const patch = useComposer((state) => state.patch);
  const chars = cleanText(value).length;
  return (
    <Field
      label={t("negativePrompt")}
      aside={chars > MAX_NEGATIVE_CHARS * 0.8 ? `${chars} / ${MAX_NEGATIVE_CHARS}` : undefined}
    >
      <Textarea
        value={value}
        onChange={(event) => patch({ negativePrompt: event.target.value })}
        onKeyDown={sendOnModEnter}
        placeholder={t("negativePlaceholder")}
        rows={2}
        maxLength={MAX_NEGATIVE_CHARS}
        className="max-h-40 min-h-16"
      />
    </Field>
  );
}
