"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { NextPage } from "@/components/shell/state/next-page";
import { ProblemState } from "@/components/shell/state/problem-state";
import { SkeletonText } from "@/components/ui/feedback/skeleton";
import { Button } from "@/components/ui/form/button";
import { Sheet } from "@/components/ui/overlay/sheet";
import { deliveriesQuery } from "@/lib/notifications/client";
import type { EndpointView } from "@/lib/notifications/schema";
import { hostOf } from "../rules";
import { DeliveryRow } from "./delivery-row";

interface DeliveryLogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  endpoint: EndpointView | null;
}

/** What was sent to an address in the last 30 days, newest first. */
export function DeliveryLog({ open, onOpenChange, endpoint }: DeliveryLogProps) {
  const t = useTranslations("inbox.webhooks");
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("logTitle")}
      description={endpoint ? hostOf(endpoint.url) : undefined}
      className="sm:max-w-lg"
    >
      {endpoint ? <Log endpoint={endpoint} /> : null}
    </Sheet>
  );
}

function Log({ endpoint }: { endpoint: EndpointView }) {
  const t = useTranslations("inbox.webhooks");
  const list = useInfiniteQuery({ ...deliveriesQuery(endpoint.id), staleTime: 0 });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label={t("logTitle")} aria-busy={list.isPending}>
      <div className="flex items-center justify-between gap-3 pb-2">
        <p className="text-muted text-sm">{t("logDetail")}</p>
        <Button size="sm" variant="ghost" loading={list.isRefetching} onClick={() => void list.refetch()}>
          {t("refresh")}
        </Button>
      </div>
      {list.isPending ? <SkeletonText lines={6} /> : null}
      {list.isError && items.length === 0 ? (
        <ProblemState error={list.error} onRetry={() => void list.refetch()} retrying={list.isRefetching} />
      ) : null}
      {list.isSuccess && items.length === 0 ? (
        <p className="py-8 text-center text-muted">{t("logEmpty")}</p>
      ) : null}
      {items.length > 0 ? (
        <>
          <ul className="divide-y divide-line border-line border-y">
            {items.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} endpoint={endpoint} />
            ))}
          </ul>
          <NextPage list={list} />
        </>
      ) : null}
    </section>
  );
}
