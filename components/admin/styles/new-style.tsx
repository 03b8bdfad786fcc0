import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import type { FormAction } from "@/components/shell/forms/answer";
import { useStyleFields } from "./use-style-fields";

/** Adds a style tag. */
export function NewStyle({ create }: { create: FormAction<never> }) {
  const t = useTranslations("admin.styles");
  const fields = useStyleFields();
  return (
    <ActionDialog
      label={t("create")}
      title={t("create")}
      says={t("createSays")}
      confirmLabel={t("create")}
      action={create}
      input={{}}
      fields={[
        { name: "slug", label: t("slug"), kind: "text", required: true, hint: t("slugHint"), max: 60 },
        ...fields,
      ]}
      reason
      doneText={t("created")}
    />
  );
}
