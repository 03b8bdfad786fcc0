"use client";

import { useTranslations } from "next-intl";
import { type RefObject, useRef, useState } from "react";
import { Sheet } from "@/components/ui/overlay/sheet";
import type { ImageView } from "@/lib/images/schema";
import { Stage, type StageHandle } from "../stage/stage";
import { ViewerActions } from "./actions";
import { NeighbourButtons, ViewerHead } from "./head";
import { useViewerKeys } from "./keys";
import { useOwner } from "./owner";
import { ViewerPanel } from "./panel";

export interface OpenedProps {
  images: readonly ImageView[];
  index: number;
  image: ImageView;
  onIndexChange: (index: number) => void;
  onClose: () => void;
  /** Instead of the viewer's own, which tells the server and marks the image in every list. */
  onFavorite?: (image: ImageView, isFavorite: boolean) => void;
  /** Visitors of somebody else's image look and download only. */
  access?: "owner" | "visitor";
  content: RefObject<HTMLDivElement | null>;
}

/** What the viewer shows of one image: head, picture, panel, and the bar of phones. */
export function Opened(props: OpenedProps) {
  const { images, index, image, access = "owner", onClose, onIndexChange } = props;
  const t = useTranslations("viewer");
  const stage = useRef<StageHandle>(null);
  const [asideOpen, setAsideOpen] = useState(true);
  const [sheetOpen, setSheetOpen] = useState(false);
  const go = (to: number) => {
    if (to >= 0 && to < images.length && to !== index) onIndexChange(to);
  };
  const { owner, windows } = useOwner(image, access, props.onFavorite);
  // The panel stands beside the picture where there is room (the breakpoint `lg`), else it is a sheet.
  const toggleInfo = () =>
    window.matchMedia("(min-width: 64rem)").matches ? setAsideOpen(!asideOpen) : setSheetOpen(true);
  useViewerKeys(props.content, {
    go: (by) => go(index + by),
    goTo: (edge) => go(edge === "first" ? 0 : images.length - 1),
    zoomBy: (factor) => stage.current?.zoomBy(factor),
    toggleZoom: () => stage.current?.toggle(),
    toggleInfo,
    favorite: image.deletedAt ? undefined : owner?.onFavorite,
    trash: image.deletedAt ? undefined : owner?.onTrash,
  });
  return (
    <div className="flex size-full">
      <div className="flex min-w-0 flex-1 flex-col">
        <ViewerHead
          index={index}
          count={images.length}
          infoOpen={asideOpen}
          onInfo={toggleInfo}
          actions={<ViewerActions image={image} owner={owner} look="head" />}
        />
        <div className="relative min-h-0 flex-1">
          <Stage
            key={image.id}
            image={image}
            handle={stage}
            onSwipe={(swipe) => (swipe === "close" ? onClose() : go(index + (swipe === "next" ? 1 : -1)))}
          />
          <NeighbourButtons
            onPrevious={index > 0 ? () => go(index - 1) : null}
            onNext={index < images.length - 1 ? () => go(index + 1) : null}
          />
        </div>
        <div className="border-line border-t sm:hidden">
          <div className="flex items-center justify-between px-safe py-2">
            <ViewerActions image={image} owner={owner} look="bar" />
          </div>
          <div className="pb-safe" />
        </div>
      </div>
      {asideOpen ? (
        <aside
          aria-label={t("info")}
          className="hidden w-88 shrink-0 overflow-y-auto overscroll-contain border-line border-l bg-surface px-5 py-5 lg:block"
        >
          <ViewerPanel image={image} isOwn={owner !== null} onPublish={owner?.onPublish} />
        </aside>
      ) : null}
      <Sheet open={sheetOpen} onOpenChange={setSheetOpen} title={t("info")}>
        <ViewerPanel image={image} isOwn={owner !== null} onPublish={owner?.onPublish} />
      </Sheet>
      {windows}
    </div>
  );
}
