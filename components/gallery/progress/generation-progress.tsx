"use client";

import { useTranslations } from "next-intl";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Progress } from "@/components/ui/feedback/progress";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { useCancelGeneration } from "@/lib/generations/client";
import type { GenerationView } from "@/lib/generations/schema";
import { ApiError } from "@/lib/platform/api-error";
import { Elapsed } from "./elapsed";
import { type Line, waitsInLine } from "./line";

/** How a generation stands while it lives, with the way out beside it. */
export function GenerationProgress({ view, line }: { view: GenerationView; line: Line }) {
  const t = useTranslations("create.card");
  const common = useTranslations("common");
  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-h-9 items-center justify-between gap-3">
        <p className="tabular min-w-0 text-sm">
          <Standing view={view} line={line} />
        </p>
        {view.cancelRequested ? null : <CancelButton id={view.id} label={common("cancel")} />}
      </div>
      {waitsInLine(view, line) ? null : (
        <Progress value={view.progressPercent} label={t("progress")} className="h-0.5" />
      )}
    </div>
  );
}

function Standing({ view, line }: { view: GenerationView; line: Line }) {
  const t = useTranslations("create");
  if (view.cancelRequested) return t("card.cancelling");
  if (view.status === "queued") {
    if (!waitsInLine(view, line)) return t("card.queuedNext");
    const { ahead, slots } = line;
    return t("card.queuedBehind", { ahead, slots, plan: t(`plans.${line.plan}`) });
  }
  return (
    <>
      <span className="font-medium">{t(`stage.${view.stage}`)}</span>
      <span className="ml-2">{view.progressPercent}%</span>
      <span className="ml-2 text-muted">
        {t.rich("card.elapsed", {
          time: () => <Elapsed since={view.startedAt ?? view.createdAt} />,
        })}
      </span>
    </>
  );
}

function CancelButton({ id, label }: { id: string; label: string }) {
  const t = useTranslations("create.card");
  const problemText = useProblemText();
  const cancel = useCancelGeneration();
  const press = () =>
    cancel.mutate(id, {
      onError: (error) => {
        const late = error instanceof ApiError && error.code === "generation_ended";
        if (late) toast({ title: t("cancelEnded") });
        else toast({ title: t("cancelFailed"), detail: problemText(error).message, tone: "danger" });
      },
    });
  return (
    <Button size="sm" onClick={press} loading={cancel.isPending}>
      {label}
    </Button>
  );
}
