import { useTranslations } from "next-intl";
import { ActionButton, type ActionButtonProps } from "../action/action-button";

/** Gives up an order that was not paid. */
export function CancelOrder({ act }: Pick<ActionButtonProps, "act">) {
  const t = useTranslations("member.order");
  return (
    <ActionButton
      act={act}
      label={t("cancel")}
      look="plain"
      question={{
        title: t("cancelTitle"),
        detail: t("cancelDetail"),
        confirm: t("cancelConfirm"),
        cancel: t("cancelKeep"),
      }}
      refusals={{
        offline: t("refusals.offline"),
        other: t("refusals.other"),
        payment_unavailable: t("refusals.payment_unavailable"),
        unauthenticated: t("refusals.unauthenticated"),
      }}
    />
  );
}
