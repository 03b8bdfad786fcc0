"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/form/button";
import { Input } from "@/components/ui/form/input";
import { imageTagsQuery } from "@/lib/images/client";
import { LONGEST_TAG, suggestedTags, tagsIn } from "./rules";
import { TagChip } from "./tag-chip";

interface TagInputProps {
  /** These are there already and not offered. */
  taken: readonly string[];
  onAdd: (tags: string[]) => void;
  /** Offers tags only once somebody writes. */
  quiet?: boolean;
}

/** Where tags are written, several parted by commas, with the person's own tags to choose from. */
export function TagInput({ taken, onAdd, quiet = false }: TagInputProps) {
  const t = useTranslations("viewer");
  const listId = useId();
  const { data } = useQuery(imageTagsQuery);
  const [text, setText] = useState("");
  const offered = quiet && text.trim() === "" ? [] : suggestedTags(data?.items ?? [], taken, text);
  const add = (tags: string[]) => {
    setText("");
    const fresh = tags.filter((tag) => !taken.includes(tag));
    if (fresh.length > 0) onAdd(fresh);
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex gap-2">
        <div className="min-w-0 flex-1">
          <Input
            aria-label={t("addTag")}
            aria-describedby={offered.length > 0 ? listId : undefined}
            placeholder={t("addTagPlaceholder")}
            value={text}
            maxLength={LONGEST_TAG * 4}
            autoComplete="off"
            enterKeyHint="done"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              // The Enter that ends the composition of a Chinese word is not meant for the form.
              if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
              event.preventDefault();
              add(tagsIn(text));
            }}
          />
        </div>
        <Button
          size="icon"
          aria-label={t("addTag")}
          disabled={tagsIn(text).length === 0}
          onClick={() => add(tagsIn(text))}
        >
          <Plus strokeWidth={1.5} />
        </Button>
      </div>
      {offered.length > 0 ? (
        <ul id={listId} aria-label={t("suggestedTags")} className="flex flex-wrap gap-1.5">
          {offered.map((tag) => (
            <li key={tag} className="min-w-0">
              <TagChip tag={tag} onPress={() => add([tag])} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
