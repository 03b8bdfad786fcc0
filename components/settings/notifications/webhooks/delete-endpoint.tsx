"use client";

import { useTranslations } from "next-intl";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { Button } from "@/components/ui/form/button";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { useDeleteEndpoint } from "@/lib/notifications/client";
import type { EndpointView } from "@/lib/notifications/schema";
import { ApiError } from "@/lib/platform/api-error";
import { hostOf } from "../rules";

/** Asks first: the log goes along, and what waits is not sent. */
export function DeleteEndpoint({ endpoint }: { endpoint: EndpointView }) {
  const t = useTranslations("inbox.webhooks");
  const common = useTranslations("common");
  const { mutateAsync, error, reset } = useDeleteEndpoint();
  const host = hostOf(endpoint.url);
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="ghost" className="text-danger">
          {common("delete")}
        </Button>
      }
      title={t("deleteTitle", { host })}
      description={t("deleteDetail")}
      confirmLabel={common("delete")}
      cancelLabel={common("cancel")}
      onConfirm={() =>
        mutateAsync(endpoint.id).then(
          () => true,
          () => false,
        )
      }
      onOpenChange={(open) => {
        if (open) reset();
      }}
    >
      <FormProblem problem={error instanceof ApiError ? error : null} />
    </ConfirmDialog>
  );
}
