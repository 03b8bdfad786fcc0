"use client";

import { useTranslations } from "next-intl";
import * as Radix from "radix-ui/dialog";
import { type RefObject, useEffect, useRef, useState } from "react";
import { Sheet } from "@/components/ui/overlay/sheet";
import type { ImageView } from "@/lib/images/schema";
import { useImageActions } from "./image-actions";
import { Stage, type StageHandle } from "./stage/stage";
import { type OwnerActions, ViewerActions } from "./viewer/actions";
import { NeighbourButtons, ViewerHead } from "./viewer/head";
import { useViewerKeys } from "./viewer/keys";
import { ViewerPanel } from "./viewer/panel";

interface ImageViewerProps {
  images: readonly ImageView[];
  index: number;
  onIndexChange: (index: number) => void;
  onClose: () => void;
  /** Instead of the viewer's own, which tells the server and marks the image in every list. */
  onFavorite?: (image: ImageView, isFavorite: boolean) => void;
  /** Visitors of somebody else's image look and download only. */
  access?: "owner" | "visitor";
  /** Given while more images follow that are not loaded yet. */
  onLoadMore?: () => void;
}

/**
 * One image over the whole screen, its neighbours a key press away, with everything that is known about it.
 * Closing returns the focus to the image's `data-image-id` on the page, or to what had it before.
 */
export function ImageViewer({ images, onClose, ...props }: ImageViewerProps) {
  const index = Math.min(props.index, images.length - 1);
  const image = images[index];
  useEffect(() => {
    if (!image) onClose();
  }, [image, onClose]);
  useLoadAhead(index >= images.length - 4 ? props.onLoadMore : undefined, images.length);
  usePreload([images[index + 1], images[index - 1], images[index + 2]]);
  const content = useRef<HTMLDivElement>(null);
  const focus = useFocusReturn(content, image?.id);
  if (!image) return null;
  return (
    <Radix.Root open onOpenChange={(open) => open || onClose()}>
      <Radix.Portal>
        <Radix.Content
          ref={content}
          aria-describedby={undefined}
          {...focus}
          onInteractOutside={(event) => event.preventDefault()}
          className="fixed inset-0 z-50 animate-fade-in bg-background focus-visible:outline-none"
        >
          <Opened
            {...props}
            images={images}
            index={index}
            image={image}
            onClose={onClose}
            content={content}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface OpenedProps extends Omit<ImageViewerProps, "onLoadMore"> {
  image: ImageView;
  content: RefObject<HTMLDivElement | null>;
}

function Opened(props: OpenedProps) {
  const { images, index, image, access = "owner", onClose, onIndexChange } = props;
  const t = useTranslations("viewer");
  const stage = useRef<StageHandle>(null);
  const [asideOpen, setAsideOpen] = useState(true);
  const [sheetOpen, setSheetOpen] = useState(false);
  const actions = useImageActions();
  const go = (to: number) => {
    if (to >= 0 && to < images.length && to !== index) onIndexChange(to);
  };
  const toggleFavorite = () => (props.onFavorite ?? actions.setFavorite)(image, !image.isFavorite);
  const owner: OwnerActions | null =
    access === "visitor"
      ? null
      : {
          onFavorite: () => void toggleFavorite(),
          onTrash: () => void actions.moveToTrash([image.id]),
          onRestore: () => void actions.restore([image.id]),
        };
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
          <ViewerPanel image={image} isOwn={owner !== null} />
        </aside>
      ) : null}
      <Sheet open={sheetOpen} onOpenChange={setSheetOpen} title={t("info")}>
        <ViewerPanel image={image} isOwn={owner !== null} />
      </Sheet>
    </div>
  );
}

/** Focus goes to the window itself, so that keys work at once, and afterwards back to the image last seen. */
function useFocusReturn(content: RefObject<HTMLDivElement | null>, id: string | undefined) {
  const opener = useRef<Element | null>(null);
  const seen = useRef(id);
  useEffect(() => {
    if (id) seen.current = id;
  }, [id]);
  return {
    onOpenAutoFocus: (event: Event) => {
      opener.current = document.activeElement;
      event.preventDefault();
      content.current?.focus();
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      const cell = seen.current && document.querySelector(`[data-image-id="${CSS.escape(seen.current)}"]`);
      const back = cell || opener.current;
      if (back instanceof HTMLElement) back.focus();
    },
  };
}

function useLoadAhead(load: (() => void) | undefined, count: number): void {
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  const wanted = load !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a longer list that is still near its end wants more.
  useEffect(() => {
    if (wanted) latest.current?.();
  }, [wanted, count]);
}

/** Fetches the pictures that are probably next while this one is looked at. */
function usePreload(images: readonly (ImageView | undefined)[]): void {
  const sources = images.flatMap((image) => (image ? [image.urls.display] : [])).join(" ");
  useEffect(() => {
    for (const src of sources.split(" ").filter(Boolean)) new Image().src = src;
  }, [sources]);
}
