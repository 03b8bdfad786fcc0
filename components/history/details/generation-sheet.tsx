"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/shell/state/problem-state";
import { Badge } from "@/components/ui/feedback/badge";
import { SkeletonText } from "@/components/ui/feedback/skeleton";
import { CopyButton } from "@/components/ui/form/copy-button";
import { Sheet } from "@/components/ui/overlay/sheet";
import { generationQuery } from "@/lib/generations/client";
import { hasEnded } from "@/lib/generations/rules";
import type { GenerationDetailView, GenerationView } from "@/lib/generations/schema";
import type { ImageView } from "@/lib/images/schema";
import { SettingsLine } from "../generation-row";
import { Failure, Money } from "../outcome";
import { EndedActions } from "../row-actions";
import { StatusBadge } from "../status-badge";
import { Thumbnails } from "../thumbnails";
import { Timeline } from "../timeline/timeline";
import { Differences } from "./differences";
import { Origin } from "./origin";

interface GenerationSheetProps {
  /** Null while closed. */
  id: string | null;
  /** The list's own view of it, shown until the timeline is there. */
  known: GenerationView | undefined;
  onClose: () => void;
  onOpenImage: (image: ImageView) => void;
}

/** One generation with everything about it. */
export function GenerationSheet({ id, known, onClose, onOpenImage }: GenerationSheetProps) {
  const t = useTranslations("history");
  const query = useQuery({
    ...generationQuery(id ?? ""),
    enabled: id !== null,
    placeholderData: known && { ...known, attempts: [], timeline: [] },
    refetchInterval: ({ state }) => (state.data && !hasEnded(state.data.status) ? 3_000 : false),
  });
  return (
    <Sheet open={id !== null} onOpenChange={(open) => open || onClose()} title={t("details")}>
      {query.isPending ? <SkeletonText lines={6} /> : null}
      {query.isError && !query.data ? (
        <ProblemState
          error={query.error}
          onRetry={() => void query.refetch()}
          retrying={query.isRefetching}
        />
      ) : null}
      {query.data ? (
        <Details view={query.data} isPartial={query.isPlaceholderData} onOpenImage={onOpenImage} />
      ) : null}
    </Sheet>
  );
}

interface DetailsProps {
  view: GenerationDetailView;
  /** The timeline is still on its way. */
  isPartial: boolean;
  onOpenImage: (image: ImageView) => void;
}

function Details({ view, isPartial, onOpenImage }: DetailsProps) {
  const t = useTranslations("history");
  const operation = useTranslations("create.operations")(view.operation);
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-3">
        <StatusBadge status={view.status} />
        {view.operation === "generate" ? null : <Badge tone="outline">{operation}</Badge>}
        <Money view={view} className="text-sm" />
      </div>
      <Thumbnails view={view} onOpen={onOpenImage} />
      <div className="flex flex-col gap-2">
        <p className="whitespace-pre-wrap break-words">{view.prompt || operation}</p>
        {view.translatedPrompt ? (
          <p className="break-words text-muted">
            {t("translated")} <span lang="en">{view.translatedPrompt}</span>
          </p>
        ) : null}
        {view.negativePrompt ? (
          <p className="break-words text-muted">
            {t("negativePrompt")} {view.negativePrompt}
          </p>
        ) : null}
        <SettingsLine view={view} />
        <Failure view={view} />
        <Differences view={view} />
      </div>
      <Origin view={view} />
      {isPartial ? <SkeletonText lines={4} /> : <Timeline view={view} />}
      <p className="flex items-center justify-between gap-2 text-muted text-sm">
        <code className="min-w-0 break-all font-mono text-xs">{view.id}</code>
        <CopyButton text={view.id} />
      </p>
      {hasEnded(view.status) ? <EndedActions view={view} /> : null}
    </div>
  );
}
