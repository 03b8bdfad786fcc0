"use client";

import { FolderOutput } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CollectionCover } from "@/components/gallery/collections/cover";
import { parentsFor } from "@/components/gallery/collections/tree";
import { useFailed } from "@/components/gallery/image-actions";
import { Dialog } from "@/components/ui/overlay/dialog";
import { useUpdateCollection } from "@/lib/collections/client";
import type { CollectionView } from "@/lib/collections/schema";

interface NestDialogProps {
  collection: CollectionView;
  collections: readonly CollectionView[];
  onClose: () => void;
}

/** Chooses in which other collection this one lies. */
export function NestDialog({ collection, collections, onClose }: NestDialogProps) {
  const t = useTranslations("library.collections");
  const failed = useFailed();
  const { mutateAsync } = useUpdateCollection();
  const choose = (parentId: string | null) => {
    onClose();
    void mutateAsync({ id: collection.id, parentId }).catch(failed(t("nestFailed")));
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => next || onClose()}
      title={t("nestTitle", { name: collection.name })}
      className="sm:max-w-md"
    >
      <ul className="-mx-2 flex max-h-80 flex-col overflow-y-auto">
        {collection.parentId === null ? null : (
          <Row icon={<FolderOutput strokeWidth={1.5} className="size-4.5" />} onClick={() => choose(null)}>
            {t("nestNowhere")}
          </Row>
        )}
        {parentsFor(collections, collection).map((parent) => (
          <Row
            key={parent.id}
            icon={<CollectionCover collection={parent} />}
            onClick={() => choose(parent.id)}
          >
            {parent.name}
          </Row>
        ))}
      </ul>
    </Dialog>
  );
}

const Row = ({ icon, children, onClick }: { icon: ReactNode; children: ReactNode; onClick: () => void }) => (
  <li>
    <button
      type="button"
      onClick={onClick}
      className="flex min-h-11 w-full items-center gap-3 rounded-md px-2 py-1.5 text-left hover:bg-subtle focus-visible:-outline-offset-2 sm:min-h-10"
    >
      <span className="flex size-8 shrink-0 items-center justify-center text-muted">{icon}</span>
      <span className="min-w-0 truncate">{children}</span>
    </button>
  </li>
);
