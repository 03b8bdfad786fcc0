import { useTranslations } from "next-intl";
import { Moment } from "@/components/admin/kit/moment";
import { Status } from "@/components/admin/kit/status";
import type { PlatformConfigView } from "@/lib/api-configs/schema";

/** How the last test of a connection went. */
export function TestState({ test }: Pick<PlatformConfigView, "test">) {
  const t = useTranslations("admin.vendors");
  if (!test) return t("untested");
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Status tone={test.ok ? "success" : "danger"} label={test.ok ? t("works") : t("fails")} />
      <Moment at={test.at} />
    </span>
  );
}
