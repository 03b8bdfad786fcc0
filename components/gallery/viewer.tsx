"use client";

import * as Radix from "radix-ui/dialog";
import { type RefObject, useEffect, useRef } from "react";
import type { ImageView } from "@/lib/images/schema";
import { Opened, type OpenedProps } from "./viewer/opened";

interface ImageViewerProps extends Omit<OpenedProps, "image" | "content"> {
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
