"use client";

import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { parentsFor } from "@/components/gallery/collections/tree";
import { useFailed } from "@/components/gallery/image-actions";
import { Button } from "@/components/ui/form/button";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/overlay/dropdown-menu";
import { useUpdateCollection } from "@/lib/collections/client";
import type { CollectionView } from "@/lib/collections/schema";
import { cn } from "@/lib/platform/cn";
import type { CollectionWindow } from "./collection-windows";
import { useOrder } from "./use-order";

interface RowMenuProps {
  collection: CollectionView;
  collections: readonly CollectionView[];
  onOpen: (next: CollectionWindow) => void;
  className?: string;
}

/** Everything that can be done with a collection; the order too, for hands that do not drag. */
export function RowMenu({ collection, collections, onOpen, className }: RowMenuProps) {
  const t = useTranslations("library.collections");
  const sharing = useTranslations("sharing");
  const failed = useFailed();
  const order = useOrder(collections);
  const { mutateAsync: update } = useUpdateCollection();
  const { id, name, parentId, cover } = collection;
  const canNest = parentId !== null || parentsFor(collections, collection).length > 0;
  return (
    <DropdownMenu
      trigger={
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={t("menu", { name })}
          className={cn("text-muted", className)}
        >
          <Ellipsis strokeWidth={1.5} />
        </Button>
      }
    >
      <MenuItem onSelect={() => onOpen({ kind: "rename", collection })}>{t("rename")}</MenuItem>
      {parentId === null ? (
        <MenuItem onSelect={() => onOpen({ kind: "create", parent: collection })}>{t("makeInside")}</MenuItem>
      ) : null}
      {canNest ? (
        <MenuItem onSelect={() => onOpen({ kind: "nest", collection })}>{t("nest")}</MenuItem>
      ) : null}
      <MenuItem onSelect={() => onOpen({ kind: "share", collection })}>{sharing("menu")}</MenuItem>
      {order.canMove(id, -1) ? <MenuItem onSelect={() => order.move(id, -1)}>{t("moveUp")}</MenuItem> : null}
      {order.canMove(id, 1) ? <MenuItem onSelect={() => order.move(id, 1)}>{t("moveDown")}</MenuItem> : null}
      {cover ? (
        <MenuItem onSelect={() => void update({ id, coverImageId: null }).catch(failed(t("coverFailed")))}>
          {t("newestAsCover")}
        </MenuItem>
      ) : null}
      <MenuSeparator />
      <MenuItem tone="danger" onSelect={() => onOpen({ kind: "delete", collection })}>
        {t("delete")}
      </MenuItem>
    </DropdownMenu>
  );
}
