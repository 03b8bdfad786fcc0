"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/form/button";
import { styleTagsQuery } from "@/lib/styles/client";
import { styleName } from "../fields/styles";

export interface PromptSettings {
  prompt: string;
  negativePrompt: string;
  styleTags: string[];
}

interface PromptItemProps extends PromptSettings {
  title?: string;
  at: string;
  onUse: (settings: PromptSettings) => void;
  /** Further buttons, after "use". */
  children?: ReactNode;
}

/** One earlier prompt with its settings and what can be done with it. */
export function PromptItem({ title, at, onUse, children, ...settings }: PromptItemProps) {
  const t = useTranslations("prompts.list");
  const format = useFormatter();
  const locale = useLocale();
  const tags = useQuery(styleTagsQuery());
  const styles = (tags.data?.items ?? [])
    .filter(({ slug }) => settings.styleTags.includes(slug))
    .map((tag) => styleName(tag, locale));
  return (
    <li className="flex flex-col gap-1.5 border-line border-b py-4 last:border-b-0">
      {title ? <h3 className="break-words font-semibold">{title}</h3> : null}
      <p className="line-clamp-3 whitespace-pre-line break-words">{settings.prompt}</p>
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-32 flex-col text-muted text-sm">
          {styles.length > 0 ? (
            <span className="break-words">{t("styles", { styles: styles.join(" · ") })}</span>
          ) : null}
          {settings.negativePrompt ? (
            <span className="line-clamp-2 break-words">
              {t("without", { words: settings.negativePrompt })}
            </span>
          ) : null}
          <time dateTime={at} className="tabular">
            {format.dateTime(new Date(at), "minute")}
          </time>
        </div>
        <div className="ml-auto flex items-center gap-1">
          {children}
          <Button
            size="sm"
            aria-label={t("useName", { name: title ?? settings.prompt.slice(0, 80) })}
            onClick={() => onUse(settings)}
          >
            {t("use")}
          </Button>
        </div>
      </div>
    </li>
  );
}
