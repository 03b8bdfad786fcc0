"use client";

import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Callout } from "@/components/ui/feedback/callout";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Button } from "@/components/ui/form/button";
import { apiConfigsQuery } from "@/lib/api-configs/client";
import { type ApiConfigView, MAX_API_CONFIGS } from "@/lib/api-configs/schema";
import { StaleList } from "../stale-list";
import { KeySheet } from "./form/key-sheet";
import { KeyCard } from "./key-card";

export interface KeysScreenProps {
  /** What the server read for this page, and when. */
  first: { configs: ApiConfigView[]; atMs: number };
  /** What the platform takes for a picture made with an own key, in credits. */
  feeCredits: number;
}

/** A person's own keys. */
export function KeysScreen({ first, feeCredits }: KeysScreenProps) {
  const t = useTranslations("keys");
  const list = useQuery({
    ...apiConfigsQuery(),
    initialData: { items: first.configs, nextCursor: null },
    initialDataUpdatedAt: first.atMs,
  });
  const { items } = list.data;
  // Every opening has a number of its own, so that the form begins anew; the id stays while the sheet goes away.
  const [sheet, setSheet] = useState({ opening: 0, open: false, id: null as string | null });
  const show = (id: string | null) => setSheet(({ opening }) => ({ opening: opening + 1, open: true, id }));
  const isFull = items.length >= MAX_API_CONFIGS;
  const add = (
    <Button variant="primary" disabled={isFull} onClick={() => show(null)}>
      <Plus strokeWidth={1.5} aria-hidden />
      {t("add")}
    </Button>
  );
  return (
    <section aria-labelledby="keys-title" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-[1_1_16rem]">
          <h2 id="keys-title" className="font-semibold text-lg">
            {t("title")}
          </h2>
          <p className="text-muted">{t("intro", { fee: feeCredits })}</p>
        </div>
        {items.length > 0 ? (
          <div className="flex items-center gap-3">
            <span className="tabular text-muted text-sm">
              {t("count", { count: items.length, max: MAX_API_CONFIGS })}
            </span>
            {add}
          </div>
        ) : null}
      </div>
      {isFull ? <Callout>{t("full", { max: MAX_API_CONFIGS })}</Callout> : null}
      {list.isError ? (
        <StaleList title={t("stale")} error={list.error} retrying={list.isFetching} retry={list.refetch} />
      ) : null}
      {items.length === 0 ? (
        <EmptyState
          icon={<KeyRound strokeWidth={1.5} />}
          title={t("emptyTitle")}
          level="h2"
          description={t("emptyDetail")}
          action={add}
          className="py-10"
        />
      ) : (
        <ul className="flex flex-col gap-4">
          {items.map((config) => (
            <li key={config.id}>
              <KeyCard config={config} onEdit={() => show(config.id)} />
            </li>
          ))}
        </ul>
      )}
      <KeySheet
        key={sheet.opening}
        open={sheet.open}
        onOpenChange={(open) => setSheet((before) => ({ ...before, open }))}
        config={items.find(({ id }) => id === sheet.id) ?? null}
        onSaved={({ id }) => setSheet((before) => ({ ...before, id }))}
      />
    </section>
  );
}
