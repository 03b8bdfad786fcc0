import { useTranslations } from "next-intl";
import { Status } from "@/components/admin/kit/status";
import type { GenerationStatus as State } from "@/lib/generations/schema";

const tones = {
  queued: "muted",
  running: "warning",
  succeeded: "success",
  partly_succeeded: "warning",
  failed: "danger",
  cancelled: "muted",
} as const;

/** Where a generation stands; one that is being stopped says so. */
export function GenerationStatus({ status, cancelling }: { status: State; cancelling?: boolean }) {
  const t = useTranslations("admin.generations");
  const isStopping = cancelling && (status === "queued" || status === "running");
  return <Status tone={tones[status]} label={isStopping ? t("cancelling") : t(`statuses.${status}`)} />;
}
