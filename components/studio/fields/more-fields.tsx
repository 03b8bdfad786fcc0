"use client";

import { useTranslations } from "next-intl";
import { cleanText } from "@/components/shell/forms/clean-text";
import { sendOnModEnter } from "@/components/shell/forms/mod-enter";
import { Field } from "@/components/ui/form/field";
import { Textarea } from "@/components/ui/form/textarea";
import type { ReadyComposer } from "../composer/use-composer-model";
import { useComposer } from "../composer-store";
import { MAX_NEGATIVE_CHARS } from "../draft";
import { Disclosure } from "./disclosure";
import { SeedField } from "./seed-field";

/** Negative prompt and seed, where the model reads them. */
export function MoreFields({ model, fitted }: Pick<ReadyComposer, "model" | "fitted">) {
  const t = useTranslations("create.composer");
  if (!model.negativePrompt && !model.seed) return null;
  const set = [
    cleanText(fitted.negativePrompt) ? t("negativePrompt") : "",
    fitted.seed === null ? "" : t("seedSet", { seed: String(fitted.seed) }),
  ].filter(Boolean);
  return (
    <Disclosure label={t("more")} summary={<span className="truncate">{set.join(" · ")}</span>}>
      {model.negativePrompt ? <NegativeField /> : null}
      {model.seed ? <SeedField value={fitted.seed} /> : null}
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
