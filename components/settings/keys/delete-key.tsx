"use client";

import { useTranslations } from "next-intl";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { Button } from "@/components/ui/form/button";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { useDeleteApiConfig } from "@/lib/api-configs/client";
import type { ApiConfigView } from "@/lib/api-configs/schema";
import { ApiError } from "@/lib/platform/api-error";

/** Asks first; why it cannot be deleted just now is said in the same window. */
export function DeleteKey({ config }: { config: ApiConfigView }) {
  const t = useTranslations("keys");
  const common = useTranslations("common");
  const { mutateAsync, error, reset } = useDeleteApiConfig();
  const remove = () =>
    mutateAsync(config.id).then(
      () => true,
      () => false,
    );
  return (
    <ConfirmDialog
      trigger={
        <Button
          size="sm"
          variant="ghost"
          className="text-danger"
          aria-label={t("deleteNamed", { name: config.name })}
        >
          {common("delete")}
        </Button>
      }
      title={t("deleteTitle", { name: config.name })}
      description={t(config.type === "image" ? "deleteDetail" : "deleteChatDetail")}
      confirmLabel={common("delete")}
      cancelLabel={common("cancel")}
      onConfirm={remove}
      onOpenChange={(open) => {
        if (open) reset();
      }}
    >
      <FormProblem problem={error instanceof ApiError ? error : null} />
    </ConfirmDialog>
  );
}
