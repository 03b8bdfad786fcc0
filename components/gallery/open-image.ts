"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import type { ImageView } from "@/lib/images/schema";

const PARAMETER = "image";

function addressWith(id: string | null): string {
  const url = new URL(window.location.href);
  if (id) url.searchParams.set(PARAMETER, id);
  else url.searchParams.delete(PARAMETER);
  return url.pathname + url.search;
}

export interface OpenImage {
  /** Null while the viewer is closed. */
  index: number | null;
  open: (index: number) => void;
  move: (index: number) => void;
  close: () => void;
}

/**
 * Which image of a list is open, kept in the address: the back button closes the viewer, and an image that
 * leaves the list gives way to the one after it.
 */
export function useOpenImage(images: readonly ImageView[]): OpenImage {
  const id = useSearchParams().get(PARAMETER);
  const last = useRef(-1);
  const pushed = useRef(false);
  const found = id ? images.findIndex((image) => image.id === id) : -1;
  const stays = found < 0 && id !== null && last.current >= 0 && images.length > 0;
  const index = stays ? Math.min(last.current, images.length - 1) : found;
  useEffect(() => {
    last.current = id ? index : -1;
    if (!id) pushed.current = false;
  }, [id, index]);
  return {
    index: index < 0 ? null : index,
    open: (next) => {
      const image = images[next];
      if (!image) return;
      pushed.current = true;
      window.history.pushState(null, "", addressWith(image.id));
    },
    move: (next) => {
      const image = images[next];
      if (image) window.history.replaceState(null, "", addressWith(image.id));
    },
    close: () => {
      if (pushed.current) window.history.back();
      else window.history.replaceState(null, "", addressWith(null));
    },
  };
}
