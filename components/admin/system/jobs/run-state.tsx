import { useTranslations } from "next-intl";
import { Status } from "@/components/admin/kit/status";
import type { JobRunView } from "@/lib/stats/schema";

const tones = { running: "warning", completed: "success", failed: "danger", cancelled: "muted" } as const;

export function RunState({ state }: Pick<JobRunView, "state">) {
  const t = useTranslations("admin.system.jobs");
  return <Status tone={tones[state]} label={t(`states.${state}`)} />;
}
