"use client";

import { useTranslations } from "next-intl";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { Button } from "@/components/ui/form/button";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { useRotateSecret } from "@/lib/notifications/client";
import type { EndpointView } from "@/lib/notifications/schema";
import { ApiError } from "@/lib/platform/api-error";

interface RotateSecretProps {
  endpoint: EndpointView;
  onSecret: (secret: string) => void;
}

/** Another signing secret in the place of one that is lost or known to others. */
export function RotateSecret({ endpoint, onSecret }: RotateSecretProps) {
  const t = useTranslations("inbox.webhooks");
  const common = useTranslations("common");
  const { mutateAsync, error, reset } = useRotateSecret();
  const rotate = () =>
    mutateAsync(endpoint.id).then(
      ({ secret }) => {
        onSecret(secret);
        return true;
      },
      () => false,
    );
  return (
    <div className="mt-6 flex flex-wrap items-center justify-between gap-3 border-line border-t pt-4">
      <p className="min-w-0 flex-[1_1_14rem] text-muted text-sm">{t("rotateHint")}</p>
      <ConfirmDialog
        trigger={<Button size="sm">{t("rotate")}</Button>}
        title={t("rotateTitle")}
        description={t("rotateDetail")}
        confirmLabel={t("rotate")}
        cancelLabel={common("cancel")}
        onConfirm={rotate}
        onOpenChange={(open) => {
          if (open) reset();
        }}
      >
        <FormProblem problem={error instanceof ApiError ? error : null} />
      </ConfirmDialog>
    </div>
  );
}
