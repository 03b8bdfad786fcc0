"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useModels, useStyleName } from "@/components/gallery/model-name";
import { Badge } from "@/components/ui/feedback/badge";
import { hasEnded } from "@/lib/generations/rules";
import type { GenerationView } from "@/lib/generations/schema";
import type { ImageView } from "@/lib/images/schema";
import { Failure, Money } from "./outcome";
import { CancelButton, EndedActions, MoreMenu } from "./row-actions";
import { StatusBadge } from "./status-badge";
import { Thumbnails } from "./thumbnails";

interface GenerationRowProps {
  view: GenerationView;
  onOpenImage: (image: ImageView) => void;
  onDetails: (id: string) => void;
  /** The progress of an open one. */
  progress?: ReactNode;
}

/** One generation: pictures, words, what came of it, money, and what can be done now. */
export function GenerationRow({ view, onOpenImage, onDetails, progress }: GenerationRowProps) {
  const format = useFormatter();
  const t = useTranslations("history");
  const ended = hasEnded(view.status);
  const operation = useTranslations("create.operations")(view.operation);
  const title = view.prompt || operation;
  const details = () => onDetails(view.id);
  return (
    <li className="grid gap-x-6 gap-y-3 py-4 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="flex min-w-0 flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
          <StatusBadge status={view.status} />
          {view.operation === "generate" ? null : <Badge tone="outline">{operation}</Badge>}
          <time dateTime={view.createdAt} className="tabular">
            {format.dateTime(new Date(view.createdAt), "minute")}
          </time>
          <Money view={view} />
        </div>
        <h2 className="text-wrap font-normal">
          <button
            type="button"
            onClick={details}
            aria-label={t("detailsOf", { prompt: title })}
            className="line-clamp-2 max-w-3xl break-words text-left hover:underline"
          >
            {title}
          </button>
        </h2>
        <SettingsLine view={view} />
        <Failure view={view} className="text-sm" />
        {progress}
      </div>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 sm:flex-col sm:items-end">
        <Thumbnails view={view} onOpen={onOpenImage} />
        {ended ? (
          <EndedActions view={view} onDetails={details} />
        ) : (
          <div className="flex items-center gap-1">
            <CancelButton view={view} />
            <MoreMenu view={view} onDetails={details} />
          </div>
        )}
      </div>
    </li>
  );
}

/** The settings in one quiet line. */
export function SettingsLine({ view }: { view: GenerationView }) {
  const t = useTranslations("history");
  const viewer = useTranslations("viewer");
  const { nameOf } = useModels();
  const styleName = useStyleName();
  const { strength, outpaintRatio, upscaleFactor, referenceImageIds } = view;
  const parts = [
    nameOf(view.model),
    ...(view.operation === "generate" ? [view.ratio] : []),
    view.tier,
    viewer(`qualities.${view.quality}`),
    t("count", { count: view.count }),
    ...(outpaintRatio ? [t("outpaintRatio", { ratio: outpaintRatio })] : []),
    ...(upscaleFactor ? [t("upscaleFactor", { factor: upscaleFactor })] : []),
    ...(strength === null ? [] : [t("strength", { percent: Math.round(strength * 100) })]),
    ...(referenceImageIds.length > 0 ? [t("references", { count: referenceImageIds.length })] : []),
    ...view.styleTags.map(styleName),
  ];
  return <p className="tabular break-words text-muted text-sm">{parts.filter(Boolean).join(" · ")}</p>;
}
