import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/feedback/badge";
import type { GenerationStatus } from "@/lib/generations/schema";

const tones = {
  queued: "outline",
  running: "strong",
  succeeded: "success",
  partly_succeeded: "warning",
  failed: "danger",
  cancelled: "plain",
} as const;

export function StatusBadge({ status }: { status: GenerationStatus }) {
  const t = useTranslations("history");
  return <Badge tone={tones[status]}>{t(`statuses.${status}`)}</Badge>;
}
