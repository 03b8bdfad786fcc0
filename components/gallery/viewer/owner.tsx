"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { ImageView } from "@/lib/images/schema";
import { hasUploads, isPublishable } from "../actions/publishable";
import { CopyDialog } from "../copies/copy-dialog";
import { useImageActions, usePurge } from "../image-actions";
import { PublishDialog } from "../publishing/publish-dialog";
import { ShareDialog } from "../sharing/share-dialog";
import type { OwnerActions } from "./actions";

/** What the owner can do with the image in sight, and the windows that some of it opens; visitors get neither. */
export function useOwner(
  image: ImageView,
  access: "owner" | "visitor",
  onFavorite?: (image: ImageView, isFavorite: boolean) => void,
): { owner: OwnerActions | null; windows: ReactNode } {
  const actions = useImageActions();
  const [asking, setAsking] = useState<"purge" | "publish" | "share" | "copy" | null>(null);
  const close = () => setAsking(null);
  if (access === "visitor") return { owner: null, windows: null };
  const owner: OwnerActions = {
    onFavorite: () => void (onFavorite ?? actions.setFavorite)(image, !image.isFavorite),
    onTrash: () => void actions.moveToTrash([image.id]),
    onRestore: () => void actions.restore([image.id]),
    onPurge: () => setAsking("purge"),
    onShare: () => setAsking("share"),
    onCopy: () => setAsking("copy"),
    ...(isPublishable(image) ? { onPublish: () => setAsking("publish") } : {}),
  };
  const windows = (
    <>
      <PurgeConfirm ids={[image.id]} open={asking === "purge"} onClose={close} />
      <PublishDialog
        ids={[image.id]}
        hasUploads={hasUploads([image])}
        open={asking === "publish"}
        onClose={close}
      />
      <ShareDialog thing={{ imageId: image.id }} open={asking === "share"} onClose={close} />
      <CopyDialog image={image} open={asking === "copy"} onClose={close} />
    </>
  );
  return { owner, windows };
}

interface PurgeConfirmProps {
  ids: readonly string[];
  open: boolean;
  onClose: () => void;
  onPurged?: () => void;
}

/** Asks before images of the trash are removed for good. */
export function PurgeConfirm({ ids, open, onClose, onPurged }: PurgeConfirmProps) {
  const t = useTranslations("viewer");
  const common = useTranslations("common");
  const { purgeImages } = usePurge();
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={t("purgeTitle", { count: ids.length })}
      description={t("purgeDetail")}
      confirmLabel={t("purge")}
      cancelLabel={common("cancel")}
      onConfirm={async () => {
        const gone = await purgeImages(ids);
        if (gone) onPurged?.();
        return gone;
      }}
    />
  );
}
