"use client";

import { useTranslations } from "next-intl";
import { extendedSize } from "@/lib/edits/rules";
import type { AspectRatio } from "@/lib/generations/schema";
import type { ImageView } from "@/lib/images/schema";
import { centredIn, PictureLayer } from "./board";
import { ViewStage } from "./view-stage";

/** The picture in the middle of the frame that it will be extended to; what is to be drawn is hatched. */
export function ExtensionStage({ image, ratio }: { image: ImageView; ratio: AspectRatio }) {
  const t = useTranslations("editor");
  const frame = extendedSize(image, ratio);
  return (
    <ViewStage frame={frame}>
      <div
        role="img"
        aria-label={t("frame", { ratio })}
        className="absolute inset-0 border-2 border-line-strong border-dashed bg-[repeating-linear-gradient(45deg,var(--subtle)_0_8px,var(--surface)_8px_16px)]"
      />
      <PictureLayer image={image} style={centredIn(image, frame)} />
    </ViewStage>
  );
}
