"use client";

import { useQuery } from "@tanstack/react-query";
import { ImageOff } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { editHref } from "@/components/gallery/links";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import type { GenerationView } from "@/lib/generations/schema";
import { imageQuery } from "@/lib/images/client";

/** The pictures that a generation was made from; each opens in the editor, where its family is shown. */
export function Origin({ view }: { view: GenerationView }) {
  const t = useTranslations("history");
  const titleId = useId();
  const { operation, sourceImageId, referenceImageIds } = view;
  const isGone = operation !== "generate" && sourceImageId === null;
  if (!sourceImageId && referenceImageIds.length === 0 && !isGone) return null;
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-2">
      <h3 id={titleId} className="font-medium text-muted text-sm">
        {t("inputs")}
      </h3>
      <ul className="flex flex-wrap gap-2 empty:hidden">
        {sourceImageId ? <Input id={sourceImageId} label={t("openSource")} mark={t("sourceMark")} /> : null}
        {referenceImageIds.map((id, index) => (
          <Input key={id} id={id} label={t("openReference", { place: index + 1 })} mark={String(index + 1)} />
        ))}
      </ul>
      {isGone ? <p className="text-muted text-sm">{t("inputsGone")}</p> : null}
    </section>
  );
}

function Input({ id, label, mark }: { id: string; label: string; mark: string }) {
  const { data: image, isError } = useQuery(imageQuery(id));
  return (
    <li className="size-17">
      <Link
        href={editHref(id)}
        aria-label={label}
        className="relative block size-full overflow-hidden rounded-sm border border-line bg-subtle"
      >
        {image ? (
          <ThumbHashImage
            src={image.urls.thumbnail}
            alt=""
            widthPx={image.widthPx}
            heightPx={image.heightPx}
            thumbHash={image.thumbHash}
          />
        ) : isError ? (
          <span className="flex size-full items-center justify-center text-muted">
            <ImageOff strokeWidth={1.5} className="size-5" aria-hidden />
          </span>
        ) : (
          <Skeleton className="size-full" />
        )}
        <span
          aria-hidden
          className="tabular absolute bottom-1 left-1 rounded-sm bg-text px-1 text-background text-xs"
        >
          {mark}
        </span>
      </Link>
    </li>
  );
}
