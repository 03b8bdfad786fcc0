"use client";

import { ArrowUpLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { RatioShape } from "@/components/gallery/ratio-shape";
import { emptyDraft } from "../draft";
import { examples } from "../examples";
import { useFillDraft } from "../use-fill-draft";

/** An example begins anew, with whatever model and references are chosen. */
const { model: _model, references: _references, ...fresh } = emptyDraft;

/** What this place is, and three ways to begin. */
export function EmptyResults() {
  const t = useTranslations("create");
  const fill = useFillDraft();
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-8 py-4 md:py-[12vh]">
      <div className="flex flex-col gap-2">
        <h2 className="font-semibold text-2xl tracking-tight lg:text-3xl">{t("results.emptyTitle")}</h2>
        <p className="max-w-prose text-lg text-muted">{t("results.emptyDetail")}</p>
      </div>
      <ul aria-label={t("results.examples")} className="flex flex-col border-line border-t">
        {examples.map(({ key, settings }) => (
          <li key={key} className="border-line border-b">
            <button
              type="button"
              onClick={() =>
                fill({
                  ...fresh,
                  ...settings,
                  styleTags: [...settings.styleTags],
                  prompt: t(`examples.${key}`),
                })
              }
              className="group flex min-h-14 w-full items-center gap-4 rounded-sm py-3 text-left hover:bg-subtle"
            >
              <span className="flex w-8 shrink-0 justify-center text-muted">
                <RatioShape ratio={settings.ratio} />
              </span>
              <span className="min-w-0 flex-1">{t(`examples.${key}`)}</span>
              <span className="tabular hidden shrink-0 text-muted text-sm sm:inline">{settings.ratio}</span>
              <ArrowUpLeft
                strokeWidth={1.5}
                aria-hidden
                className="mr-2 size-4 shrink-0 text-muted group-hover:text-text"
              />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
