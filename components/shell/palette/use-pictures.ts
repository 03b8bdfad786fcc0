"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { galleryQuery } from "@/lib/gallery/client";
import { imagesQuery } from "@/lib/images/client";

const SHOWN = 5;

/** A picture that a search has found, and where it is looked at. */
export interface FoundPicture {
  id: string;
  prompt: string;
  href: string;
  thumbnail: { src: string; widthPx: number; heightPx: number; thumbHash: string };
}

interface Picture {
  id: string;
  prompt: string;
  widthPx: number;
  heightPx: number;
  thumbHash: string;
  urls: { thumbnail: string };
}

const foundOf = (image: Picture, href: string): FoundPicture => ({
  id: image.id,
  prompt: image.prompt,
  href,
  thumbnail: {
    src: image.urls.thumbnail,
    widthPx: image.widthPx,
    heightPx: image.heightPx,
    thumbHash: image.thumbHash,
  },
});

/** The person's own pictures and public ones with these words; a search that fails finds nothing. */
export function usePictures(query: string, isMember: boolean) {
  const q = query.trim().slice(0, 100);
  const own = useInfiniteQuery({
    ...imagesQuery({ q }),
    enabled: q !== "" && isMember,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const everybodys = useInfiniteQuery({
    ...galleryQuery({ q }),
    enabled: q !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  const libraryHref = (id: string) => `/library?q=${encodeURIComponent(q)}&image=${id}`;
  return {
    searching: own.isFetching || everybodys.isFetching,
    own: (q ? (own.data?.pages[0]?.items ?? []) : [])
      .slice(0, SHOWN)
      .map((image) => foundOf(image, libraryHref(image.id))),
    everybodys: (q ? (everybodys.data?.pages[0]?.items ?? []) : [])
      .slice(0, SHOWN)
      .map((image) => foundOf(image, image.urls.page)),
  };
}
