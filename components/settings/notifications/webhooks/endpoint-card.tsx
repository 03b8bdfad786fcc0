"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Badge } from "@/components/ui/feedback/badge";
import { Callout } from "@/components/ui/feedback/callout";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { Switch } from "@/components/ui/form/switch";
import { Card } from "@/components/ui/layout/card";
import { useTestEndpoint, useUpdateEndpoint } from "@/lib/notifications/client";
import type { EndpointView } from "@/lib/notifications/schema";
import { hostOf } from "../rules";
import { DeleteEndpoint } from "./delete-endpoint";
import { DeliveryOutcome } from "./delivery-outcome";

interface EndpointCardProps {
  endpoint: EndpointView;
  onEdit: () => void;
  onLog: () => void;
}

/** One address: what it is told, whether it is told at all, and what can be done with it. */
export function EndpointCard({ endpoint, onEdit, onLog }: EndpointCardProps) {
  const t = useTranslations("inbox.webhooks");
  const kinds = useTranslations("inbox.kinds");
  const problemText = useProblemText();
  const heading = useId();
  const update = useUpdateEndpoint();
  const test = useTestEndpoint();
  const { id, url, enabled, disabledBy } = endpoint;
  const host = hostOf(url);
  const failed = (error: unknown) =>
    toast({ title: t("failed"), detail: problemText(error).message, tone: "danger" });
  return (
    <Card role="group" aria-labelledby={heading} className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h3 id={heading} className="min-w-0 break-all font-semibold" title={url}>
          {host}
        </h3>
        <div className="flex items-center gap-3">
          <Badge tone={enabled ? "success" : disabledBy === "failures" ? "danger" : "plain"}>
            {t(enabled ? "on" : "off")}
          </Badge>
          <Switch
            aria-label={t("switch", { host })}
            checked={enabled}
            disabled={update.isPending}
            onCheckedChange={(next) => update.mutate({ id, enabled: next }, { onError: failed })}
          />
        </div>
      </div>
      {disabledBy === "failures" ? <Callout tone="warning">{t("offByFailures")}</Callout> : null}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
        <dt className="text-muted">{t("url")}</dt>
        <dd className="min-w-0 break-all">{url}</dd>
        <dt className="text-muted">{t("kinds")}</dt>
        <dd>
          {endpoint.kinds.length === 0
            ? t("allKinds")
            : endpoint.kinds.map((kind) => kinds(kind)).join(t("separator"))}
        </dd>
      </dl>
      <div role="status" className="text-sm">
        {test.data && !test.isPending ? <DeliveryOutcome delivery={test.data} /> : null}
        {test.isPending ? <p className="text-muted">{t("testing", { host })}</p> : null}
      </div>
      <div className="flex flex-wrap items-center gap-2 border-line border-t pt-3">
        <Button size="sm" loading={test.isPending} onClick={() => test.mutate(id, { onError: failed })}>
          {t("test")}
        </Button>
        <Button size="sm" variant="ghost" onClick={onLog}>
          {t("log")}
        </Button>
        <Button size="sm" variant="ghost" onClick={onEdit}>
          {t("edit")}
        </Button>
        <DeleteEndpoint endpoint={endpoint} />
      </div>
    </Card>
  );
}
