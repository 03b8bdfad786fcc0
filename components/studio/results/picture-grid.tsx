"use client";

import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import type { GenerationView } from "@/lib/generations/schema";
import type { ImageView } from "@/lib/images/schema";
import { frameOf, gridOf, slotsOf } from "./feed";
import { PictureTile } from "./picture-tile";
import { PreviewPicture } from "./preview-picture";

interface PictureGridProps {
  view: GenerationView;
  slots: ReturnType<typeof slotsOf>;
  onOpen: (image: ImageView) => void;
}

/** The pictures in the order they were asked for; one that is still to come keeps its place and its shape. */
export function PictureGrid({ view, slots, onOpen }: PictureGridProps) {
  const aspect = frameOf(view);
  const drawing = slots.find(({ image }) => image === undefined)?.ordinal;
  const { narrow, wide, maxWidthPx } = gridOf(slots.length, aspect);
  const style = { "--narrow": narrow, "--wide": wide, maxWidth: maxWidthPx } as CSSProperties;
  const sizes = `(min-width: 1024px) ${Math.ceil(maxWidthPx / wide)}px, ${Math.round(100 / narrow)}vw`;
  return (
    <ul
      style={style}
      className="grid grid-cols-[repeat(var(--narrow),minmax(0,1fr))] gap-2 lg:grid-cols-[repeat(var(--wide),minmax(0,1fr))]"
    >
      {slots.map(({ ordinal, image }) => (
        <li key={ordinal} style={{ aspectRatio: aspect }} className="relative overflow-hidden rounded-md">
          {image ? (
            <PictureTile image={image} sizes={sizes} onOpen={onOpen} />
          ) : (
            <PendingTile
              ordinal={ordinal + 1}
              view={view}
              previewUrl={ordinal === drawing ? view.previewUrl : null}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** What waits in line takes little room, so that what runs stays in sight. */
export function WaitingShapes({ view }: { view: GenerationView }) {
  const t = useTranslations("create.card");
  return (
    <div role="img" aria-label={t("waitingShapes", { count: view.count })} className="flex flex-wrap gap-1.5">
      {slotsOf(view).map(({ ordinal }) => (
        <span
          key={ordinal}
          style={{ aspectRatio: frameOf(view) }}
          className="h-12 rounded-sm border border-line bg-subtle"
        />
      ))}
    </div>
  );
}

interface PendingTileProps {
  ordinal: number;
  view: GenerationView;
  /** What the vendor shows of it so far. */
  previewUrl: string | null;
}

function PendingTile({ ordinal, view, previewUrl }: PendingTileProps) {
  const t = useTranslations("create.card");
  const { count } = view;
  return (
    <div className="flex size-full items-center justify-center rounded-md border border-line bg-subtle">
      {view.status === "running" ? (
        <div aria-hidden className="absolute inset-0 animate-pulse bg-surface" />
      ) : null}
      <span className="sr-only">{t("pending", { ordinal, count })}</span>
      <span className="tabular relative text-muted text-sm" aria-hidden>
        {t("pendingShort", { ordinal, count })}
      </span>
      {previewUrl ? <PreviewPicture src={previewUrl} label={t("preview")} /> : null}
    </div>
  );
}
