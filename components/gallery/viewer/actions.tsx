"use client";

import { ChevronDown, Download, Globe, Heart, Paintbrush, RotateCcw, Share2, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { DropdownMenu } from "@/components/ui/overlay/dropdown-menu";
import type { ImageView } from "@/lib/images/schema";
import { cn } from "@/lib/platform/cn";
import { EditMenuItems, useEditLinks } from "../edit-menu";
import { downloadHref } from "../links";
import { FormatMenu } from "./format-menu";

/** What the owner of an image can do with it. */
export interface OwnerActions {
  onFavorite: () => void;
  onTrash: () => void;
  onRestore: () => void;
  /** Asks and removes it from the trash for good. */
  onPurge: () => void;
  /** Opens the window that hands it in for the gallery; left out where it cannot be. */
  onPublish?: () => void;
  /** Opens the window with the links to it. */
  onShare: () => void;
  /** Opens the window for a copy without the visible label. */
  onCopy: () => void;
}

interface ViewerActionsProps {
  image: ImageView;
  /** Null for visitors, who may download and nothing else. */
  owner: OwnerActions | null;
  /** `bar` is the row of large targets at the foot of a phone. */
  look: "head" | "bar";
}

/** Favourite, delete, publish, edit and download of the image in sight; in the trash its restoring or its end. */
export function ViewerActions({ image, owner, look }: ViewerActionsProps) {
  const t = useTranslations("viewer");
  const sharing = useTranslations("sharing");
  const isBar = look === "bar";
  const size = isBar ? "icon" : "icon-sm";
  if (image.deletedAt)
    return owner ? (
      <>
        <Button size={isBar ? "md" : "sm"} onClick={owner.onPurge}>
          <Trash2 strokeWidth={1.5} />
          {t("purge")}
        </Button>
        <Button variant="primary" size={isBar ? "md" : "sm"} onClick={owner.onRestore}>
          <RotateCcw strokeWidth={1.5} />
          {t("restore")}
        </Button>
      </>
    ) : null;
  return (
    <>
      {owner ? (
        <>
          <Button
            variant="ghost"
            size={size}
            aria-label={t("favorite")}
            aria-pressed={image.isFavorite}
            onClick={owner.onFavorite}
          >
            <Heart strokeWidth={1.5} className={cn(image.isFavorite && "fill-accent text-accent")} />
          </Button>
          <Button variant="ghost" size={size} aria-label={t("trash")} onClick={owner.onTrash}>
            <Trash2 strokeWidth={1.5} />
          </Button>
          {owner.onPublish ? (
            <Button variant="ghost" size={size} aria-label={t("publish")} onClick={owner.onPublish}>
              <Globe strokeWidth={1.5} />
            </Button>
          ) : null}
          <Button variant="ghost" size={size} aria-label={sharing("open")} onClick={owner.onShare}>
            <Share2 strokeWidth={1.5} />
          </Button>
          <EditMenu image={image} size={size} />
        </>
      ) : null}
      {isBar ? (
        <FormatMenu image={image} onCopy={owner?.onCopy}>
          <Button variant="primary" className="px-3 min-[25rem]:px-5">
            <Download strokeWidth={1.5} />
            {t("download")}
          </Button>
        </FormatMenu>
      ) : (
        <div className="flex items-center gap-px">
          <Button asChild variant="primary" size="sm" className="rounded-r-none">
            <a href={downloadHref(image, "png")} download>
              <Download strokeWidth={1.5} />
              {t("download")}
            </a>
          </Button>
          <FormatMenu image={image} onCopy={owner?.onCopy}>
            <Button
              variant="primary"
              size="icon-sm"
              className="w-8 rounded-l-none"
              aria-label={t("otherFormats")}
            >
              <ChevronDown strokeWidth={1.5} />
            </Button>
          </FormatMenu>
        </div>
      )}
    </>
  );
}

/** Everything that can be made of the image next; nothing where no model on offer can. */
function EditMenu({ image, size }: { image: ImageView; size: "icon" | "icon-sm" }) {
  const t = useTranslations("editor.actions");
  const links = useEditLinks(image);
  if (links.length === 0) return null;
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost" size={size} aria-label={t("menu")}>
          <Paintbrush strokeWidth={1.5} />
        </Button>
      }
    >
      <EditMenuItems image={image} />
    </DropdownMenu>
  );
}
