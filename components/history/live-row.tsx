"use client";

import { useTranslations } from "next-intl";
import { Progress } from "@/components/ui/feedback/progress";
import { useLiveGeneration } from "@/lib/generations/client";
import { hasEnded } from "@/lib/generations/rules";
import type { GenerationView } from "@/lib/generations/schema";
import type { ImageView } from "@/lib/images/schema";
import { GenerationRow } from "./generation-row";

interface LiveRowProps {
  view: GenerationView;
  onOpenImage: (image: ImageView) => void;
  onDetails: (id: string) => void;
}

/** An open generation, followed by its stream of events. */
export function LiveRow({ view, ...rest }: LiveRowProps) {
  return <OpenRow view={useLiveGeneration(view)} {...rest} />;
}

/** An open generation as the list has it. */
export function OpenRow({ view, ...rest }: LiveRowProps) {
  return (
    <GenerationRow
      view={view}
      progress={hasEnded(view.status) ? null : <RowProgress view={view} />}
      {...rest}
    />
  );
}

function RowProgress({ view }: { view: GenerationView }) {
  const t = useTranslations("history");
  const stage = view.cancelRequested ? t("cancelling") : t(`stages.${view.stage}`);
  return (
    <div className="flex max-w-md items-center gap-3 pt-1">
      <Progress value={view.progressPercent} label={stage} />
      <p className="tabular shrink-0 text-muted text-sm" aria-live="polite">
        {t("progress", { stage, percent: view.progressPercent })}
      </p>
    </div>
  );
}
