import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/feedback/badge";
import type { PublicationState } from "@/lib/gallery/schema";

const tones = {
  private: "plain",
  pending: "warning",
  public: "success",
  rejected: "danger",
  taken_down: "danger",
} as const;

/** Where an image stands with the gallery, in a word. */
export function PublicationBadge({ state }: { state: PublicationState }) {
  const t = useTranslations("publishing");
  return <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>;
}
