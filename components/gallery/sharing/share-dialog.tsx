"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { SharedThing } from "@/lib/shares/client";
import { LinkList } from "./link-list";
import { NewLink } from "./new-link";

interface ShareDialogProps {
  thing: SharedThing;
  open: boolean;
  onClose: () => void;
}

/** Links to one image or one collection of the person's own: making them, copying them, ending them. */
export function ShareDialog({ thing, open, onClose }: ShareDialogProps) {
  const t = useTranslations("sharing");
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={"imageId" in thing ? t("imageTitle") : t("collectionTitle")}
      description={"imageId" in thing ? t("imageDetail") : t("collectionDetail")}
    >
      <div className="flex flex-col gap-6">
        <NewLink thing={thing} />
        <LinkList thing={thing} />
      </div>
    </Dialog>
  );
}
