"use client";

import { MoveHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { type PointerEvent, useId, useRef, useState } from "react";
import type { Zoom } from "@/components/gallery/stage/use-zoom";
import { Badge } from "@/components/ui/feedback/badge";
import type { ImageView } from "@/lib/images/schema";
import { centredIn, PictureLayer } from "./board";
import { ViewStage } from "./view-stage";

interface CompareStageProps {
  before: ImageView;
  after: ImageView;
}

/** Both pictures over each other: the old one left of a line that hand or keyboard moves, the new one right of it. */
export function CompareStage({ before, after }: CompareStageProps) {
  const t = useTranslations("editor.compare");
  const [percent, setPercent] = useState(50);
  return (
    <ViewStage frame={after} over={(zoom) => <Divider {...{ zoom, after, percent, setPercent }} />}>
      <PictureLayer image={after} alt={t("after")} />
      <div
        className="absolute inset-0 bg-[repeating-linear-gradient(45deg,var(--subtle)_0_8px,var(--surface)_8px_16px)]"
        style={{ clipPath: `inset(0 ${100 - percent}% 0 0)` }}
      >
        <PictureLayer image={before} alt={t("before")} style={centredIn(before, after)} />
      </div>
    </ViewStage>
  );
}

interface DividerProps {
  zoom: Zoom;
  after: ImageView;
  percent: number;
  setPercent: (percent: number) => void;
}

/** The line and its handle. The keyboard has a slider of the browser's own under it. */
function Divider({ zoom, after, percent, setPercent }: DividerProps) {
  const t = useTranslations("editor.compare");
  const id = useId();
  const slider = useRef<HTMLInputElement>(null);
  const held = useRef(false);
  const { stage, view } = zoom;
  if (!stage) return null;
  const widthPx = after.widthPx * view.scale;
  const leftPx = stage.widthPx / 2 + view.xPx - widthPx / 2;
  const topPx = stage.heightPx / 2 + view.yPx - (after.heightPx * view.scale) / 2;
  const atPx = leftPx + (widthPx * percent) / 100;
  const move = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!held.current || !box) return;
    setPercent(Math.min(100, Math.max(0, (100 * (event.clientX - box.left - leftPx)) / widthPx)));
  };
  return (
    <div className="pointer-events-none absolute inset-0 overflow-hidden">
      <Badge tone="strong" className="absolute top-3 left-3">
        {t("before")}
      </Badge>
      <Badge tone="strong" className="absolute top-3 right-3">
        {t("after")}
      </Badge>
      <label htmlFor={id} className="sr-only">
        {t("slider")}
      </label>
      <input
        ref={slider}
        id={id}
        type="range"
        min={0}
        max={100}
        step={1}
        value={Math.round(percent)}
        onChange={(event) => setPercent(Number(event.target.value))}
        aria-valuetext={t("position", { percent: Math.round(percent) })}
        className="peer pointer-events-none absolute top-1/2 left-1/2 size-px opacity-0"
      />
      <div
        data-divider
        onPointerDown={(event) => {
          held.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
          slider.current?.focus({ preventScroll: true });
        }}
        onPointerMove={move}
        onPointerUp={() => {
          held.current = false;
        }}
        onPointerCancel={() => {
          held.current = false;
        }}
        className="group pointer-events-auto absolute w-11 -translate-x-1/2 cursor-ew-resize touch-none peer-focus-visible:[&>span]:outline-2 peer-focus-visible:[&>span]:outline-text peer-focus-visible:[&>span]:outline-offset-2"
        style={{ left: atPx, top: topPx, height: after.heightPx * view.scale }}
      >
        <div className="absolute inset-y-0 left-1/2 w-0.5 -translate-x-1/2 bg-raised shadow-raised" />
        <span
          className="absolute left-1/2 flex size-10 -translate-x-1/2 -translate-y-1/2 items-center justify-center rounded-full border border-line bg-raised shadow-raised"
          // The handle stays in sight however far the picture reaches beyond the stage.
          style={{ top: stage.heightPx / 2 - topPx }}
        >
          <MoveHorizontal strokeWidth={1.5} className="size-5" aria-hidden />
        </span>
      </div>
    </div>
  );
}
