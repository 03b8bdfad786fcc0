"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { Button } from "@/components/ui/form/button";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { useUnbindDevice } from "@/lib/bindings/client";
import type { DeviceView } from "@/lib/bindings/schema";
import { ApiError } from "@/lib/platform/api-error";
import { RenameDevice } from "./rename-device";

/** One bound client: what it is called, what it is, when it was here. */
export function DeviceRow({ device }: { device: DeviceView }) {
  const t = useTranslations("wechat.devices");
  const format = useFormatter();
  const [isRenaming, setRenaming] = useState(false);
  const { name, platform, boundAt, seenAt } = device;
  const day = (at: string) => format.dateTime(new Date(at), "day");
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
      <div className="min-w-0">
        <p className="break-words font-medium">{name}</p>
        <p className="tabular text-muted text-sm">
          {[
            t(`platforms.${platform}`),
            t("bound", { at: day(boundAt) }),
            ...(seenAt ? [t("seen", { at: day(seenAt) })] : []),
          ].join(" · ")}
        </p>
      </div>
      <div className="flex gap-2">
        <Button
          size="sm"
          variant="ghost"
          onClick={() => setRenaming(true)}
          aria-label={t("renameNamed", { name })}
        >
          {t("rename")}
        </Button>
        <Unbind device={device} />
      </div>
      {isRenaming ? <RenameDevice device={device} onClose={() => setRenaming(false)} /> : null}
    </li>
  );
}

function Unbind({ device: { id, name } }: { device: DeviceView }) {
  const t = useTranslations("wechat.devices");
  const common = useTranslations("common");
  const { mutateAsync, error, reset } = useUnbindDevice();
  const unbind = () =>
    mutateAsync(id).then(
      () => true,
      () => false,
    );
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="ghost" className="text-danger" aria-label={t("unbindNamed", { name })}>
          {t("unbind")}
        </Button>
      }
      title={t("unbindTitle", { name })}
      description={t("unbindDetail")}
      confirmLabel={t("unbind")}
      cancelLabel={common("cancel")}
      onConfirm={unbind}
      onOpenChange={(open) => {
        if (open) reset();
      }}
    >
      <FormProblem problem={error instanceof ApiError ? error : null} />
    </ConfirmDialog>
  );
}
