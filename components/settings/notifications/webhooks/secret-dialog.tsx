"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { CopyButton } from "@/components/ui/form/copy-button";
import { Dialog, DialogClose } from "@/components/ui/overlay/dialog";

interface SecretDialogProps {
  /** Null while there is none to show. */
  secret: string | null;
  onClose: () => void;
}

/** A signing secret, this once: it is not to be had again. */
export function SecretDialog({ secret, onClose }: SecretDialogProps) {
  const t = useTranslations("inbox.webhooks");
  return (
    <Dialog
      open={secret !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("secretTitle")}
      description={t("secretDetail")}
      footer={
        <DialogClose>
          <Button variant="primary">{t("secretKept")}</Button>
        </DialogClose>
      }
    >
      <div className="flex items-center gap-2 rounded-md border border-line bg-subtle py-2 pr-2 pl-3">
        <code data-secret className="min-w-0 flex-1 select-all break-all font-mono text-sm">
          {secret}
        </code>
        <CopyButton text={secret ?? ""} />
      </div>
    </Dialog>
  );
}
