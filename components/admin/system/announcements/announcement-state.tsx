import { useTranslations } from "next-intl";
import { Status } from "@/components/admin/kit/status";
import type { AnnouncementView } from "@/lib/settings/schema";

const tones = { upcoming: "muted", current: "success", ended: "muted" } as const;

export function AnnouncementState({ state }: Pick<AnnouncementView, "state">) {
  const t = useTranslations("admin.system.announcements");
  return <Status tone={tones[state]} label={t(`states.${state}`)} />;
}
