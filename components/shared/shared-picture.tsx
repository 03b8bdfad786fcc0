"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import type { SharedImageView } from "@/lib/shares/schema";

/** One shared picture, its words, what is known of its origin, and its file. */
export function SharedPicture({ image }: { image: SharedImageView }) {
  const t = useTranslations("shared");
  return (
    <figure className="flex flex-col gap-4 lg:flex-row lg:gap-8">
      <div
        className="mx-auto max-h-[80vh] w-full min-w-0 overflow-hidden rounded-md lg:flex-1 lg:self-start"
        style={{
          aspectRatio: `${image.widthPx} / ${image.heightPx}`,
          maxWidth: `min(100%, calc(80vh * ${image.widthPx / image.heightPx}))`,
        }}
      >
        <ThumbHashImage
          src={image.urls.display}
          alt={image.prompt}
          widthPx={image.widthPx}
          heightPx={image.heightPx}
          thumbHash={image.thumbHash}
          priority
        />
      </div>
      <figcaption className="flex w-full flex-col gap-4 lg:max-w-80">
        {image.prompt ? <p className="whitespace-pre-wrap break-words">{image.prompt}</p> : null}
        <p className="text-muted text-sm">{t(`origin.${image.aiClass}`)}</p>
        <Button asChild variant="primary" className="self-start">
          <a href={image.urls.download} download>
            <Download strokeWidth={1.5} />
            {t("download")}
          </a>
        </Button>
      </figcaption>
    </figure>
  );
}
