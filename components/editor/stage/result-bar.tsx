"use client";

import { Download } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { downloadHref, editHref } from "@/components/gallery/links";
import { outcomeOf } from "@/components/gallery/progress/outcome";
import { useOutcomeText } from "@/components/gallery/progress/use-outcome-text";
import { Button } from "@/components/ui/form/button";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import type { GenerationView } from "@/lib/generations/schema";
import type { ImageView } from "@/lib/images/schema";
import { cn } from "@/lib/platform/cn";
import { useEditor } from "../editor-store";

interface ResultBarProps {
  view: GenerationView;
  chosen: ImageView;
  onChoose: (image: ImageView) => void;
  onClose: () => void;
}

/** Under the comparison: which result, what it cost, and how to go on. */
export function ResultBar({ view, chosen, onChoose, onClose }: ResultBarProps) {
  const t = useTranslations("editor.result");
  const outcomeText = useOutcomeText();
  // What was asked of this picture is done; the next one begins with a wish of its own.
  const patch = useEditor((state) => state.patch);
  const outcome = outcomeOf(view);
  return (
    <div className="flex flex-col gap-3 px-4 py-3 sm:flex-row sm:flex-wrap sm:items-center sm:justify-between">
      <div className="flex min-w-0 flex-wrap items-center gap-3">
        {view.images.length > 1 ? (
          <ul aria-label={t("results")} className="flex gap-1.5">
            {view.images.map((image) => (
              <li key={image.id}>
                <button
                  type="button"
                  aria-label={t("choose", { ordinal: image.ordinal + 1 })}
                  aria-pressed={image.id === chosen.id}
                  onClick={() => onChoose(image)}
                  className={cn(
                    "block size-11 overflow-hidden rounded-sm border",
                    image.id === chosen.id ? "border-text ring-1 ring-text" : "border-line",
                  )}
                >
                  <ThumbHashImage
                    src={image.urls.thumbnail}
                    alt=""
                    widthPx={image.widthPx}
                    heightPx={image.heightPx}
                    thumbHash={image.thumbHash}
                  />
                </button>
              </li>
            ))}
          </ul>
        ) : null}
        {outcome ? <p className="tabular text-muted text-sm">{outcomeText(outcome).sentence}</p> : null}
        {view.warnings.length > 0 ? (
          <p className="text-sm text-warning">
            {view.warnings.map((warning) => t(`warnings.${warning}`)).join(" · ")}
          </p>
        ) : null}
      </div>
      <div className="flex gap-2">
        <Button onClick={onClose} variant="ghost" className="px-2 sm:px-4">
          {t("back")}
        </Button>
        <Button asChild className="max-sm:px-3">
          <a href={downloadHref(chosen, "png")} download>
            <Download strokeWidth={1.5} />
            <span className="max-sm:sr-only">{t("download")}</span>
          </a>
        </Button>
        <Button asChild variant="primary" className="max-sm:flex-1">
          <Link href={editHref(chosen.id)} onClick={() => patch({ prompt: "" })}>
            {t("continue")}
          </Link>
        </Button>
      </div>
    </div>
  );
}
