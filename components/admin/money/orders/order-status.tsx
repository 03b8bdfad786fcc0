import { useTranslations } from "next-intl";
import { Status } from "@/components/admin/kit/status";
import type { OrderStatus as State } from "@/lib/orders/schema";

const tones = {
  created: "muted",
  prepaying: "muted",
  paying: "warning",
  paid: "warning",
  fulfilled: "success",
  partly_refunded: "warning",
  refunded: "muted",
  closed: "muted",
  expired: "muted",
} as const;

/** Where an order stands. */
export function OrderStatus({ status }: { status: State }) {
  const t = useTranslations("admin.money.orderStatus");
  return <Status tone={tones[status]} label={t(status)} />;
}
