"use client";

import { Brush, Contrast, Eraser, PaintBucket, Redo2, Trash2, Undo2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/form/button";
import { Segmented } from "@/components/ui/form/segmented";
import { Slider } from "@/components/ui/form/slider";
import { Tooltip } from "@/components/ui/overlay/tooltip";
import { brushOfSlider, MAX_FEATHER, sliderOfBrush, useEditor } from "../editor-store";

/** Brush and eraser, their size, the softness of the edge, and what concerns the whole mask. */
export function MaskTools() {
  const t = useTranslations("editor.mask");
  const { tool, coverage, history } = useEditor((state) => state.mask);
  const { patchMask, addStep, undo, redo } = useEditor.getState();
  return (
    <div
      role="toolbar"
      aria-label={t("tools")}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t bg-surface px-4 py-2"
    >
      <Segmented
        aria-label={t("tool")}
        options={[
          { value: "brush", label: <Brush strokeWidth={1.5} aria-hidden />, name: t("brush") },
          { value: "eraser", label: <Eraser strokeWidth={1.5} aria-hidden />, name: t("eraser") },
        ]}
        value={tool}
        onValueChange={(next) => patchMask({ tool: next })}
      />
      <div className="ml-auto flex items-center gap-0.5 sm:order-last">
        <Tool label={t("undo")} keys="Ctrl+Z" off={history.done.length === 0} onPress={undo}>
          <Undo2 strokeWidth={1.5} />
        </Tool>
        <Tool label={t("redo")} keys="Ctrl+Shift+Z" off={history.undone.length === 0} onPress={redo}>
          <Redo2 strokeWidth={1.5} />
        </Tool>
        <span aria-hidden className="mx-1 h-5 border-line border-l" />
        <Tool label={t("fill")} onPress={() => addStep({ kind: "fill" })}>
          <PaintBucket strokeWidth={1.5} />
        </Tool>
        <Tool label={t("invert")} onPress={() => addStep({ kind: "invert" })}>
          <Contrast strokeWidth={1.5} />
        </Tool>
        <Tool label={t("clear")} off={coverage === 0} onPress={() => addStep({ kind: "clear" })}>
          <Trash2 strokeWidth={1.5} />
        </Tool>
      </div>
      <Sliders />
    </div>
  );
}

function Sliders() {
  const t = useTranslations("editor.mask");
  const format = useFormatter();
  const { brush, feather } = useEditor((state) => state.mask);
  const { patchMask } = useEditor.getState();
  const percent = (part: number) =>
    format.number(part, { style: "percent", maximumFractionDigits: part < 0.1 ? 1 : 0 });
  return (
    <div className="flex min-w-0 flex-1 basis-full gap-4 sm:basis-72">
      <Labelled label={t("size")} text={percent(brush)}>
        <Slider
          aria-label={t("size")}
          value={sliderOfBrush(brush)}
          onValueChange={(at) => patchMask({ brush: brushOfSlider(at) })}
          valueText={percent(brush)}
        />
      </Labelled>
      <Labelled label={t("feather")} text={percent(feather)}>
        <Slider
          aria-label={t("feather")}
          value={Math.round((100 * feather) / MAX_FEATHER)}
          onValueChange={(at) => patchMask({ feather: (at / 100) * MAX_FEATHER })}
          step={5}
          valueText={percent(feather)}
        />
      </Labelled>
    </div>
  );
}

function Labelled({ label, text, children }: { label: string; text: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 max-w-60 flex-1 items-center gap-2.5">
      <span className="shrink-0 text-muted text-sm" aria-hidden>
        {label}
      </span>
      {children}
      <span className="tabular hidden w-11 shrink-0 text-muted text-xs lg:block" aria-hidden>
        {text}
      </span>
    </div>
  );
}

interface ToolProps {
  label: string;
  keys?: string;
  off?: boolean;
  onPress: () => void;
  children: ReactNode;
}

function Tool({ label, keys, off, onPress, children }: ToolProps) {
  return (
    <Tooltip content={keys ? `${label} · ${keys}` : label}>
      <Button variant="ghost" size="icon" aria-label={label} disabled={off} onClick={onPress}>
        {children}
      </Button>
    </Tooltip>
  );
}
