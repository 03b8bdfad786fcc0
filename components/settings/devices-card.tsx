"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/shell/state/problem-state";
import { Callout } from "@/components/ui/feedback/callout";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { devicesQuery } from "@/lib/bindings/client";
import type { DeviceList } from "@/lib/bindings/schema";
import { DeviceRow } from "./devices/device-row";

/** The clients that are bound to this account; each can get another name or be unbound. */
export function DevicesCard({ first }: { first: { list: DeviceList; atMs: number } }) {
  const t = useTranslations("wechat.devices");
  const { data, isError, error, refetch, isRefetching } = useQuery({
    ...devicesQuery(),
    initialData: first.list,
    initialDataUpdatedAt: first.atMs,
  });
  const { items, limit } = data;
  return (
    <Card>
      <CardHeader title={t("title")} description={t("description", { limit })} className="mb-2" />
      {items.length > limit ? <Callout className="mb-2">{t("over")}</Callout> : null}
      {isError && items.length === 0 ? (
        <ProblemState error={error} onRetry={() => void refetch()} retrying={isRefetching} />
      ) : null}
      {items.length === 0 && !isError ? <p className="text-muted">{t("empty")}</p> : null}
      {items.length > 0 ? (
        <ul className="divide-y divide-line">
          {items.map((device) => (
            <DeviceRow key={device.id} device={device} />
          ))}
        </ul>
      ) : null}
    </Card>
  );
}
