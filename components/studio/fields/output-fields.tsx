"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/form/field";
import { Segmented } from "@/components/ui/form/segmented";
import { type ModelView, pixelSize } from "@/lib/generations/schema";
import { useComposer } from "../composer-store";
import type { Draft } from "../draft";

/** How large, how fine and how many: what the price is made of. */
export function OutputFields({ model, fitted }: { model: ModelView; fitted: Draft }) {
  const t = useTranslations("create");
  const patch = useComposer((state) => state.patch);
  const { widthPx, heightPx } = pixelSize(fitted.ratio, fitted.tier);
  const counts = Array.from({ length: model.maxCount }, (_, index) => index + 1);
  return (
    <>
      <Field
        label={t("composer.tier")}
        aside={t("composer.pixels", { width: String(widthPx), height: String(heightPx) })}
      >
        <Segmented
          options={model.tiers.map((tier) => ({ value: tier, label: tier }))}
          value={fitted.tier}
          onValueChange={(tier) => patch({ tier })}
        />
      </Field>
      <Field label={t("composer.quality")}>
        <Segmented
          options={model.qualities.map((quality) => ({
            value: quality,
            label: t(`qualities.${quality}`),
          }))}
          value={fitted.quality}
          onValueChange={(quality) => patch({ quality })}
        />
      </Field>
      <Field label={t("composer.count")}>
        <Segmented
          options={counts.map((count) => ({
            value: String(count),
            label: count,
            name: t("composer.countOption", { count }),
          }))}
          value={String(fitted.count)}
          onValueChange={(count) => patch({ count: Number(count) })}
          className="[&>button]:px-0"
        />
      </Field>
    </>
  );
}
