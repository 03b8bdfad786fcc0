"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { editHref } from "@/components/gallery/links";
import { clockText } from "@/components/gallery/progress/clock-text";
import type { Outcome } from "@/components/gallery/progress/outcome";
import { useOutcomeText } from "@/components/gallery/progress/use-outcome-text";
import { useProblemText } from "@/components/shell/state/problem-text";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { modelsQuery } from "@/lib/generations/client";
import type { GenerationView } from "@/lib/generations/schema";
import { draftFrom, repeatOf } from "../draft";
import { useSubmitOrder } from "../submit/use-submit-order";
import { useFillDraft } from "../use-fill-draft";

interface CardEndProps {
  view: GenerationView;
  outcome: Outcome;
}

/** The receipt, what went wrong where something did, and how to go on from here. */
export function CardEnd({ view, outcome }: CardEndProps) {
  const t = useTranslations("create");
  const fill = useFillDraft();
  const { sentence, advice } = useOutcomeText()(outcome);
  const tookMs =
    view.startedAt && view.finishedAt ? Date.parse(view.finishedAt) - Date.parse(view.startedAt) : null;
  const notes = [
    outcome.failure ? null : sentence,
    // A clock of whole seconds would say 0:00.
    tookMs !== null && tookMs >= 1000 && !outcome.failure
      ? t("card.took", { time: clockText(tookMs) })
      : null,
    outcome.removed > 0 ? t("outcome.removed", { removed: outcome.removed }) : null,
  ].filter(Boolean);
  return (
    <footer className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0 max-w-prose">
        {outcome.failure ? (
          <div className="flex items-start gap-2.5">
            <CircleAlert strokeWidth={1.5} className="mt-0.5 size-4.5 shrink-0 text-danger" aria-hidden />
            <div>
              <p className="tabular font-medium">{sentence}</p>
              <p className="text-muted text-sm">{advice}</p>
            </div>
          </div>
        ) : null}
        {notes.length > 0 ? <p className="tabular text-muted text-sm">{notes.join(" · ")}</p> : null}
      </div>
      <div className="flex flex-wrap gap-2">
        {outcome.retry ? <RetryButton view={view} /> : null}
        {view.operation !== "generate" && view.sourceImageId ? (
          <Button asChild size="sm">
            <Link href={editHref(view.sourceImageId, view.operation)}>{t("card.editAgain")}</Link>
          </Button>
        ) : (
          <Button size="sm" onClick={() => fill(draftFrom(view, null))}>
            {t("card.reuse")}
          </Button>
        )}
      </div>
    </footer>
  );
}

/** Sends the same order once more, at the price it says. */
function RetryButton({ view }: { view: GenerationView }) {
  const t = useTranslations("create");
  const problemText = useProblemText();
  const { data: models } = useQuery({ ...modelsQuery(), enabled: false });
  const { submit, pending } = useSubmitOrder({
    onRefused: (error) =>
      toast({ title: t("submit.failedTitle"), detail: problemText(error).message, tone: "danger" }),
  });
  const again = repeatOf(view, models?.items ?? []);
  if (!again) return null;
  const press = async () => {
    if (await submit(again.order, again.price)) window.scrollTo({ top: 0 });
  };
  return (
    <Button size="sm" onClick={press} loading={pending} className="tabular">
      {again.price > 0 ? t("card.retry", { price: again.price }) : t("card.retryFree")}
    </Button>
  );
}
