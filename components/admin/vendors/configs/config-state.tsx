import { useTranslations } from "next-intl";
import { Status } from "@/components/admin/kit/status";
import type { PlatformConfigView } from "@/lib/api-configs/schema";

/** Whether a config takes orders, and whether its circuits let them through. */
export function ConfigState({ config }: { config: PlatformConfigView }) {
  const t = useTranslations("admin.vendors");
  if (!config.isEnabled) return <Status tone="muted" label={t("off")} />;
  return config.openCircuits > 0 ? (
    <Status tone="danger" label={t("openCircuits", { count: config.openCircuits })} />
  ) : (
    <Status tone="success" label={t("on")} />
  );
}
