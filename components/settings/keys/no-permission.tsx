import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/feedback/empty-state";

/** For plans without own keys: what they are and which plans have them. */
export function NoPermission({ plan }: { plan: "free" | "pro" | "enterprise" }) {
  const t = useTranslations();
  return (
    <EmptyState
      icon={<KeyRound strokeWidth={1.5} />}
      title={t("keys.noPermissionTitle")}
      description={t("keys.noPermissionDetail", {
        plan: t(`shell.plans.${plan}`),
        pro: t("shell.plans.pro"),
        enterprise: t("shell.plans.enterprise"),
      })}
    />
  );
}
