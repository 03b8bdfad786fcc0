"use client";

import { Dices, Download, Ellipsis, Heart, Paintbrush } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EditMenuItems, useEditLinks } from "@/components/gallery/edit-menu";
import { useImageActions } from "@/components/gallery/image-actions";
import { Button } from "@/components/ui/form/button";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/overlay/dropdown-menu";
import { Tooltip } from "@/components/ui/overlay/tooltip";
import type { ImageView } from "@/lib/images/schema";
import { cn } from "@/lib/platform/cn";
import { draftFrom } from "../draft";
import { useFillDraft } from "../use-fill-draft";

/** Hidden from the eye only: the keyboard reaches it, and reaching it shows it. On touch it is always there. */
const revealed =
  "transition-opacity duration-150 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100";

/**
 * What can be done with a picture: a row of buttons, or one menu where the picture is too small for them.
 * They stand at the top, because the AI label stands in the bottom corner and stays in sight.
 */
export function PictureActions({ image }: { image: ImageView }) {
  const t = useTranslations("create.image");
  const fill = useFillDraft();
  const { setFavorite } = useImageActions();
  const canEdit = useEditLinks(image).length > 0;
  const { isFavorite } = image;
  const favorite = () => void setFavorite(image, !isFavorite);
  const variations = () => fill(draftFrom({ ...image, count: undefined }, null));
  const heart = (
    <Heart strokeWidth={1.5} aria-hidden className={cn(isFavorite && "fill-accent text-accent")} />
  );
  return (
    <div className="absolute top-2 right-2">
      <div className="hidden gap-1 @min-[13rem]:flex">
        <Hinted hint={isFavorite ? t("unfavorite") : t("favorite")} always={isFavorite}>
          <Button size="icon-sm" aria-label={t("favorite")} aria-pressed={isFavorite} onClick={favorite}>
            {heart}
          </Button>
        </Hinted>
        <Hinted hint={t("variations")}>
          <Button size="icon-sm" aria-label={t("variations")} onClick={variations}>
            <Dices strokeWidth={1.5} aria-hidden />
          </Button>
        </Hinted>
        {canEdit ? <EditMenu image={image} /> : null}
        <Hinted hint={t("download")}>
          <Button asChild size="icon-sm">
            <a href={image.urls.download} download aria-label={t("download")}>
              <Download strokeWidth={1.5} aria-hidden />
            </a>
          </Button>
        </Hinted>
      </div>
      <div className={cn("opacity-0 @min-[13rem]:hidden", revealed)}>
        <DropdownMenu
          trigger={
            <Button size="icon-sm" aria-label={t("actions", { ordinal: image.ordinal + 1 })}>
              <Ellipsis strokeWidth={1.5} aria-hidden />
            </Button>
          }
        >
          <MenuItem onSelect={favorite}>
            {heart}
            {isFavorite ? t("unfavorite") : t("favorite")}
          </MenuItem>
          <MenuItem onSelect={variations}>
            <Dices strokeWidth={1.5} aria-hidden />
            {t("variations")}
          </MenuItem>
          <MenuItem asChild>
            <a href={image.urls.download} download>
              <Download strokeWidth={1.5} aria-hidden />
              {t("download")}
            </a>
          </MenuItem>
          {canEdit ? <MenuSeparator /> : null}
          <EditMenuItems image={image} />
        </DropdownMenu>
      </div>
    </div>
  );
}

/** It stays in sight while its menu is open, wherever the pointer is. */
function EditMenu({ image }: { image: ImageView }) {
  const t = useTranslations("editor.actions");
  return (
    <span className={cn("opacity-0 has-data-[state=open]:opacity-100", revealed)}>
      <DropdownMenu
        trigger={
          <Button size="icon-sm" aria-label={t("menu")} title={t("menu")}>
            <Paintbrush strokeWidth={1.5} aria-hidden />
          </Button>
        }
      >
        <EditMenuItems image={image} />
      </DropdownMenu>
    </span>
  );
}

interface HintedProps {
  hint: string;
  always?: boolean;
  children: ReactNode;
}

function Hinted({ hint, always, children }: HintedProps) {
  return (
    <Tooltip content={hint}>
      <span className={cn(!always && "opacity-0", revealed)}>{children}</span>
    </Tooltip>
  );
}
