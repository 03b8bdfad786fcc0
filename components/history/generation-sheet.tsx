"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useModels } from "@/components/gallery/model-name";
import { ProblemState } from "@/components/shell/state/problem-state";
import { SkeletonText } from "@/components/ui/feedback/skeleton";
import { CopyButton } from "@/components/ui/form/copy-button";
import { Sheet } from "@/components/ui/overlay/sheet";
import { generationQuery } from "@/lib/generations/client";
import { hasEnded } from "@/lib/generations/rules";
import type { GenerationDetailView, GenerationView } from "@/lib/generations/schema";
import type { ImageView } from "@/lib/images/schema";
import { SettingsLine } from "./generation-row";
import { Failure, Money } from "./outcome";
import { EndedActions } from "./row-actions";
import { durationText } from "./rules";
import { StatusBadge } from "./status-badge";
import { Thumbnails } from "./thumbnails";

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
    placeholderData: known && { ...known, attempts: [] },
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
      {query.data ? <Details view={query.data} onOpenImage={onOpenImage} /> : null}
    </Sheet>
  );
}

interface DetailsProps {
  view: GenerationDetailView;
  onOpenImage: (image: ImageView) => void;
}

function Details({ view, onOpenImage }: DetailsProps) {
  const t = useTranslations("history");
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-3">
        <StatusBadge status={view.status} />
        <Money view={view} className="text-sm" />
      </div>
      <Thumbnails view={view} onOpen={onOpenImage} />
      <div className="flex flex-col gap-2">
        <p className="whitespace-pre-wrap break-words">{view.prompt}</p>
        {view.negativePrompt ? (
          <p className="break-words text-muted">
            {t("negativePrompt")} {view.negativePrompt}
          </p>
        ) : null}
        <SettingsLine view={view} />
        <Failure view={view} />
      </div>
      <Timeline view={view} />
      <p className="flex items-center justify-between gap-2 text-muted text-sm">
        <code className="min-w-0 break-all font-mono text-xs">{view.id}</code>
        <CopyButton text={view.id} />
      </p>
      {hasEnded(view.status) ? <EndedActions view={view} /> : null}
    </div>
  );
}

/** What happened when, down to every order sent to the provider. */
function Timeline({ view }: { view: GenerationDetailView }) {
  const t = useTranslations("history");
  const format = useFormatter();
  const { nameOf } = useModels();
  const at = (iso: string) => format.dateTime(new Date(iso), { ...clock });
  const duration = durationText(view.startedAt, view.finishedAt);
  const steps = [
    { key: "created", when: view.createdAt, text: t("timeline.created", { count: view.priceCredits }) },
    ...view.attempts.map((attempt) => ({
      key: `attempt-${attempt.ordinal}`,
      when: attempt.submittedAt,
      text: t("timeline.attempt", {
        ordinal: attempt.ordinal,
        model: nameOf(view.model),
        state: t(`attemptStates.${attempt.state}`),
      }),
    })),
    ...(view.finishedAt
      ? [
          {
            key: "finished",
            when: view.finishedAt,
            text: duration
              ? t("timeline.finishedAfter", { status: t(`statuses.${view.status}`), duration })
              : t("timeline.finished", { status: t(`statuses.${view.status}`) }),
          },
        ]
      : []),
  ];
  return (
    <section aria-labelledby="generation-timeline" className="flex flex-col gap-2">
      <h3 id="generation-timeline" className="font-medium text-muted text-sm">
        {t("timeline.title")}
      </h3>
      <ol className="flex flex-col divide-y divide-line border-line border-y">
        {steps.map((step) => (
          <li key={step.key} className="flex gap-4 py-2">
            <span className="tabular w-16 shrink-0 text-muted">{step.when ? at(step.when) : ""}</span>
            <span>{step.text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const clock = { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false } as const;
