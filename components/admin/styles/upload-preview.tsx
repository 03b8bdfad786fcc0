"use client";

import { useTranslations } from "next-intl";
import { ActionWindow } from "@/components/admin/act/action-window";
import { useUploadLimits } from "@/components/gallery/upload/problem-text";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { uploadLimits } from "@/lib/edits/rules";
import { useUploadPreview } from "./use-upload-preview";

/** The window that takes a picture of the admin's own as the example of a style. */
export function UploadPreview({ slug }: { slug: string }) {
  const t = useTranslations("admin.styles");
  const upload = useTranslations("editor.upload");
  const limits = useUploadLimits();
  const { send, isBusy, problem, forget } = useUploadPreview(slug, t("previewSet"));
  return (
    <ActionWindow
      label={t("uploadPreview")}
      title={t("uploadPreview")}
      says={t("uploadPreviewSays")}
      confirmLabel={t("save")}
      reason
      {...{ isBusy, problem, forget }}
      send={async (data) => {
        const file = data.get("file");
        return file instanceof File && (await send(file, String(data.get("reason") ?? "").trim()));
      }}
    >
      <Field label={t("file")} hint={upload("limits", limits)} required>
        <Input name="file" type="file" accept={uploadLimits.types.join(",")} required className="py-1.5" />
      </Field>
    </ActionWindow>
  );
}
