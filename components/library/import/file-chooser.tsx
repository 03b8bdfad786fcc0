"use client";

import { ImageUp, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useUploadLimits } from "@/components/gallery/upload/problem-text";
import { useOnline } from "@/components/shell/state/offline-notice";
import { Button } from "@/components/ui/form/button";
import { uploadLimits } from "@/lib/edits/rules";
import { useImports } from "./store";

/** Where files are chosen; dropping them works anywhere on the page. */
export function FileChooser({ isSmall }: { isSmall: boolean }) {
  const t = useTranslations("library.import");
  const limits = useUploadLimits();
  const online = useOnline();
  const add = useImports((state) => state.add);
  const input = useRef<HTMLInputElement>(null);
  const choose = () => input.current?.click();
  return (
    <div>
      {isSmall ? (
        <Button size="sm" onClick={choose}>
          <Plus strokeWidth={1.5} />
          {t("chooseMore")}
        </Button>
      ) : (
        <div className="flex flex-col items-center gap-3 rounded-lg border border-line-strong border-dashed px-4 py-10 text-center">
          <ImageUp strokeWidth={1.5} className="size-7 text-muted" aria-hidden />
          <p className="font-medium">{t("invite")}</p>
          <Button variant="primary" disabled={!online} onClick={choose}>
            {online ? t("choose") : t("offline")}
          </Button>
          <p className="text-muted text-sm">{t("limits", limits)}</p>
        </div>
      )}
      <input
        ref={input}
        type="file"
        multiple
        accept={uploadLimits.types.join(",")}
        aria-label={t("choose")}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          void add([...(event.target.files ?? [])]);
          // The same files may be chosen again after a failure.
          event.target.value = "";
        }}
      />
    </div>
  );
}
