"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Button } from "@/components/ui/form/button";
import { styleTagsQuery } from "@/lib/styles/client";
import { useComposer } from "../composer-store";
import { MAX_STYLES } from "../draft";
import { StylePicker } from "./style-picker";
import { styleName } from "./styles";

/** The chosen style tags as chips, and the picker behind one button. */
export function StyleField({ chosen }: { chosen: readonly string[] }) {
  const t = useTranslations("create.composer");
  const common = useTranslations("common");
  const locale = useLocale();
  const id = useId();
  const [open, setOpen] = useState(false);
  const tags = useQuery(styleTagsQuery());
  const toggle = useComposer((state) => state.toggleStyle);
  const known = tags.data?.items ?? [];
  return (
    <fieldset data-tour="style" className="flex min-w-0 flex-col gap-2">
      <div className="flex items-baseline justify-between gap-3">
        <legend className="contents font-medium text-sm">
          <span>{t("styles")}</span>
        </legend>
        {chosen.length > 0 ? (
          <span className="tabular text-muted text-xs">
            {t("stylesChosen", { count: chosen.length, max: MAX_STYLES })}
          </span>
        ) : null}
      </div>
      {tags.isPending ? <Skeleton className="h-9 sm:h-8" /> : null}
      {tags.isError ? (
        <p className="text-muted text-sm">
          {t("stylesFailed")}{" "}
          <Button size="sm" variant="ghost" onClick={() => tags.refetch()} loading={tags.isFetching}>
            {common("retry")}
          </Button>
        </p>
      ) : null}
      {tags.data ? (
        <div className="flex flex-wrap gap-1.5">
          {known
            .filter((tag) => chosen.includes(tag.slug))
            .map((tag) => (
              <button
                key={tag.slug}
                type="button"
                aria-label={t("stylesRemove", { name: styleName(tag, locale) })}
                onClick={() => toggle(tag.slug)}
                className="inline-flex h-9 items-center gap-1.5 rounded-sm bg-text px-2.5 text-background text-sm sm:h-8"
              >
                {styleName(tag, locale)}
                <X strokeWidth={1.5} className="size-3.5" aria-hidden />
              </button>
            ))}
          <Button
            size="sm"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
            className="rounded-sm px-2.5 font-normal"
          >
            {open ? (
              t("stylesClose")
            ) : (
              <>
                <Plus strokeWidth={1.5} aria-hidden />
                {t("stylesAdd")}
              </>
            )}
          </Button>
        </div>
      ) : null}
      <div id={id} hidden={!open}>
        {open ? <StylePicker tags={known} chosen={chosen} onToggle={toggle} /> : null}
      </div>
    </fieldset>
  );
}
