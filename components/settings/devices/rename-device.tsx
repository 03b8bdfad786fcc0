"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Dialog } from "@/components/ui/overlay/dialog";
import { useRenameDevice } from "@/lib/bindings/client";
import { type DeviceView, renameDeviceInput } from "@/lib/bindings/schema";
import { ApiError } from "@/lib/platform/api-error";

/** Another name for a bound client. */
export function RenameDevice({ device, onClose }: { device: DeviceView; onClose: () => void }) {
  const t = useTranslations("wechat.devices");
  const common = useTranslations("common");
  const rename = useRenameDevice();
  const [name, setName] = useState(device.name);
  const [isTouched, setTouched] = useState(false);
  const parsed = renameDeviceInput.safeParse({ id: device.id, name });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (parsed.success) rename.mutate(parsed.data, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      size="sm"
      title={t("renameNamed", { name: device.name })}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("name")} error={isTouched && !parsed.success ? t("nameRule") : undefined} required>
          <Input value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
        </Field>
        <FormProblem problem={rename.error instanceof ApiError ? rename.error : null} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" loading={rename.isPending}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
