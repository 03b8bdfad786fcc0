"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { ImageView } from "@/lib/images/schema";
import { CopyForm } from "./copy-form";

interface CopyDialogProps {
  image: Pick<ImageView, "id">;
  open: boolean;
  onClose: () => void;
}

/** Gives the owner a copy without the visible label, after they have agreed to label it themselves. */
export function CopyDialog({ image, open, onClose }: CopyDialogProps) {
  const t = useTranslations("copies");
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={t("agreement.title")}
      description={t("detail")}
    >
      <CopyForm imageId={image.id} onDone={onClose} />
    </Dialog>
  );
}
