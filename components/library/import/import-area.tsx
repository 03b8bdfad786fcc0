"use client";

import { ImageUp } from "lucide-react";
import { useTranslations } from "next-intl";
import type { CollectionView } from "@/lib/collections/schema";
import { ImportDialog } from "./import-dialog";
import { ImportPill } from "./import-pill";
import { useImports } from "./store";
import { useFileDrop } from "./use-file-drop";
import { useLeaveWarning } from "./use-run-imports";

interface ImportAreaProps {
  /** Off in the trash. */
  enabled: boolean;
  collection: Pick<CollectionView, "id" | "name"> | null;
}

/** Everything about importing besides its button: dropping files on the page, the window, and the progress without it. */
export function ImportArea({ enabled, collection }: ImportAreaProps) {
  const t = useTranslations("library.import");
  const add = useImports((state) => state.add);
  const isOver = useFileDrop(enabled, (files) => void add(files));
  useLeaveWarning();
  return (
    <>
      {isOver ? (
        <div
          aria-hidden
          className="pointer-events-none fixed inset-0 z-[55] flex animate-fade-in items-center justify-center bg-background p-6 opacity-95"
        >
          <div className="flex size-full flex-col items-center justify-center gap-3 rounded-lg border-2 border-text border-dashed text-center">
            <ImageUp strokeWidth={1.5} className="size-8" />
            <p className="font-medium text-lg">
              {collection ? t("dropInto", { name: collection.name }) : t("drop")}
            </p>
          </div>
        </div>
      ) : null}
      <ImportDialog collection={collection} />
      <ImportPill />
    </>
  );
}
