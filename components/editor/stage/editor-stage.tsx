"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useState } from "react";
import type { Line } from "@/components/gallery/progress/line";
import { outcomeOf } from "@/components/gallery/progress/outcome";
import { useOutcomeText } from "@/components/gallery/progress/use-outcome-text";
import { needsMask } from "@/lib/edits/rules";
import { useLiveGeneration } from "@/lib/generations/client";
import type { GenerationView } from "@/lib/generations/schema";
import type { ImageView } from "@/lib/images/schema";
import type { FittedEdit } from "../draft";
import { StillPicture } from "../still-picture";
import { PictureLayer } from "./board";
import { CompareStage } from "./compare-stage";
import { ExtensionStage } from "./extension-stage";
import { ResultBar } from "./result-bar";
import { FailedStage, RunningStage } from "./running-stage";
import { ViewStage } from "./view-stage";

const MaskStage = lazy(() =>
  import("../mask/mask-stage").then(({ MaskStage: Stage }) => ({ default: Stage })),
);

interface EditorStageProps {
  image: ImageView;
  fitted: FittedEdit | null;
  /** The edit that was ordered last, while it is looked at. */
  generation: GenerationView | null;
  plan: Line["plan"];
  onClose: () => void;
  /** Whether a result is shown. */
  onResult: (shown: boolean) => void;
}

/** The picture, as the operation needs it; then the running edit; then before and after. */
export function EditorStage({ image, fitted, generation, ...rest }: EditorStageProps) {
  if (generation) return <OrderedStage key={generation.id} image={image} initial={generation} {...rest} />;
  if (fitted && needsMask(fitted.operation))
    return (
      <Suspense fallback={<StillPicture image={image} />}>
        <MaskStage image={image} />
      </Suspense>
    );
  return (
    <div className="relative min-h-0 flex-1">
      {fitted?.outpaintRatio ? (
        <ExtensionStage image={image} ratio={fitted.outpaintRatio} />
      ) : (
        <ViewStage frame={image}>
          <PictureLayer image={image} />
        </ViewStage>
      )}
    </div>
  );
}

interface OrderedStageProps extends Pick<EditorStageProps, "image" | "plan" | "onClose" | "onResult"> {
  initial: GenerationView;
}

function OrderedStage({ image, initial, plan, onClose, onResult }: OrderedStageProps) {
  const view = useLiveGeneration(initial);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const ended = outcomeOf(view) !== null;
  const results = ended ? view.images : [];
  const chosen = results.find(({ id }) => id === chosenId) ?? results[0];
  const shown = chosen !== undefined;
  useEffect(() => {
    onResult(shown);
    return () => onResult(false);
  }, [shown, onResult]);
  return (
    <>
      <div className="relative min-h-0 flex-1">
        {chosen ? (
          <CompareStage key={chosen.id} before={image} after={chosen} />
        ) : ended ? (
          <FailedStage image={image} view={view} onClose={onClose} />
        ) : (
          <RunningStage image={image} view={view} plan={plan} onClose={onClose} />
        )}
      </div>
      {chosen ? (
        <div className="border-line border-t bg-surface">
          <ResultBar view={view} chosen={chosen} onChoose={({ id }) => setChosenId(id)} onClose={onClose} />
        </div>
      ) : null}
      <Announcement view={view} />
    </>
  );
}

/** Says aloud when a stage begins and how it ends; not every percent. */
function Announcement({ view }: { view: GenerationView }) {
  const t = useTranslations();
  const outcomeText = useOutcomeText();
  const outcome = outcomeOf(view);
  const text = outcome
    ? outcome.kind === "succeeded"
      ? t("editor.running.announceDone", { count: view.deliveredCount })
      : outcomeText(outcome).sentence
    : t(`create.stage.${view.stage}`);
  return (
    <p className="sr-only" role="status">
      {text}
    </p>
  );
}
