"use client";

import { useQuery } from "@tanstack/react-query";
import { FolderInput, ImageUp } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { collectionsQuery, useUpdateCollection } from "@/lib/collections/client";
import type { CollectionView } from "@/lib/collections/schema";
import type { ImageView } from "@/lib/images/schema";
import { CollectionCover } from "../collections/cover";
import { MoveDialog } from "../collections/move-dialog";
import { useFailed } from "../image-actions";
import { TagChip } from "../tags/tag-chip";
import { TagInput } from "../tags/tag-input";
import { useTag } from "../tags/use-tag";
import { PanelSection } from "./facts";

/** How the owner keeps an image: its collection and their own tags, both changed in place. */
export function Organise({ image }: { image: ImageView }) {
  const t = useTranslations("viewer");
  return (
    <>
      <PanelSection id="viewer-collection" title={t("collection")}>
        <CollectionLine image={image} />
      </PanelSection>
      <PanelSection id="viewer-tags" title={t("tags")}>
        <Tags key={image.id} image={image} />
      </PanelSection>
    </>
  );
}

function CollectionLine({ image }: { image: ImageView }) {
  const t = useTranslations("viewer");
  const { data } = useQuery(collectionsQuery);
  const [moving, setMoving] = useState(false);
  const collection = data?.items.find(({ id }) => id === image.collectionId);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      {collection ? (
        <Link
          href={`/library?collection=${collection.id}`}
          className="flex min-w-0 flex-1 items-center gap-2.5 rounded-md hover:underline"
        >
          <CollectionCover collection={collection} />
          <span className="min-w-0 truncate">{collection.name}</span>
        </Link>
      ) : (
        <span className="min-w-0 flex-1 text-muted">
          {image.collectionId && !data ? "…" : t("noCollectionYet")}
        </span>
      )}
      <span className="flex gap-2">
        {collection && collection.cover?.imageId !== image.id ? (
          <CoverButton image={image} collection={collection} />
        ) : null}
        <Button size="sm" onClick={() => setMoving(true)}>
          <FolderInput strokeWidth={1.5} />
          {t("moveInto")}
        </Button>
      </span>
      <MoveDialog images={[image]} open={moving} onClose={() => setMoving(false)} />
    </div>
  );
}

function CoverButton({ image, collection }: { image: ImageView; collection: CollectionView }) {
  const t = useTranslations("viewer");
  const failed = useFailed();
  const { mutateAsync, isPending } = useUpdateCollection();
  const choose = () =>
    mutateAsync({ id: collection.id, coverImageId: image.id }).then(
      () => toast({ title: t("coverSet", { name: collection.name }), tone: "success" }),
      failed(t("coverFailed")),
    );
  return (
    <Button size="sm" loading={isPending} onClick={() => void choose()}>
      <ImageUp strokeWidth={1.5} />
      {t("useAsCover")}
    </Button>
  );
}

function Tags({ image }: { image: ImageView }) {
  const t = useTranslations("viewer");
  const tag = useTag();
  return (
    <>
      {image.tags.length > 0 ? (
        <ul aria-label={t("tags")} className="flex flex-wrap gap-1.5">
          {image.tags.map((one) => (
            <li key={one} className="min-w-0">
              <TagChip tag={one} onRemove={() => void tag([image.id], { remove: [one] })} />
            </li>
          ))}
        </ul>
      ) : null}
      <TagInput taken={image.tags} onAdd={(add) => void tag([image.id], { add })} quiet />
    </>
  );
}
