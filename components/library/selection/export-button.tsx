"use client";

import { ChevronDown, Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { DropdownMenu, MenuItem, MenuLabel } from "@/components/ui/overlay/dropdown-menu";
import { exportUrl } from "@/lib/images/client";

/** As many as one ZIP takes. */
export const MAX_EXPORT = 200;

/** The parts in which so many images are downloaded: from the first image of each to its last, counted from 1. */
export const exportParts = (count: number): { from: number; to: number }[] =>
  Array.from({ length: Math.ceil(count / MAX_EXPORT) }, (_, part) => ({
    from: part * MAX_EXPORT + 1,
    to: Math.min(count, (part + 1) * MAX_EXPORT),
  }));

/** Downloads the selection as one ZIP, or as several where one does not take it. */
export function ExportButton({ ids }: { ids: readonly string[] }) {
  const t = useTranslations("library");
  const parts = exportParts(ids.length);
  const content = (
    <>
      <Download strokeWidth={1.5} />
      <span className="max-sm:sr-only">{t("downloadZip")}</span>
    </>
  );
  if (parts.length === 0) return <Button disabled>{content}</Button>;
  if (parts.length === 1)
    return (
      <Button asChild variant="primary">
        <a href={exportUrl(ids)} download>
          {content}
        </a>
      </Button>
    );
  return (
    <DropdownMenu
      className="max-w-72"
      trigger={
        <Button variant="primary">
          {content}
          <ChevronDown strokeWidth={1.5} />
        </Button>
      }
    >
      <MenuLabel className="whitespace-normal">{t("exportParts", { count: MAX_EXPORT })}</MenuLabel>
      {parts.map(({ from, to }, part) => (
        <MenuItem key={from} asChild>
          <a href={exportUrl(ids.slice(from - 1, to))} download className="tabular">
            {t("exportPart", { part: part + 1, from, to })}
          </a>
        </MenuItem>
      ))}
    </DropdownMenu>
  );
}
