"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/overlay/dropdown-menu";
import { exportFormats, type ImageView } from "@/lib/images/schema";
import { downloadHref } from "../links";

interface FormatMenuProps {
  image: ImageView;
  /** Left out for visitors. */
  onCopy?: () => void;
  children: ReactNode;
}

/** The file of an image in every format, and for its owner the way to a copy without the visible label. */
export function FormatMenu({ image, onCopy, children }: FormatMenuProps) {
  const t = useTranslations("viewer");
  const copies = useTranslations("copies");
  return (
    <DropdownMenu trigger={children} className="max-w-64">
      {exportFormats.map((format) => (
        <MenuItem key={format} asChild>
          <a href={downloadHref(image, format)} download>
            {t(`formats.${format}`)}
          </a>
        </MenuItem>
      ))}
      {image.aiClass === "none" ? null : (
        <>
          <MenuLabel className="border-line border-t pb-2 whitespace-normal">{t("labelShort")}</MenuLabel>
          {onCopy ? (
            <>
              <MenuSeparator />
              <MenuItem onSelect={onCopy}>{copies("menu")}</MenuItem>
            </>
          ) : null}
        </>
      )}
    </DropdownMenu>
  );
}
