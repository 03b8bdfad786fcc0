"use client";

import * as m from "motion/react-m";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { cn } from "@/lib/platform/cn";
import { thumbHashColour, thumbHashUrl } from "./thumb-hash";

interface ThumbHashImageProps {
  src: string;
  /** Candidates for wider cells and denser screens, with `sizes`. */
  srcSet?: string;
  sizes?: string;
  /** The prompt, or an empty string where a caption already says it. */
  alt: string;
  widthPx: number;
  heightPx: number;
  thumbHash?: string | null;
  /** Fetched at once and first; for the picture that the page is about. */
  priority?: boolean;
  fit?: "cover" | "contain";
  /** Shown instead of a picture that cannot be loaded. */
  fallback?: ReactNode;
  className?: string;
}

type State = "native" | "loading" | "loaded" | "failed";

/**
 * A picture that fades in from its ThumbHash. It fills its parent, which has the right shape already.
 * Before scripts run it is a plain image over its mean colour; a cached one never blinks.
 */
export function ThumbHashImage(props: ThumbHashImageProps) {
  const {
    src,
    srcSet,
    sizes,
    alt,
    widthPx,
    heightPx,
    thumbHash,
    priority,
    fit = "cover",
    fallback,
    className,
  } = props;
  const image = useRef<HTMLImageElement>(null);
  const [state, setState] = useState<State>("native");
  const [blur, setBlur] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another src is another picture, which starts again.
  useLayoutEffect(() => {
    const now = image.current;
    if (now?.complete) return setState(now.naturalWidth > 0 ? "loaded" : "failed");
    setState("loading");
    setBlur(thumbHashUrl(thumbHash));
  }, [src, thumbHash]);
  return (
    <div
      className={cn("relative size-full overflow-hidden bg-center bg-cover bg-subtle", className)}
      style={{
        backgroundColor: fit === "cover" ? thumbHashColour(thumbHash) : undefined,
        backgroundImage: blur ? `url("${blur}")` : undefined,
      }}
    >
      {state === "failed" ? (
        <div className="flex size-full items-center justify-center p-2 text-center text-muted text-xs">
          {fallback ?? alt}
        </div>
      ) : (
        // biome-ignore lint/performance/noImgElement: our route already serves WebP in the sizes that exist.
        <m.img
          ref={image}
          src={src}
          srcSet={srcSet}
          sizes={sizes}
          alt={alt}
          width={widthPx}
          height={heightPx}
          loading={priority ? "eager" : "lazy"}
          fetchPriority={priority ? "high" : "auto"}
          decoding="async"
          draggable={false}
          onLoad={() => setState("loaded")}
          onError={() => setState("failed")}
          initial={false}
          animate={{ opacity: state === "loading" ? 0 : 1 }}
          transition={{ duration: state === "loaded" ? 0.25 : 0, ease: "easeOut" }}
          className={cn("size-full", fit === "cover" ? "object-cover" : "object-contain")}
        />
      )}
    </div>
  );
}
