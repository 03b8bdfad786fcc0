"use client";

import { Archive, Copy, Ellipsis, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/form/button";
import { Dialog, DialogClose } from "@/components/ui/overlay/dialog";
import { DropdownMenu, MenuItem } from "@/components/ui/overlay/dropdown-menu";
import { everythingUrl } from "@/lib/images/client";
import { PlaceLink } from "./filters/place-link";

/** What is rarely wanted of the library: everything as one file, duplicates, and on narrow screens the trash. */
export function MoreMenu() {
  const t = useTranslations("library");
  const common = useTranslations("common");
  const [exporting, setExporting] = useState(false);
  return (
    <>
      <DropdownMenu
        trigger={
          <Button variant="ghost" size="icon" aria-label={common("more")}>
            <Ellipsis strokeWidth={1.5} />
          </Button>
        }
      >
        <MenuItem onSelect={() => setExporting(true)}>
          <Archive strokeWidth={1.5} aria-hidden />
          {t("exportAll.menu")}
        </MenuItem>
        <MenuItem asChild>
          <Link href="/library/duplicates" prefetch={false}>
            <Copy strokeWidth={1.5} aria-hidden />
            {t("duplicates.link")}
          </Link>
        </MenuItem>
        <MenuItem asChild>
          <PlaceLink to={{ trash: "true" }}>
            <Trash2 strokeWidth={1.5} aria-hidden />
            {t("trash")}
          </PlaceLink>
        </MenuItem>
      </DropdownMenu>
      <ExportAllDialog open={exporting} onClose={() => setExporting(false)} />
    </>
  );
}

/** Says what the file with everything holds, and downloads it. */
function ExportAllDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations("library.exportAll");
  const common = useTranslations("common");
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={t("title")}
      size="md"
      footer={
        <>
          <DialogClose>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button asChild variant="primary">
            <a href={everythingUrl} download onClick={onClose}>
              {t("download")}
            </a>
          </Button>
        </>
      }
    >
      <ul className="flex list-disc flex-col gap-2 pl-5">
        <li>{t("images")}</li>
        <li>{t("manifest")}</li>
        <li>{t("labels")}</li>
        <li>{t("duration")}</li>
      </ul>
    </Dialog>
  );
}
