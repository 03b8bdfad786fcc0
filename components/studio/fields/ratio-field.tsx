"use client";

import { useTranslations } from "next-intl";
import { RatioShape } from "@/components/gallery/ratio-shape";
import { Field } from "@/components/ui/form/field";
import { RadioCards } from "@/components/ui/form/radio-cards";
import type { AspectRatio } from "@/lib/generations/schema";
import { useComposer } from "../composer-store";

interface RatioFieldProps {
  ratios: readonly AspectRatio[];
  value: AspectRatio;
}

export function RatioField({ ratios, value }: RatioFieldProps) {
  const t = useTranslations("create.composer");
  const patch = useComposer((state) => state.patch);
  return (
    <Field label={t("ratio")}>
      <RadioCards
        options={ratios.map((ratio) => ({
          value: ratio,
          label: ratio,
          visual: <RatioShape ratio={ratio} />,
        }))}
        value={value}
        onValueChange={(ratio) => patch({ ratio })}
      />
    </Field>
  );
}
