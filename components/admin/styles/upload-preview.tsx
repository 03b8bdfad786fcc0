"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useUploadLimits } from "@/components/gallery/upload/problem-text";
import { Callout } from "@/components/ui/feedback/callout";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Textarea } from "@/components/ui/form/textarea";
import { Dialog, DialogClose } from "@/components/ui/overlay/dialog";
import { uploadLimits } from "@/lib/edits/rules";
import { useUploadPreview } from "./use-upload-preview";

/** The window that takes a picture of the admin's own as the example of a style. */
export function UploadPreview({ slug }: { slug: string }) {
  const t = useTranslations("admin.styles");
  const kit = useTranslations("admin.kit");
  const upload = useTranslations("editor.upload");
  const limits = useUploadLimits();
  const [isOpen, setOpen] = useState(false);
  const form = useId();
  const { send, isBusy, problem, forget } = useUploadPreview(slug, t("previewSet"));
  const submit = async (data: FormData) => {
    const file = data.get("file");
    if (file instanceof File && (await send(file, String(data.get("reason") ?? "").trim()))) setOpen(false);
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (isBusy) return;
        forget();
        setOpen(open);
      }}
      trigger={<Button>{t("uploadPreview")}</Button>}
      title={t("uploadPreview")}
      description={t("uploadPreviewSays")}
      footer={
        <>
          <DialogClose>
            <Button>{kit("cancel")}</Button>
          </DialogClose>
          <Button type="submit" form={form} variant="primary" loading={isBusy}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(new FormData(event.currentTarget));
        }}
      >
        <Field label={t("file")} hint={upload("limits", limits)} required>
          <Input name="file" type="file" accept={uploadLimits.types.join(",")} required className="py-1.5" />
        </Field>
        <Field label={kit("reason")} hint={kit("reasonHint")} required>
          <Textarea name="reason" required minLength={3} maxLength={500} />
        </Field>
        {problem ? (
          <Callout tone="danger">
            {problem.message}
            {problem.requestId ? <span className="ml-1 font-mono text-xs">{problem.requestId}</span> : null}
          </Callout>
        ) : null}
      </form>
    </Dialog>
  );
}
