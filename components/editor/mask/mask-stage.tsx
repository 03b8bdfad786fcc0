"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useZoom } from "@/components/gallery/stage/use-zoom";
import type { Point } from "@/components/gallery/stage/zoom";
import { ZoomButtons } from "@/components/gallery/stage/zoom-buttons";
import type { ImageView } from "@/lib/images/schema";
import { cn } from "@/lib/platform/cn";
import { resizedBrush, useEditor } from "../editor-store";
import { Board, PictureLayer } from "../stage/board";
import { isField, type MaskCommand, pageCommand, stageCommand } from "./mask-keys";
import { MaskLayer, type MaskLayerHandle } from "./mask-layer";
import { MaskTools } from "./mask-tools";
import { usePaintGestures } from "./paint-gestures";
import { toPicture, toStage, useStroke } from "./stroke";

/** The picture with the mask over it, painted by hand, pen or keyboard. */
export function MaskStage({ image }: { image: ImageView }) {
  const t = useTranslations("editor.mask");
  const helpId = useId();
  const element = useRef<HTMLDivElement>(null);
  const layer = useRef<MaskLayerHandle>(null);
  const zoom = useZoom(element, image);
  const stroke = useStroke(layer, image);
  const { space, spaceDown } = useSpace(element);
  const [hand, setHand] = useState<Point | null>(null);
  const [cursor, setCursor] = useState<Point | null>(null);
  const brush = useEditor((state) => state.mask.brush);
  const diameterPx = brush * Math.max(image.widthPx, image.heightPx);

  const pictureAt = (at: Point) => toPicture(at, zoom.view, image);
  const gestures = usePaintGestures(element, {
    isPanning: () => space.current,
    onHover: (at) => {
      setHand(at);
      if (at) setCursor(null);
    },
    onBegin: (at) => stroke.begin(pictureAt(at), at.force),
    onExtend: (at) => stroke.extend(pictureAt(at), at.force),
    onCommit: stroke.commit,
    onAbandon: stroke.abandon,
    onPan: zoom.panBy,
    onZoom: zoom.zoomBy,
  });
  const middle = { xPx: image.widthPx / 2, yPx: image.heightPx / 2 };
  const run = (command: MaskCommand) => {
    const at = cursor ?? middle;
    const { undo, redo, patchMask } = useEditor.getState();
    switch (command.do) {
      case "undo":
      case "redo":
        return stroke.isOpen() ? undefined : command.do === "undo" ? undo() : redo();
      case "tool":
        return patchMask({ tool: command.tool });
      case "resize":
        return patchMask({ brush: resizedBrush(brush, command.by) });
      case "dab":
        setCursor(at);
        stroke.begin(at);
        return stroke.commit();
      case "move": {
        const stepPx = Math.max(1, diameterPx / 3);
        const to = {
          xPx: Math.min(image.widthPx, Math.max(0, at.xPx + command.x * stepPx)),
          yPx: Math.min(image.heightPx, Math.max(0, at.yPx + command.y * stepPx)),
        };
        setCursor(to);
        if (!command.paint) return;
        stroke.begin(at);
        stroke.extend(to);
        return stroke.commit();
      }
      case "zoomIn":
        return zoom.zoomBy(1.5);
      case "zoomOut":
        return zoom.zoomBy(1 / 1.5);
      case "fit":
        return zoom.toggle();
    }
  };
  usePageKeys(run);
  const onKeyDown = (event: KeyboardEvent) => {
    const command = stageCommand(event);
    // With a pointer over the picture the space bar moves it; the keyboard's cursor paints.
    if (!command || (event.key === " " && !cursor)) return;
    event.preventDefault();
    run(command);
  };
  const ring = cursor ? toStage(cursor, zoom.view, image) : spaceDown ? null : hand;
  return (
    <>
      <div className="relative min-h-0 flex-1">
        <div
          ref={element}
          role="application"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: painting by keyboard needs the focus.
          tabIndex={0}
          aria-label={t("stage")}
          aria-describedby={helpId}
          {...gestures}
          onKeyDown={onKeyDown}
          onFocus={(event) => {
            if (event.currentTarget.matches(":focus-visible")) setCursor((last) => last ?? middle);
          }}
          onBlur={() => setCursor(null)}
          data-stage
          className={cn(
            "absolute inset-0 touch-none select-none overflow-hidden focus-visible:-outline-offset-2",
            spaceDown ? "cursor-grab" : "cursor-none",
          )}
        >
          <Board frame={image} zoom={zoom} still={false}>
            <PictureLayer image={image} />
            <MaskLayer image={image} handle={layer} />
          </Board>
          {ring ? <Ring at={ring} diameterPx={diameterPx * zoom.view.scale} /> : null}
        </div>
        <ZoomButtons zoom={zoom} />
      </div>
      <p id={helpId} className="sr-only">
        {t("help")}
      </p>
      <Told image={image} cursor={cursor} />
      <MaskTools />
    </>
  );
}

/** Where the brush is and how wide; dark and light, so that it shows on every picture. */
const Ring = ({ at, diameterPx }: { at: Point; diameterPx: number }) => (
  <span
    aria-hidden
    data-brush
    className="pointer-events-none absolute top-1/2 left-1/2 rounded-full border border-background shadow-[0_0_0_1px_var(--text)]"
    style={{
      width: diameterPx,
      height: diameterPx,
      transform: `translate(-50%, -50%) translate(${at.xPx}px, ${at.yPx}px)`,
    }}
  />
);

/** Says aloud how much is painted, and where the keyboard's cursor is. */
function Told({ image, cursor }: { image: ImageView; cursor: Point | null }) {
  const t = useTranslations("editor.mask");
  const coverage = useEditor((state) => state.mask.coverage);
  const percent = (part: number) => Math.round(part * 100);
  return (
    <p className="sr-only" role="status">
      {t("covered", { percent: percent(coverage) })}
      {cursor
        ? ` ${t("at", { x: percent(cursor.xPx / image.widthPx), y: percent(cursor.yPx / image.heightPx) })}`
        : null}
    </p>
  );
}

/** Undo, tools and brush size by keys, wherever the focus is. */
function usePageKeys(run: (command: MaskCommand) => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || isField(event.target)) return;
      const command = pageCommand(event);
      if (!command) return;
      event.preventDefault();
      latest.current(command);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

/** Whether the space bar is held over the picture; on buttons it presses them, in fields it writes. */
function useSpace(stage: React.RefObject<HTMLElement | null>) {
  const space = useRef(false);
  const [spaceDown, setSpaceDown] = useState(false);
  useEffect(() => {
    const hold = (down: boolean) => {
      space.current = down;
      setSpaceDown(down);
    };
    const press = (event: globalThis.KeyboardEvent) => {
      const isHere = event.target === document.body || event.target === stage.current;
      if (event.key !== " " || event.defaultPrevented || !isHere) return;
      event.preventDefault();
      hold(true);
    };
    const release = (event: globalThis.KeyboardEvent) => {
      if (event.key === " ") hold(false);
    };
    const blur = () => hold(false);
    window.addEventListener("keydown", press);
    window.addEventListener("keyup", release);
    window.addEventListener("blur", blur);
    return () => {
      window.removeEventListener("keydown", press);
      window.removeEventListener("keyup", release);
      window.removeEventListener("blur", blur);
    };
  }, [stage]);
  return { space, spaceDown };
}
