"use client";

import { BadgeCheck, CircleHelp, Image } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ImageView } from "@/lib/images/schema";

const icons = { made: BadgeCheck, declared: BadgeCheck, suspected: CircleHelp, none: Image };

/** What is known of a picture's origin, and which label its files carry for it. */
export function LabelNote({ image }: { image: Pick<ImageView, "aiClass" | "operation"> }) {
  const t = useTranslations("viewer");
  const Icon = icons[image.aiClass];
  const isFound = image.aiClass === "made" && image.operation === "upload";
  return (
    <p className="flex items-start gap-2 rounded-md bg-subtle px-3 py-2.5 text-sm">
      <Icon strokeWidth={1.5} className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
      <span>{isFound ? t("labels.found") : t(`labels.${image.aiClass}`)}</span>
    </p>
  );
}
