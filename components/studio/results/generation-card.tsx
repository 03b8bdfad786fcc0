"use client";

import { useTranslations } from "next-intl";
import { useLiveGeneration } from "@/lib/generations/client";
import type { GenerationView } from "@/lib/generations/schema";
import type { ImageView } from "@/lib/images/schema";
import { CardEnd } from "./card-end";
import { CardHeader } from "./card-header";
import { CardProgress, type Line, waitsInLine } from "./card-progress";
import { outcomeOf, slotsOf } from "./feed";
import { PictureGrid, WaitingShapes } from "./picture-grid";
import { useOutcomeText } from "./use-outcome-text";

interface GenerationCardProps {
  initial: GenerationView;
  /** Whether this one has a stream of its own. */
  stream: boolean;
  line: Line;
  onOpen: (image: ImageView) => void;
}

/** One generation: its words, how it stands, its pictures, and at the end its receipt. */
export function GenerationCard({ initial, stream, line, onOpen }: GenerationCardProps) {
  const view = useLiveGeneration(initial, { stream });
  const outcome = outcomeOf(view);
  const slots = slotsOf(view);
  return (
    <article aria-label={view.prompt.slice(0, 80)} className="flex flex-col gap-3">
      <CardHeader view={view} />
      {outcome ? null : <CardProgress view={view} line={line} />}
      {waitsInLine(view, line) ? (
        <WaitingShapes view={view} />
      ) : slots.length > 0 ? (
        <PictureGrid view={view} slots={slots} onOpen={onOpen} />
      ) : null}
      {outcome ? <CardEnd view={view} outcome={outcome} /> : null}
      <Announcement view={view} />
    </article>
  );
}

/** Says aloud when a stage begins and how it ends; not every percent. */
function Announcement({ view }: { view: GenerationView }) {
  const t = useTranslations("create");
  const outcomeText = useOutcomeText();
  const prompt = view.prompt.slice(0, 40);
  const outcome = outcomeOf(view);
  const text = !outcome
    ? t("card.announceStage", { prompt, stage: t(`stage.${view.stage}`) })
    : outcome.kind === "succeeded"
      ? t("card.announceDone", { prompt, count: view.deliveredCount })
      : t("card.announceEnded", { prompt, outcome: outcomeText(outcome).sentence });
  return (
    <p className="sr-only" role="status">
      {text}
    </p>
  );
}
