"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Terminal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Callout } from "@/components/ui/feedback/callout";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Button } from "@/components/ui/form/button";
import { Card } from "@/components/ui/layout/card";
import { apiKeysQuery } from "@/lib/accounts/client";
import type { ApiKeyList } from "@/lib/accounts/schema";
import { StaleList } from "../stale-list";
import { CreateKeyDialog } from "./create-key-dialog";
import { KeyRow } from "./key-row";

interface ProgramsScreenProps {
  /** What the server read for this page, and when. */
  first: { list: ApiKeyList; atMs: number };
  /** False for who came with WeChat. */
  hasPassword: boolean;
}

/** A person's keys for programs. */
export function ProgramsScreen({ first, hasPassword }: ProgramsScreenProps) {
  const t = useTranslations("programs");
  const list = useQuery({
    ...apiKeysQuery(),
    initialData: first.list,
    initialDataUpdatedAt: first.atMs,
  });
  const { items, limit } = list.data;
  // Every opening has a number of its own, so that the form begins anew and no key stays behind it.
  const [dialog, setDialog] = useState({ opening: 0, open: false });
  const living = items.filter(({ isExpired }) => !isExpired).length;
  const isFull = living >= limit;
  const create = (
    <Button
      variant="primary"
      disabled={isFull}
      onClick={() => setDialog(({ opening }) => ({ opening: opening + 1, open: true }))}
    >
      <Plus strokeWidth={1.5} aria-hidden />
      {t("create")}
    </Button>
  );
  return (
    <section aria-labelledby="programs-title" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-[1_1_16rem]">
          <h2 id="programs-title" className="font-semibold text-lg">
            {t("title")}
          </h2>
          <p className="text-muted">{t("intro")}</p>
        </div>
        {items.length > 0 ? (
          <div className="flex items-center gap-3">
            <span className="tabular text-muted text-sm">{t("count", { count: living, max: limit })}</span>
            {create}
          </div>
        ) : null}
      </div>
      {isFull ? <Callout>{t("full", { max: limit })}</Callout> : null}
      {list.isError ? (
        <StaleList title={t("stale")} error={list.error} retrying={list.isFetching} retry={list.refetch} />
      ) : null}
      {items.length === 0 ? (
        <EmptyState
          icon={<Terminal strokeWidth={1.5} />}
          title={t("emptyTitle")}
          level="h2"
          description={t("emptyDetail")}
          action={create}
          className="py-10"
        />
      ) : (
        <Card className="py-1 sm:py-1">
          <ul className="divide-y divide-line" aria-labelledby="programs-title">
            {items.map((apiKey) => (
              <KeyRow key={apiKey.id} apiKey={apiKey} />
            ))}
          </ul>
        </Card>
      )}
      <CreateKeyDialog
        key={dialog.opening}
        open={dialog.open}
        onOpenChange={(open) => setDialog((before) => ({ ...before, open }))}
        hasPassword={hasPassword}
      />
    </section>
  );
}
