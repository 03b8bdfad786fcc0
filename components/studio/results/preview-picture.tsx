"use client";

import * as m from "motion/react-m";
import { useState } from "react";
import { Badge } from "@/components/ui/feedback/badge";

interface PreviewPictureProps {
  src: string;
  label: string;
}

/** The rough picture of what is being drawn. A new one fades in over the last, which stays until it has come. */
export function PreviewPicture({ src, label }: PreviewPictureProps) {
  const [shown, setShown] = useState<readonly string[]>([]);
  const layers = shown.includes(src) ? shown : [...shown, src];
  return (
    <>
      {layers.map((url) => (
        // biome-ignore lint/performance/noImgElement: our route already serves WebP of the size that is shown.
        <m.img
          key={url}
          src={url}
          alt=""
          decoding="async"
          draggable={false}
          onLoad={() => setShown((now) => (now.includes(url) ? now : [...now.slice(-1), url]))}
          initial={{ opacity: 0 }}
          animate={{ opacity: shown.includes(url) ? 1 : 0 }}
          transition={{ duration: 0.25, ease: "easeOut" }}
          className="absolute inset-0 size-full object-cover"
        />
      ))}
      {shown.length > 0 ? (
        <Badge tone="strong" className="absolute top-2 left-2">
          {label}
        </Badge>
      ) : null}
    </>
  );
}
