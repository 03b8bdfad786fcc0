"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { modelsQuery } from "@/lib/generations/client";
import type { GenerationView } from "@/lib/generations/schema";
import { cn } from "@/lib/platform/cn";
import { styleTagsQuery } from "@/lib/styles/client";
import { styleName } from "../fields/styles";

/** From this length on the prompt may be more than two lines. */
const LONG_CHARS = 90;

/** The prompt and the settings of a generation. */
export function CardHeader({ view }: { view: GenerationView }) {
  const t = useTranslations("create");
  const [open, setOpen] = useState(false);
  const long = view.prompt.length > LONG_CHARS || view.prompt.includes("\n");
  return (
    <header className="flex flex-col gap-1">
      <p className={cn("max-w-prose whitespace-pre-wrap break-words text-lg", !open && "line-clamp-2")}>
        {view.prompt}
      </p>
      {long ? (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="min-h-6 self-start rounded-sm text-muted text-sm underline-offset-4 hover:underline"
        >
          {open ? t("card.showLess") : t("card.showAll")}
        </button>
      ) : null}
      <Settings view={view} />
    </header>
  );
}

function Settings({ view }: { view: GenerationView }) {
  const t = useTranslations("create");
  const locale = useLocale();
  const format = useFormatter();
  const { data: models } = useQuery({ ...modelsQuery(), enabled: false });
  const { data: styles } = useQuery({ ...styleTagsQuery(), enabled: false });
  const model = models?.items.find((one) => one.id === view.model);
  const parts = [
    view.ratio,
    view.tier,
    t(`qualities.${view.quality}`),
    ...(styles?.items ?? []).flatMap((tag) =>
      view.styleTags.includes(tag.slug) ? [styleName(tag, locale)] : [],
    ),
    model?.name[locale === "en" ? "en" : "zh"] ?? view.model,
    t("card.seed", { seed: String(view.seed) }),
  ];
  return (
    <p className="tabular flex flex-wrap gap-x-2 text-muted text-sm">
      <span>{parts.join(" · ")}</span>
      <time dateTime={view.createdAt}>{format.dateTime(new Date(view.createdAt), "minute")}</time>
    </p>
  );
}
