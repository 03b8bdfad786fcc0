"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { editHref } from "@/components/gallery/links";
import { modelsQuery } from "@/lib/generations/client";
import type { GenerationView } from "@/lib/generations/schema";
import { cn } from "@/lib/platform/cn";
import { styleTagsQuery } from "@/lib/styles/client";
import { styleName } from "../fields/styles";

/** From this length on the prompt may be more than two lines. */
const LONG_CHARS = 90;

const linkLook = "min-h-6 self-start rounded-sm text-muted text-sm underline-offset-4 hover:underline";

/** The prompt and the settings of a generation. */
export function CardHeader({ view }: { view: GenerationView }) {
  const t = useTranslations("create");
  const [open, setOpen] = useState(false);
  const long = view.prompt.length > LONG_CHARS || view.prompt.includes("\n");
  return (
    <header className="flex flex-col gap-1">
      <p className={cn("max-w-prose whitespace-pre-wrap break-words text-lg", !open && "line-clamp-2")}>
        {view.prompt || t(`operations.${view.operation}`)}
      </p>
      {long ? (
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className={linkLook}>
          {open ? t("card.showLess") : t("card.showAll")}
        </button>
      ) : null}
      <Settings view={view} />
      {view.translatedPrompt ? <Translation text={view.translatedPrompt} /> : null}
    </header>
  );
}

/** The words that the vendor really read. */
function Translation({ text }: { text: string }) {
  const t = useTranslations("create.card");
  const [open, setOpen] = useState(false);
  return (
    <div className="flex flex-col gap-1 text-sm">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className={linkLook}>
        {open ? t("translatedHide") : t("translatedShow")}
      </button>
      {open ? (
        <p lang="en" className="max-w-prose whitespace-pre-wrap break-words text-muted">
          {text}
        </p>
      ) : null}
    </div>
  );
}

function Settings({ view }: { view: GenerationView }) {
  const t = useTranslations("create");
  const locale = useLocale();
  const format = useFormatter();
  const { data: models } = useQuery({ ...modelsQuery(), enabled: false });
  const { data: styles } = useQuery({ ...styleTagsQuery(), enabled: false });
  const model = models?.items.find((one) => one.id === view.model);
  const isEdit = view.operation !== "generate";
  const parts = [
    isEdit ? t(`operations.${view.operation}`) : view.ratio,
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
      {view.sourceImageId ? (
        <Link href={editHref(view.sourceImageId)} className="underline underline-offset-4">
          {t("card.source")}
        </Link>
      ) : null}
      <time dateTime={view.createdAt}>{format.dateTime(new Date(view.createdAt), "minute")}</time>
    </p>
  );
}
