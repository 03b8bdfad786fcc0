"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useProblemText } from "@/components/shell/state/problem-text";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { useResendDelivery } from "@/lib/notifications/client";
import { TEST_KIND } from "@/lib/notifications/rules";
import type { DeliveryView, EndpointView } from "@/lib/notifications/schema";
import { DeliveryOutcome } from "./delivery-outcome";

interface DeliveryRowProps {
  delivery: DeliveryView;
  endpoint: EndpointView;
}

/** One delivery: what it told, when, how often it was tried, how that went, and when it is tried next. */
export function DeliveryRow({ delivery, endpoint }: DeliveryRowProps) {
  const t = useTranslations("inbox");
  const format = useFormatter();
  const problemText = useProblemText();
  const resend = useResendDelivery();
  const { id, kind, attempts, createdAt, nextAt, notificationId } = delivery;
  const again = () =>
    resend.mutate(
      { id: endpoint.id, deliveryId: id },
      {
        onError: (error) =>
          toast({ title: t("webhooks.failed"), detail: problemText(error).message, tone: "danger" }),
      },
    );
  return (
    <li className="flex flex-col gap-1 py-3 text-sm">
      <div className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 break-words font-medium">
          {kind === TEST_KIND ? t("webhooks.testKind") : t(`kinds.${kind}`)}
        </span>
        <time dateTime={createdAt} className="tabular shrink-0 text-muted text-xs">
          {format.dateTime(new Date(createdAt), "minute")}
        </time>
      </div>
      <DeliveryOutcome delivery={delivery} />
      <p className="tabular text-muted text-xs">
        {t("webhooks.attempts", { count: attempts })}
        {nextAt ? ` · ${t("webhooks.next", { at: format.dateTime(new Date(nextAt), "minute") })}` : null}
      </p>
      <div className="flex items-center justify-between gap-3">
        <code className="min-w-0 select-all truncate font-mono text-muted text-xs">{notificationId}</code>
        {endpoint.enabled && delivery.state !== "sending" ? (
          <Button size="sm" variant="ghost" loading={resend.isPending} onClick={again}>
            {t("webhooks.resend")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
