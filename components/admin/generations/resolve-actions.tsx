import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import type { FormAction } from "@/components/shell/forms/answer";

interface ResolveActionsProps {
  attemptId: string;
  resolve: FormAction<never>;
}

/** What was found out about an attempt whose outcome nobody knew: two buttons, each with what it means for money. */
export function ResolveActions({ attemptId, resolve }: ResolveActionsProps) {
  const t = useTranslations("admin.generations");
  return (
    <div className="flex gap-2">
      <ActionDialog
        {...{ label: t("setDelivered"), title: t("setDeliveredTitle"), says: t("setDeliveredSays") }}
        {...{ confirmLabel: t("setDelivered"), doneText: t("decided"), action: resolve, reason: true }}
        input={{ attemptId, resolution: "delivered" }}
      />
      <ActionDialog
        {...{ label: t("setClosed"), title: t("setClosedTitle"), says: t("setClosedSays") }}
        {...{ confirmLabel: t("setClosed"), doneText: t("decided"), action: resolve, reason: true }}
        input={{ attemptId, resolution: "closed" }}
      />
    </div>
  );
}
