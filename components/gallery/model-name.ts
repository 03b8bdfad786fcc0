"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale } from "next-intl";
import { modelsQuery } from "@/lib/generations/client";
import type { ModelView } from "@/lib/generations/schema";
import { styleTagsQuery } from "@/lib/styles/client";

/**
 * The models on offer, and a model's name in the person's language; one that is no longer offered has its id. Empty
 * until the models are known, so that nobody reads ids meanwhile.
 */
export function useModels(): {
  models: readonly ModelView[];
  find: (id: string) => ModelView | undefined;
  nameOf: (id: string) => string;
} {
  const { data, isPending } = useQuery(modelsQuery());
  const language = useLocale() === "en" ? "en" : "zh";
  const models = data?.items ?? [];
  const find = (id: string) => models.find((model) => model.id === id);
  return { models, find, nameOf: (id) => find(id)?.name[language] ?? (isPending ? "" : id) };
}

/** A style tag's name in the person's language, or its slug; empty until the tags are known. */
export function useStyleName(): (slug: string) => string {
  const { data, isPending } = useQuery(styleTagsQuery());
  const isEnglish = useLocale() === "en";
  return (slug) => {
    const tag = data?.items.find((candidate) => candidate.slug === slug);
    if (!tag) return isPending ? "" : slug;
    return isEnglish ? tag.nameEn : tag.name;
  };
}
