"use client";

import { useTranslations } from "next-intl";
import { NameDialog } from "@/components/gallery/collections/name-dialog";
import { useFailed } from "@/components/gallery/image-actions";
import { ShareDialog } from "@/components/gallery/sharing/share-dialog";
import { toast } from "@/components/ui/feedback/toast-store";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { useCreateCollection, useDeleteCollection, useUpdateCollection } from "@/lib/collections/client";
import type { CollectionView } from "@/lib/collections/schema";
import type { ImageFilters } from "@/lib/images/client";
import { NestDialog } from "./nest-dialog";

/** Which window about collections is open. */
export type CollectionWindow =
  | { kind: "create"; parent: CollectionView | null }
  | { kind: "rename" | "nest" | "share" | "delete"; collection: CollectionView }
  | null;

interface CollectionWindowsProps {
  open: CollectionWindow;
  onClose: () => void;
  collections: readonly CollectionView[];
  /** Goes to a collection that was made, and away from one that was deleted. */
  goTo: (filters: ImageFilters) => void;
  here: ImageFilters;
}

/** The windows that make, rename, nest, share and delete collections. */
export function CollectionWindows({ open, onClose, collections, goTo, here }: CollectionWindowsProps) {
  const t = useTranslations("library.collections");
  const common = useTranslations("common");
  const { mutateAsync: create } = useCreateCollection();
  const { mutateAsync: update } = useUpdateCollection();
  if (!open) return null;
  switch (open.kind) {
    case "create":
      return (
        <NameDialog
          open
          onClose={onClose}
          title={open.parent ? t("newInside", { name: open.parent.name }) : t("new")}
          submitLabel={t("make")}
          onSubmit={async (name) => {
            const made = await create({ name, parentId: open.parent?.id ?? null });
            goTo({ collection: made.id });
          }}
        />
      );
    case "rename":
      return (
        <NameDialog
          open
          onClose={onClose}
          title={t("rename")}
          submitLabel={common("save")}
          initial={open.collection.name}
          onSubmit={(name) => update({ id: open.collection.id, name })}
        />
      );
    case "nest":
      return <NestDialog collection={open.collection} collections={collections} onClose={onClose} />;
    case "share":
      return <ShareDialog thing={{ collectionId: open.collection.id }} open onClose={onClose} />;
    case "delete":
      return <DeleteConfirm collection={open.collection} {...{ onClose, collections, goTo, here }} />;
  }
}

interface DeleteConfirmProps extends Omit<CollectionWindowsProps, "open"> {
  collection: CollectionView;
}

function DeleteConfirm({ collection, collections, onClose, goTo, here }: DeleteConfirmProps) {
  const t = useTranslations("library.collections");
  const common = useTranslations("common");
  const failed = useFailed();
  const { mutateAsync } = useDeleteCollection();
  const inside = collections.filter(({ parentId }) => parentId === collection.id);
  const remove = () =>
    mutateAsync(collection.id).then(
      () => {
        const gone = [collection, ...inside].some(({ id }) => id === here.collection);
        if (gone) goTo({});
        toast({ title: t("deleted", { name: collection.name }) });
        return true;
      },
      failed(t("deleteFailed")),
    );
  return (
    <ConfirmDialog
      open
      onOpenChange={(next) => next || onClose()}
      title={t("deleteTitle", { name: collection.name })}
      description={t("deleteDetail", { inside: inside.length })}
      confirmLabel={t("delete")}
      cancelLabel={common("cancel")}
      onConfirm={remove}
    />
  );
}
