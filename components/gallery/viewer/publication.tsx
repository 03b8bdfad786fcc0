"use client";

import { Globe } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import type { ImageView } from "@/lib/images/schema";
import { PublicationCard } from "../publishing/publication-card";
import { PanelSection } from "./facts";
import { Figures } from "./figures";

interface PublicationProps {
  image: ImageView;
  /** Opens the window that hands it in; left out where it cannot be. */
  onPublish?: () => void;
}

/** Where an own image stands with the public gallery, and how it does there. */
export function Publication({ image, onPublish }: PublicationProps) {
  const t = useTranslations("viewer");
  if (onPublish)
    return (
      <PanelSection id="viewer-publication" title={t("standing")}>
        <div className="flex items-center justify-between gap-3">
          <span className="text-muted">{t("onlyYou")}</span>
          <Button size="sm" onClick={onPublish}>
            <Globe strokeWidth={1.5} />
            {t("publish")}
          </Button>
        </div>
      </PanelSection>
    );
  return (
    <>
      <PublicationCard imageId={image.id} />
      {image.publication === "public" ? <Figures imageId={image.id} /> : null}
    </>
  );
}
