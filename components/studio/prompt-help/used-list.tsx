"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { usedPromptsQuery } from "@/lib/prompts/client";
import { HISTORY_GENERATIONS } from "@/lib/prompts/schema";
import { ListState } from "./list-state";
import { PromptItem, type PromptSettings } from "./prompt-item";

/** Prompts of earlier generations, each once. */
export function UsedList({ q, onUse }: { q: string; onUse: (settings: PromptSettings) => void }) {
  const t = useTranslations("prompts.list");
  const list = useInfiniteQuery({ ...usedPromptsQuery(q), placeholderData: keepPreviousData });
  const empty = { icon: <History strokeWidth={1.5} />, title: t("usedEmpty"), detail: t("usedEmptyDetail") };
  return (
    <ListState
      q={q}
      label={t("used")}
      list={list}
      empty={empty}
      end={t("usedNote", { count: HISTORY_GENERATIONS })}
    >
      {list.data?.pages.flatMap((page) =>
        page.items.map(({ usedAt, ...settings }) => (
          <PromptItem key={settings.prompt} {...settings} at={usedAt} onUse={onUse} />
        )),
      )}
    </ListState>
  );
}
