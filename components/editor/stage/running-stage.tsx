"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { GenerationProgress } from "@/components/gallery/progress/generation-progress";
import { aheadOf, type Line } from "@/components/gallery/progress/line";
import { outcomeOf } from "@/components/gallery/progress/outcome";
import { useOutcomeText } from "@/components/gallery/progress/use-outcome-text";
import { Button } from "@/components/ui/form/button";
import { PlainImage } from "@/components/ui/media/plain-image";
import { concurrentGenerations } from "@/lib/accounts/rules";
import { generationsQuery } from "@/lib/generations/client";
import type { GenerationView } from "@/lib/generations/schema";
import type { ImageView } from "@/lib/images/schema";
import { PictureLayer } from "./board";
import { ViewStage } from "./view-stage";

interface RunningStageProps {
  image: ImageView;
  view: GenerationView;
  plan: Line["plan"];
  onClose: () => void;
}

/** The picture stands back while the edit runs; its progress lies over it. */
export function RunningStage({ image, view, plan, onClose }: RunningStageProps) {
  const t = useTranslations("editor.running");
  const { data } = useInfiniteQuery(generationsQuery("active"));
  const ahead = aheadOf(data?.pages.flatMap((page) => page.items) ?? [], view.id);
  return (
    <StandingBack image={image} previewUrl={view.previewUrl}>
      <GenerationProgress view={view} line={{ ahead, slots: concurrentGenerations[plan], plan }} />
      <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
        <p className="text-muted text-sm">{t("closable")}</p>
        <Button variant="ghost" size="sm" onClick={onClose}>
          {t("aside")}
        </Button>
      </div>
    </StandingBack>
  );
}

/** An edit that delivered nothing: why, what became of the credits, and the way back. */
export function FailedStage({ image, view, onClose }: Omit<RunningStageProps, "plan">) {
  const t = useTranslations("editor.running");
  const outcomeText = useOutcomeText();
  const outcome = outcomeOf(view);
  if (!outcome) return null;
  const { sentence } = outcomeText(outcome);
  return (
    <StandingBack image={image} previewUrl={null}>
      <div role="alert" className="flex items-start gap-2.5">
        <CircleAlert strokeWidth={1.5} className="mt-0.5 size-4.5 shrink-0 text-danger" aria-hidden />
        <div className="min-w-0">
          <p className="tabular font-medium">{sentence}</p>
          <p className="text-muted text-sm">{t("advice")}</p>
        </div>
      </div>
      <Button size="sm" onClick={onClose} className="mt-3">
        {t("back")}
      </Button>
    </StandingBack>
  );
}

interface StandingBackProps {
  image: ImageView;
  /** A rough picture of what is to come. */
  previewUrl: string | null;
  children: ReactNode;
}

function StandingBack({ image, previewUrl, children }: StandingBackProps) {
  return (
    <>
      <ViewStage frame={image}>
        <PictureLayer image={image} className="opacity-40" />
        {previewUrl ? (
          <PlainImage src={previewUrl} alt="" className="absolute inset-0 size-full object-contain" />
        ) : null}
      </ViewStage>
      <div className="absolute inset-x-4 bottom-4 mx-auto max-w-md rounded-md border border-line bg-raised p-4 shadow-raised sm:bottom-16">
        {children}
      </div>
    </>
  );
}
