"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { RatioShape } from "@/components/gallery/ratio-shape";
import { cleanText } from "@/components/shell/forms/clean-text";
import { sendOnModEnter } from "@/components/shell/forms/mod-enter";
import { Badge } from "@/components/ui/feedback/badge";
import { Field } from "@/components/ui/form/field";
import { RadioCards } from "@/components/ui/form/radio-cards";
import { Segmented } from "@/components/ui/form/segmented";
import { Select } from "@/components/ui/form/select";
import { Slider } from "@/components/ui/form/slider";
import { Textarea } from "@/components/ui/form/textarea";
import { extendedSize, type Picture } from "@/lib/edits/rules";
import { priceCredits } from "@/lib/generations/rules";
import type { EditProblem, FittedEdit } from "../draft";
import { useEditor } from "../editor-store";
import { operationIcons } from "./operations";

interface FieldProps {
  fitted: FittedEdit;
}

/** What to do with the picture: only what some model on offer can do with it. */
export function OperationField({ fitted: { operations, operation } }: FieldProps) {
  const t = useTranslations("editor");
  const patch = useEditor((state) => state.patch);
  return (
    <Field label={t("operation")} hint={t(`operationHints.${operation}`)}>
      <RadioCards
        options={operations.map((one) => {
          const Icon = operationIcons[one];
          return {
            value: one,
            label: t(`operations.${one}`),
            visual: <Icon strokeWidth={1.5} className="size-5" aria-hidden />,
          };
        })}
        value={operation}
        onValueChange={(next) => patch({ operation: next })}
        className="[&>button]:px-1"
      />
    </Field>
  );
}

/** The counter appears when this part of the limit is used. */
const COUNTER_FROM = 0.8;

/** What the change should be in words; Ctrl or ⌘ with Enter sends the form. */
export function PromptField({ fitted, problem }: FieldProps & { problem: EditProblem | null }) {
  const t = useTranslations("editor");
  const common = useTranslations("common");
  const prompt = useEditor((state) => state.draft.prompt);
  const patch = useEditor((state) => state.patch);
  const control = useRef<HTMLTextAreaElement>(null);
  const isProblem = problem === "prompt_empty" || problem === "prompt_too_long";
  useEffect(() => {
    if (isProblem && control.current?.offsetParent) control.current.focus();
  }, [isProblem]);
  const { operation, can, model } = fitted;
  if (can.prompt === "none") return null;
  const max = model.maxPromptChars;
  const chars = cleanText(prompt).length;
  const wrong = chars > max ? "prompt_too_long" : problem === "prompt_empty" ? problem : null;
  const quiet = can.prompt === "optional" ? common("optional") : undefined;
  return (
    <Field
      label={t(operation === "instruct" ? "instruction" : "prompt")}
      aside={chars > max * COUNTER_FROM ? `${chars} / ${max}` : quiet}
      error={wrong ? t(`problem.${wrong}`, { max }) : undefined}
      hint={model.promptLanguage === "en" ? t("translated") : undefined}
    >
      <Textarea
        ref={control}
        value={prompt}
        onChange={(event) => patch({ prompt: event.target.value })}
        onKeyDown={sendOnModEnter}
        placeholder={t(`placeholders.${operation}`)}
        rows={3}
        maxLength={20_000}
        enterKeyHint="enter"
        className="max-h-[30dvh] min-h-20 text-lg sm:text-lg"
      />
    </Field>
  );
}

/** Only models that can do the operation with this picture. */
export function ModelField({ fitted }: FieldProps) {
  const t = useTranslations("editor");
  const language = useLocale() === "en" ? "en" : "zh";
  const patch = useEditor((state) => state.patch);
  const { models, model, operation, tier, quality } = fitted;
  const unit = (one: (typeof models)[number]) =>
    priceCredits(one, {
      operation,
      tier: one.tiers.includes(tier) ? tier : (one.tiers[0] ?? tier),
      quality: one.qualities.includes(quality) ? quality : (one.qualities[0] ?? quality),
      count: 1,
    });
  const marks = [
    model.builtIn ? t("builtIn") : null,
    model.simulated ? t("simulated") : null,
    model.own ? t("ownKey") : null,
  ].filter((mark) => mark !== null);
  return (
    <Field
      label={t("model")}
      aside={
        marks.length > 0
          ? marks.map((mark) => (
              <Badge key={mark} tone="outline">
                {mark}
              </Badge>
            ))
          : undefined
      }
      hint={model.note[language]}
    >
      <Select
        options={models.map((one) => ({
          value: one.id,
          label: t("modelPrice", { name: one.name[language], unit: unit(one) }),
        }))}
        value={model.id}
        onValueChange={(id) => patch({ model: id })}
      />
    </Field>
  );
}

/** How far the result may leave the picture. */
export function StrengthField({ fitted: { strength } }: FieldProps) {
  const t = useTranslations("editor");
  const format = useFormatter();
  const patch = useEditor((state) => state.patch);
  if (strength === undefined) return null;
  const text = format.number(strength, { style: "percent", maximumFractionDigits: 0 });
  return (
    <Field label={t("strength")} aside={text} hint={t("strengthHint")}>
      <Slider
        value={Math.round(strength * 100)}
        onValueChange={(value) => patch({ strength: value / 100 })}
        step={5}
        valueText={text}
      />
    </Field>
  );
}

/** The shape to extend to; the stage shows the new frame around the picture. */
export function ExtensionField({ fitted, picture }: FieldProps & { picture: Picture }) {
  const t = useTranslations("editor");
  const patch = useEditor((state) => state.patch);
  const { ratios, outpaintRatio } = fitted;
  if (!outpaintRatio) return null;
  const frame = extendedSize(picture, outpaintRatio);
  return (
    <Field label={t("extendTo")} aside={sizeText(frame)}>
      <RadioCards
        options={ratios.map((ratio) => ({
          value: ratio,
          label: ratio,
          visual: <RatioShape ratio={ratio} />,
        }))}
        value={outpaintRatio}
        onValueChange={(ratio) => patch({ outpaintRatio: ratio })}
      />
    </Field>
  );
}

const sizeText = ({ widthPx, heightPx }: { widthPx: number; heightPx: number }): string =>
  `${widthPx} × ${heightPx}`;

/** How many times longer each side becomes. */
export function FactorField({ fitted, picture }: FieldProps & { picture: Picture }) {
  const t = useTranslations("editor");
  const patch = useEditor((state) => state.patch);
  const { upscaleFactor, can } = fitted;
  if (!upscaleFactor || !can.factors) return null;
  const size = { widthPx: picture.widthPx * upscaleFactor, heightPx: picture.heightPx * upscaleFactor };
  return (
    <Field label={t("factor")} aside={sizeText(size)}>
      <Segmented
        options={can.factors.map((factor) => ({
          value: String(factor),
          label: `${factor}×`,
          name: t("factorOption", { factor }),
        }))}
        value={String(upscaleFactor)}
        onValueChange={(factor) => patch({ upscaleFactor: Number(factor) })}
      />
    </Field>
  );
}

/** Resolution, detail and how many: what the price is made of. What cannot be chosen is not asked. */
export function OutputFields({ fitted }: FieldProps) {
  const t = useTranslations("editor");
  const words = useTranslations("create");
  const patch = useEditor((state) => state.patch);
  const { model, asksTier, tier, quality, counts, count } = fitted;
  return (
    <>
      {asksTier ? (
        <Field label={words("composer.tier")}>
          <Segmented
            options={model.tiers.map((one) => ({ value: one, label: one }))}
            value={tier}
            onValueChange={(next) => patch({ tier: next })}
          />
        </Field>
      ) : null}
      {model.qualities.length > 1 ? (
        <Field label={words("composer.quality")}>
          <Segmented
            options={model.qualities.map((one) => ({ value: one, label: words(`qualities.${one}`) }))}
            value={quality}
            onValueChange={(next) => patch({ quality: next })}
          />
        </Field>
      ) : null}
      {counts.length > 1 ? (
        <Field label={t("count")}>
          <Segmented
            options={counts.map((one) => ({
              value: String(one),
              label: one,
              name: words("composer.countOption", { count: one }),
            }))}
            value={String(count)}
            onValueChange={(next) => patch({ count: Number(next) })}
            className="[&>button]:px-0"
          />
        </Field>
      ) : null}
    </>
  );
}
