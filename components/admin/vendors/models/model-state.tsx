import { useTranslations } from "next-intl";
import { Status } from "@/components/admin/kit/status";
import type { ModelTermsView } from "@/lib/channels/schema";

/** Whether people can order from a model now, and if not, why. */
export function ModelState({ model }: { model: ModelTermsView }) {
  const t = useTranslations("admin.vendors.models");
  if (!model.isOffered) return <Status tone="muted" label={t("notOffered")} />;
  return model.isReachable ? (
    <Status tone="success" label={t("offered")} />
  ) : (
    <Status tone="warning" label={t("noWay")} />
  );
}
