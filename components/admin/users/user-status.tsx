import { useTranslations } from "next-intl";
import { Status } from "@/components/admin/kit/status";
import type { UserRowView } from "@/lib/accounts/schema";

const tones = { active: "success", suspended: "danger", deleted: "muted" } as const;

/** Whether somebody may come in. */
export function UserStatus({ status }: { status: UserRowView["status"] }) {
  const t = useTranslations("admin.users");
  return <Status tone={tones[status]} label={t(`statuses.${status}`)} />;
}
