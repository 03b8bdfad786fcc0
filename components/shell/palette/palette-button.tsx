"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Kbd } from "@/components/ui/layout/kbd";
import { useIsMac } from "../keyboard/key-caps";
import { useOverlay } from "./overlay-store";

/** Opens the palette from the header of wide screens, and says by which keys it opens. */
export function PaletteButton() {
  const t = useTranslations("palette");
  const mac = useIsMac();
  const show = useOverlay((state) => state.show);
  return (
    <button
      type="button"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => show("palette")}
      className="hidden h-9 shrink-0 items-center gap-2 rounded-md border border-line bg-surface pr-2 pl-3 text-muted text-sm hover:bg-subtle hover:text-text lg:flex"
    >
      <Search strokeWidth={1.5} className="size-4" aria-hidden />
      {t("open")}
      <span className="flex w-16 justify-end gap-1" aria-hidden>
        <Kbd>{mac ? "⌘" : "Ctrl"}</Kbd>
        <Kbd>K</Kbd>
      </span>
    </button>
  );
}
