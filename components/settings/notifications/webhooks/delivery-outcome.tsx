"use client";

import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import { useTranslations } from "next-intl";
import type { DeliveryView } from "@/lib/notifications/schema";

/** How a delivery went: taken, refused with which status, or why it did not come about. */
export function DeliveryOutcome({ delivery }: { delivery: DeliveryView }) {
  const t = useTranslations("inbox.webhooks");
  const { state, status, error, durationMs } = delivery;
  const took = durationMs === null ? "" : t("took", { ms: durationMs });
  if (state === "delivered")
    return (
      <p className="flex items-center gap-2 font-medium text-success">
        <CircleCheck strokeWidth={1.5} className="size-4 shrink-0" aria-hidden />
        {t("outcome.delivered", { status: status ?? 0, took })}
      </p>
    );
  if (error === null)
    return (
      <p className="flex items-center gap-2 text-muted">
        <CircleDashed strokeWidth={1.5} className="size-4 shrink-0" aria-hidden />
        {t("outcome.waiting")}
      </p>
    );
  return (
    <p className="flex items-center gap-2 font-medium text-danger">
      <CircleAlert strokeWidth={1.5} className="size-4 shrink-0" aria-hidden />
      {wordsOf(t, error, { status: status ?? 0, took })}
    </p>
  );
}

/** What can go wrong with an endpoint; the rest belongs to other channels. */
const webhookErrors = [
  "timeout",
  "connection",
  "status",
  "address_not_allowed",
  "secret_unreadable",
  "endpoint_off",
] as const;

function wordsOf(
  t: ReturnType<typeof useTranslations<"inbox.webhooks">>,
  error: NonNullable<DeliveryView["error"]>,
  values: { status: number; took: string },
): string {
  const known = webhookErrors.find((one) => one === error) ?? "connection";
  return t(`outcome.${known}`, values);
}
