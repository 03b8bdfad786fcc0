"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Bookmark, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Button } from "@/components/ui/form/button";
import { savedPromptsQuery, useDeletePrompt, useSavePrompt } from "@/lib/prompts/client";
import type { SavedPromptView } from "@/lib/prompts/schema";
import { ListState } from "./list-state";
import { PromptItem, type PromptSettings } from "./prompt-item";

/** Prompts that the person kept; the last one that was deleted can be brought back. */
export function SavedList({ q, onUse }: { q: string; onUse: (settings: PromptSettings) => void }) {
  const t = useTranslations("prompts.list");
  const list = useInfiniteQuery({ ...savedPromptsQuery(q), placeholderData: keepPreviousData });
  const [deleted, setDeleted] = useState<SavedPromptView | null>(null);
  const remove = useDeletePrompt();
  const restore = useSavePrompt();
  const undo = useRef<HTMLParagraphElement>(null);
  const empty = {
    icon: <Bookmark strokeWidth={1.5} />,
    title: t("savedEmpty"),
    detail: t("savedEmptyDetail"),
  };
  const drop = (item: SavedPromptView) => {
    restore.reset();
    setDeleted(item);
    remove.mutate(item.id, { onError: () => setDeleted(null) });
    // The pressed button goes with its row.
    undo.current?.focus();
  };
  const bringBack = ({ title, prompt, negativePrompt, styleTags }: SavedPromptView) => {
    setDeleted(null);
    restore.mutate({ title, prompt, negativePrompt, styleTags });
    undo.current?.focus();
  };
  return (
    <>
      <p ref={undo} tabIndex={-1} role="status" className="flex flex-wrap items-center gap-x-2 text-sm">
        {deleted ? (
          <>
            <span className="min-w-0 truncate pt-2 text-muted">{t("deleted", { title: deleted.title })}</span>
            <Button size="sm" variant="ghost" className="mt-2 px-2" onClick={() => bringBack(deleted)}>
              {t("undo")}
            </Button>
          </>
        ) : null}
        <Failure error={remove.error ?? restore.error} />
      </p>
      <ListState q={q} label={t("saved")} list={list} empty={empty}>
        {list.data?.pages.flatMap((page) =>
          page.items.map((item) => (
            <PromptItem
              key={item.id}
              {...settingsOf(item)}
              title={item.title}
              at={item.createdAt}
              onUse={onUse}
            >
              <Button
                size="icon-sm"
                variant="ghost"
                aria-label={t("deleteName", { title: item.title })}
                onClick={() => drop(item)}
              >
                <Trash2 strokeWidth={1.5} />
              </Button>
            </PromptItem>
          )),
        )}
      </ListState>
    </>
  );
}

const settingsOf = ({ prompt, negativePrompt, styleTags }: SavedPromptView): PromptSettings => ({
  prompt,
  negativePrompt,
  styleTags,
});

function Failure({ error }: { error: unknown }) {
  const problemText = useProblemText();
  return error ? <span className="pt-2 text-danger">{problemText(error).message}</span> : null;
}
