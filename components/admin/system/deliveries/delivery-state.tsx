import { useTranslations } from "next-intl";
import { Status } from "@/components/admin/kit/status";
import type { SentDeliveryView } from "@/lib/notifications/schema";

const tones = {
  waiting: "muted",
  sending: "warning",
  delivered: "success",
  failed: "danger",
  dropped: "warning",
} as const;

export function DeliveryState({ state }: Pick<SentDeliveryView, "state">) {
  const t = useTranslations("admin.system.deliveries");
  return <Status tone={tones[state]} label={t(`states.${state}`)} />;
}
