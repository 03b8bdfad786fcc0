"use client";

import { Heart } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { PublicationBadge } from "@/components/gallery/publishing/publication-badge";
import { useBytesText } from "@/components/gallery/text/bytes";
import { Badge } from "@/components/ui/feedback/badge";
import { Button } from "@/components/ui/form/button";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import type { ImageView } from "@/lib/images/schema";

interface DuplicateGroupProps {
  /** The largest picture first. */
  images: readonly ImageView[];
  /** Where the group stands, counted from 1. */
  number: number;
  busy: boolean;
  onKeepOne: (image: ImageView) => void;
  onKeepAll: () => void;
  onOpen: (image: ImageView) => void;
}

/** Images that look alike beside each other, with what tells them apart. */
export function DuplicateGroup({ images, number, busy, onKeepOne, onKeepAll, onOpen }: DuplicateGroupProps) {
  const t = useTranslations("library.duplicates");
  const headingId = `duplicates-${number}`;
  return (
    <section
      aria-labelledby={headingId}
      className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id={headingId} className="tabular font-medium">
          {t("group", { number, count: images.length })}
        </h2>
        <Button size="sm" onClick={onKeepAll} disabled={busy}>
          {t("keepAll")}
        </Button>
      </div>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] sm:gap-4">
        {images.map((image, place) => (
          <Candidate
            key={image.id}
            image={image}
            isLargest={place === 0}
            busy={busy}
            onKeep={() => onKeepOne(image)}
            onOpen={() => onOpen(image)}
          />
        ))}
      </ul>
    </section>
  );
}

interface CandidateProps {
  image: ImageView;
  isLargest: boolean;
  busy: boolean;
  onKeep: () => void;
  onOpen: () => void;
}

function Candidate({ image, isLargest, busy, onKeep, onOpen }: CandidateProps) {
  const t = useTranslations("library.duplicates");
  const viewer = useTranslations("viewer");
  const format = useFormatter();
  const bytesText = useBytesText();
  return (
    <li className="flex min-w-0 flex-col gap-2">
      <button
        type="button"
        data-image-id={image.id}
        aria-label={image.prompt || viewer("untitled")}
        onClick={onOpen}
        className="overflow-hidden rounded-md"
        style={{ aspectRatio: Math.min(2, Math.max(0.6, image.widthPx / image.heightPx)) }}
      >
        <ThumbHashImage
          src={image.urls.thumbnail}
          alt=""
          widthPx={image.widthPx}
          heightPx={image.heightPx}
          thumbHash={image.thumbHash}
          fallback={viewer("imageFailed")}
        />
      </button>
      <div className="tabular flex flex-1 flex-col gap-1 text-sm">
        <p>
          {image.widthPx} × {image.heightPx}
          <span className="text-muted"> · {bytesText(image.sizeBytes)}</span>
        </p>
        <p className="text-muted text-xs">{format.dateTime(new Date(image.createdAt), "minute")}</p>
        <p className="flex min-h-5.5 flex-wrap gap-1">
          {isLargest ? <Badge>{t("largest")}</Badge> : null}
          {image.isFavorite ? (
            <Badge>
              <Heart strokeWidth={1.5} className="fill-accent text-accent" aria-hidden />
              {t("favorite")}
            </Badge>
          ) : null}
          {isHandedIn(image) ? <PublicationBadge state={image.publication ?? "private"} /> : null}
        </p>
      </div>
      <Button size="sm" className="h-auto min-h-9 whitespace-normal py-1" onClick={onKeep} disabled={busy}>
        {t("keepOne")}
      </Button>
    </li>
  );
}

const isHandedIn = ({ publication }: ImageView): boolean => publication !== null && publication !== "private";
