"use client";

import { FolderInput, Globe, Heart, HeartOff, Tag, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { hasUploads, isPublishable } from "@/components/gallery/actions/publishable";
import { MoveDialog } from "@/components/gallery/collections/move-dialog";
import { PublishDialog } from "@/components/gallery/publishing/publish-dialog";
import { TagDialog } from "@/components/gallery/tags/tag-dialog";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { Tooltip } from "@/components/ui/overlay/tooltip";
import type { ImageView } from "@/lib/images/schema";
import type { SelectionBarProps } from "./bar-props";
import { ExportButton } from "./export-button";

/** As many as can be handed in for the gallery at once. */
const MOST_PUBLISHED = 50;

/** Moving, tagging, marking, publishing, deleting and downloading what is selected. */
export function BulkActions({ images, ids, busy, onTrash, onFavorite, onEnd }: SelectionBarProps) {
  const t = useTranslations("library");
  const [open, setOpen] = useState<"move" | "tag" | null>(null);
  // What is handed in stays the same while its window is open, although it is no longer publishable afterwards.
  const [publishing, setPublishing] = useState<readonly ImageView[]>([]);
  const close = () => setOpen(null);
  const none = ids.length === 0;
  const areFavorites = images.length > 0 && images.every(({ isFavorite }) => isFavorite);
  const publishable = images.filter(isPublishable);
  return (
    <>
      <Action
        label={t("moveToCollection")}
        icon={<FolderInput strokeWidth={1.5} />}
        disabled={none}
        onClick={() => setOpen("move")}
      />
      <Action
        label={t("tagSelected")}
        icon={<Tag strokeWidth={1.5} />}
        disabled={none}
        onClick={() => setOpen("tag")}
      />
      <Action
        label={areFavorites ? t("unfavoriteSelected") : t("favoriteSelected")}
        icon={areFavorites ? <HeartOff strokeWidth={1.5} /> : <Heart strokeWidth={1.5} />}
        disabled={none || busy}
        onClick={() => onFavorite(!areFavorites)}
      />
      <Action
        label={t("publishSelected")}
        icon={<Globe strokeWidth={1.5} />}
        disabled={publishable.length === 0}
        onClick={() =>
          publishable.length > MOST_PUBLISHED
            ? toast({ title: t("publishLimit", { count: MOST_PUBLISHED }) })
            : setPublishing(publishable)
        }
      />
      <Action
        label={t("moveToTrash")}
        icon={<Trash2 strokeWidth={1.5} />}
        disabled={none}
        loading={busy}
        onClick={onTrash}
      />
      <ExportButton ids={ids} />
      <MoveDialog images={images} open={open === "move"} onClose={close} onMoved={onEnd} />
      <TagDialog images={images} open={open === "tag"} onClose={close} onDone={onEnd} />
      {publishing.length > 0 ? (
        <PublishDialog
          ids={publishing.map(({ id }) => id)}
          hasUploads={hasUploads(publishing)}
          open
          onClose={() => setPublishing([])}
        />
      ) : null}
    </>
  );
}

interface ActionProps {
  label: string;
  icon: ReactNode;
  disabled?: boolean;
  loading?: boolean;
  onClick: () => void;
}

/** A button with its word where there is room, else with a tooltip. */
const Action = ({ label, icon, ...rest }: ActionProps) => (
  <Tooltip content={label} side="bottom">
    <Button
      aria-label={label}
      className="max-2xl:px-3 max-sm:border-transparent max-sm:bg-transparent"
      {...rest}
    >
      {icon}
      <span className="max-2xl:hidden" aria-hidden>
        {label}
      </span>
    </Button>
  </Tooltip>
);
