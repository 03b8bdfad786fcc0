"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { cleanText } from "@/components/shell/forms/clean-text";
import { sendOnModEnter } from "@/components/shell/forms/mod-enter";
import { Field } from "@/components/ui/form/field";
import { Textarea } from "@/components/ui/form/textarea";
import type { ModelView } from "@/lib/generations/schema";
import { needsTranslation } from "@/lib/prompts/rules";
import { PROMPT_NAME, useComposer } from "../composer-store";
import type { DraftProblem } from "../draft";
import { PromptHelp } from "../prompt-help/prompt-help";

interface PromptFieldProps {
  model: ModelView;
  problem: DraftProblem | null;
}

/** The counter appears when this part of the limit is used. */
const COUNTER_FROM = 0.8;

/** The words the picture is made from; Ctrl or ⌘ with Enter sends the form. */
export function PromptField({ model, problem }: PromptFieldProps) {
  const { maxPromptChars: maxChars } = model;
  const t = useTranslations("create");
  const prompt = useComposer((state) => state.draft.prompt);
  const patch = useComposer((state) => state.patch);
  const control = useRef<HTMLTextAreaElement>(null);
  useFocusOnFill(control);
  useFocusOnProblem(control, problem === "prompt_empty" || problem === "prompt_too_long");
  const chars = cleanText(prompt).length;
  const near = chars > maxChars * COUNTER_FROM;
  const wrong = chars > maxChars ? "prompt_too_long" : problem === "prompt_empty" ? problem : null;
  return (
    <Field
      label={t("composer.prompt")}
      aside={near ? `${chars} / ${maxChars}` : undefined}
      hint={model.promptLanguage === "en" && needsTranslation(prompt) ? t("composer.translates") : undefined}
      error={wrong ? t(`problem.${wrong}`, { max: maxChars }) : undefined}
    >
      <Textarea
        ref={control}
        name={PROMPT_NAME}
        data-tour="prompt"
        value={prompt}
        onChange={(event) => patch({ prompt: event.target.value })}
        onKeyDown={sendOnModEnter}
        placeholder={t("composer.promptPlaceholder")}
        rows={5}
        maxLength={20_000}
        enterKeyHint="enter"
        className="max-h-[30dvh] min-h-29 text-lg sm:text-lg"
      />
      <PromptHelp maxChars={maxChars} />
    </Field>
  );
}

/** Whoever fills the draft from elsewhere goes on in the prompt; the hidden one of two composers stays quiet. */
function useFocusOnFill(control: React.RefObject<HTMLTextAreaElement | null>): void {
  const fills = useComposer((state) => state.fills);
  const seen = useRef(fills);
  useEffect(() => {
    const field = control.current;
    if (fills === seen.current || !field || field.offsetParent === null) return;
    seen.current = fills;
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
  }, [fills, control]);
}

function useFocusOnProblem(control: React.RefObject<HTMLTextAreaElement | null>, wrong: boolean): void {
  useEffect(() => {
    if (wrong && control.current?.offsetParent) control.current.focus();
  }, [wrong, control]);
}
