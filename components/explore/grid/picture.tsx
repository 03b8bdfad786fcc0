"use client";

import { useLayoutEffect, useRef, useState } from "react";
import { PlainImage } from "@/components/ui/media/plain-image";
import { thumbHashColour, thumbHashUrl } from "@/components/ui/media/thumb-hash";
import { useExplore } from "../texts";

interface PictureProps {
  src: string;
  widthPx: number;
  heightPx: number;
  thumbHash: string;
  /** Among the first on the page: fetched at once. */
  priority: boolean;
}

type State = "native" | "loading" | "loaded" | "failed";

/**
 * A picture of a grid, faded in from its ThumbHash by CSS alone. Before scripts run it is a plain image over its mean
 * colour; one that is there already never blinks.
 */
export function Picture({ src, widthPx, heightPx, thumbHash, priority }: PictureProps) {
  const { texts } = useExplore();
  const image = useRef<HTMLImageElement>(null);
  const [state, setState] = useState<State>("native");
  const [blur, setBlur] = useState<string>();
  useLayoutEffect(() => {
    const now = image.current;
    if (now?.complete) return setState(now.naturalWidth > 0 ? "loaded" : "failed");
    setState("loading");
    setBlur(thumbHashUrl(thumbHash));
  }, [thumbHash]);
  return (
    <div
      className="relative size-full overflow-hidden bg-center bg-cover bg-subtle"
      style={{
        backgroundColor: thumbHashColour(thumbHash),
        backgroundImage: blur ? `url("${blur}")` : undefined,
      }}
    >
      {state === "failed" ? (
        <div className="flex size-full items-center justify-center bg-subtle p-2 text-center text-muted text-xs">
          {texts.imageFailed}
        </div>
      ) : (
        <PlainImage
          ref={image}
          src={src}
          alt=""
          width={widthPx}
          height={heightPx}
          loading={priority ? "eager" : "lazy"}
          fetchPriority={priority ? "high" : "auto"}
          decoding="async"
          draggable={false}
          onLoad={() => setState("loaded")}
          onError={() => setState("failed")}
          className={`size-full object-cover transition-opacity duration-250 ease-out ${state === "loading" ? "opacity-0" : ""}`}
        />
      )}
    </div>
  );
}
