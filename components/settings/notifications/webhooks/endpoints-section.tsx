"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Webhook } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemState } from "@/components/shell/state/problem-state";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Button } from "@/components/ui/form/button";
import { endpointsQuery } from "@/lib/notifications/client";
import { MAX_ENDPOINTS } from "@/lib/notifications/rules";
import type { EndpointView } from "@/lib/notifications/schema";
import { DeliveryLog } from "./delivery-log";
import { EndpointCard } from "./endpoint-card";
import { EndpointSheet } from "./endpoint-sheet";
import { SecretDialog } from "./secret-dialog";

interface EndpointsSectionProps {
  first: { endpoints: EndpointView[]; atMs: number };
}

/** The addresses of a person's own that are told what happens to them. */
export function EndpointsSection({ first }: EndpointsSectionProps) {
  const t = useTranslations("inbox.webhooks");
  const list = useQuery({
    ...endpointsQuery(),
    initialData: { items: first.endpoints, nextCursor: null },
    initialDataUpdatedAt: first.atMs,
  });
  const { items } = list.data;
  // Every opening has a number of its own, so that the form begins anew; the id stays while the sheet goes away.
  const [sheet, setSheet] = useState({ opening: 0, open: false, id: null as string | null });
  const [log, setLog] = useState({ open: false, id: null as string | null });
  const [secret, setSecret] = useState<string | null>(null);
  const show = (id: string | null) => setSheet(({ opening }) => ({ opening: opening + 1, open: true, id }));
  const add = (
    <Button variant="primary" disabled={items.length >= MAX_ENDPOINTS} onClick={() => show(null)}>
      <Plus strokeWidth={1.5} aria-hidden />
      {t("add")}
    </Button>
  );
  return (
    <section aria-labelledby="webhooks-title" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-[1_1_16rem]">
          <h2 id="webhooks-title" className="font-semibold text-lg">
            {t("title")}
          </h2>
          <p className="text-muted">{t("description")}</p>
        </div>
        {items.length > 0 ? (
          <div className="flex items-center gap-3">
            <span className="tabular text-muted text-sm">
              {t("count", { count: items.length, max: MAX_ENDPOINTS })}
            </span>
            {add}
          </div>
        ) : null}
      </div>
      {list.isError ? (
        <ProblemState error={list.error} onRetry={() => void list.refetch()} retrying={list.isRefetching} />
      ) : null}
      {items.length === 0 ? (
        <EmptyState
          icon={<Webhook strokeWidth={1.5} />}
          title={t("emptyTitle")}
          description={t("emptyDetail")}
          action={add}
          className="py-8"
        />
      ) : (
        <ul className="flex flex-col gap-4">
          {items.map((endpoint) => (
            <li key={endpoint.id}>
              <EndpointCard
                endpoint={endpoint}
                onEdit={() => show(endpoint.id)}
                onLog={() => setLog({ open: true, id: endpoint.id })}
              />
            </li>
          ))}
        </ul>
      )}
      <EndpointSheet
        key={sheet.opening}
        open={sheet.open}
        onOpenChange={(open) => setSheet((before) => ({ ...before, open }))}
        endpoint={items.find(({ id }) => id === sheet.id) ?? null}
        onSecret={(fresh) => {
          setSheet((before) => ({ ...before, open: false }));
          setSecret(fresh);
        }}
      />
      <DeliveryLog
        open={log.open}
        onOpenChange={(open) => setLog((before) => ({ ...before, open }))}
        endpoint={items.find(({ id }) => id === log.id) ?? null}
      />
      <SecretDialog secret={secret} onClose={() => setSecret(null)} />
    </section>
  );
}
