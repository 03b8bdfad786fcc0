"use client";

import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { balanceQuery } from "@/lib/credits/client";
import type { BalanceView } from "@/lib/credits/schema";
import { generationsQuery, modelsQuery } from "@/lib/generations/client";
import type { GenerationPage, ModelView } from "@/lib/generations/schema";
import { styleTagsQuery } from "@/lib/styles/client";
import type { StyleTagView } from "@/lib/styles/schema";
import { ComposerColumn, ComposerDock } from "./composer/composer";
import { PROMPT_NAME, restoreDraft } from "./composer-store";
import type { Draft } from "./draft";
import { useLinkReference } from "./references/use-link-reference";
import { Results } from "./results/results";
import { Tour } from "./tour/tour";
import { useFillDraft } from "./use-fill-draft";

/** What the server has read already, so that the first paint is complete. */
export interface StudioData {
  generations: GenerationPage;
  models: { items: ModelView[]; nextCursor: null };
  styles: { items: StyleTagView[]; nextCursor: null };
  balance: BalanceView;
  readAtMs: number;
}

interface StudioProps {
  data: StudioData;
  /** The user's id: a draft belongs to one person. */
  owner: string;
  plan: "free" | "pro" | "enterprise";
  /** Settings that the address asked for. */
  reuse: Partial<Draft> | null;
  /** The id of an image that the address asked to take as a reference. */
  reference: string | null;
}

/** The studio: composer on one side, results on the other. */
export function Studio({ data, owner, plan, reuse, reference }: StudioProps) {
  const t = useTranslations("create");
  const state = useMemo(() => dehydrate(cacheOf(data)), [data]);
  useDraft(owner, reuse);
  useLinkedReference(reference, data.models.items);
  return (
    <HydrationBoundary state={state}>
      <h1 className="sr-only">{t("title")}</h1>
      <div className="grid flex-1 md:grid-cols-[20rem_minmax(0,1fr)] lg:grid-cols-[24rem_minmax(0,1fr)]">
        <ComposerColumn />
        <section
          aria-label={t("results.label")}
          data-tour="results"
          className="min-w-0 px-safe pt-6 pb-28 md:pb-10 lg:px-8 lg:pt-8"
        >
          <Results plan={plan} />
          <Tour owner={owner} />
        </section>
      </div>
      <ComposerDock />
    </HydrationBoundary>
  );
}

function cacheOf({ generations, models, styles, balance, readAtMs }: StudioData): QueryClient {
  const cache = new QueryClient();
  const at = { updatedAt: readAtMs };
  const pages = { pages: [generations], pageParams: [undefined] };
  cache.setQueryData(generationsQuery().queryKey, pages, at);
  cache.setQueryData(modelsQuery().queryKey, models, at);
  cache.setQueryData(styleTagsQuery().queryKey, styles, at);
  cache.setQueryData(balanceQuery().queryKey, balance, at);
  return cache;
}

/** Restores the kept draft, then fills in what the address asked for and takes it out of the address. */
function useDraft(owner: string, reuse: Partial<Draft> | null): void {
  const fill = useFillDraft();
  const filled = useRef<Partial<Draft> | null>(null);
  useEffect(() => {
    const prompt = document.querySelector<HTMLTextAreaElement>(`textarea[name="${PROMPT_NAME}"]`);
    restoreDraft(owner, prompt?.value);
    if (!reuse || filled.current === reuse) return;
    filled.current = reuse;
    fill(reuse);
    forgetInAddress(["prompt", "from", "styles", "ratio"]);
  }, [owner, reuse, fill]);
}

/** Adds the reference that the address asked for, once the kept draft is back, and takes it out of the address. */
function useLinkedReference(id: string | null, models: readonly ModelView[]): void {
  const addReference = useLinkReference();
  const added = useRef<string | null>(null);
  useEffect(() => {
    if (!id || added.current === id) return;
    added.current = id;
    addReference(id, models);
    forgetInAddress(["reference"]);
  }, [id, models, addReference]);
}

/** What was filled in once is the person's to change; reloading must not fill it in again. */
function forgetInAddress(names: readonly string[]): void {
  const url = new URL(window.location.href);
  for (const name of names) url.searchParams.delete(name);
  window.history.replaceState(null, "", url.pathname + url.search);
}
