"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Field } from "@/components/ui/form/field";
import { Segmented } from "@/components/ui/form/segmented";
import { pixelSize, tiers } from "@/lib/generations/schema";
import type { ReadyComposer } from "../composer/use-composer-model";
import { useComposer } from "../composer-store";
import { countOptions } from "../draft";

/** How large, how fine and how many: what the price is made of. Where there is no choice, it says what comes. */
export function OutputFields({ ready }: { ready: ReadyComposer }) {
  const t = useTranslations("create");
  const { model, fitted, enlargeable } = ready;
  const patch = useComposer((state) => state.patch);
  const { widthPx, heightPx } = pixelSize(fitted.ratio, fitted.tier);
  const counts = countOptions(model);
  const largest = tiers.findLast((tier) => model.tiers.includes(tier)) ?? fitted.tier;
  const locked = model.lockedTiers.join(", ");
  const tierHint = largest === tiers.at(-1) ? undefined : enlargeable ? "tierHint" : "tierHintPlain";
  return (
    <>
      <Field
        label={t("composer.tier")}
        aside={t("composer.pixels", { width: String(widthPx), height: String(heightPx) })}
        hint={
          locked
            ? t.rich("composer.tierLocked", {
                tier: locked,
                link: (words) => (
                  <Link href="/pricing" className="underline underline-offset-2">
                    {words}
                  </Link>
                ),
              })
            : tierHint && t(`composer.${tierHint}`, { tier: largest })
        }
      >
        {model.tiers.length > 1 ? (
          <Segmented
            options={model.tiers.map((tier) => ({ value: tier, label: tier }))}
            value={fitted.tier}
            onValueChange={(tier) => patch({ tier })}
          />
        ) : (
          <Only>{fitted.tier}</Only>
        )}
      </Field>
      {model.qualities.length > 1 ? (
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
      ) : null}
      <Field
        label={t("composer.count")}
        hint={model.minCount > 1 ? t("composer.wholeSets", { count: model.minCount }) : undefined}
      >
        {counts.length > 1 ? (
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
        ) : (
          <Only>{t("composer.countOption", { count: fitted.count })}</Only>
        )}
      </Field>
    </>
  );
}

/** The one value that there is. */
const Only = ({ children }: { children: ReactNode }) => <p className="tabular">{children}</p>;
