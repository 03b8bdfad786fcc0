"use client";

import { useTranslations } from "next-intl";
import { GenerationProgress } from "@/components/gallery/progress/generation-progress";
import { type Line, waitsInLine } from "@/components/gallery/progress/line";
import { outcomeOf } from "@/components/gallery/progress/outcome";
import { useOutcomeText } from "@/components/gallery/progress/use-outcome-text";
import { useLiveGeneration } from "@/lib/generations/client";
import type { GenerationView } from "@/lib/generations/schema";
import type { ImageView } from "@/lib/images/schema";
import { CardEnd } from "./card-end";
import { CardHeader } from "./card-header";
import { CardNotes } from "./card-notes";
import { slotsOf } from "./feed";
import { PictureGrid, WaitingShapes } from "./picture-grid";

interface GenerationCardProps {
  initial: GenerationView;
  /** Whether this one has a stream of its own. */
  stream: boolean;
  line: Line;
  onOpen: (image: ImageView) => void;
}

/** One generation: its words, how it stands, its pictures, and at the end its receipt. */
export function GenerationCard({ initial, stream, line, onOpen }: GenerationCardProps) {
  const t = useTranslations("create");
  const view = useLiveGeneration(initial, { stream });
  const outcome = outcomeOf(view);
  const slots = slotsOf(view);
  return (
    <article
      aria-label={view.prompt.slice(0, 80) || t(`operations.${view.operation}`)}
      className="flex flex-col gap-3"
    >
      <CardHeader view={view} />
      {outcome ? null : <GenerationProgress view={view} line={line} />}
      {waitsInLine(view, line) ? (
        <WaitingShapes view={view} />
      ) : slots.length > 0 ? (
        <PictureGrid view={view} slots={slots} onOpen={onOpen} />
      ) : null}
      <CardNotes view={view} />
      {outcome ? <CardEnd view={view} outcome={outcome} /> : null}
      <Announcement view={view} />
    </article>
  );
}

/** Says aloud when a stage begins and how it ends; not every percent. */
function Announcement({ view }: { view: GenerationView }) {
  const t = useTranslations("create");
  const outcomeText = useOutcomeText();
  const prompt = view.prompt.slice(0, 40) || t(`operations.${view.operation}`);
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
