import type { useTranslations } from "next-intl";
import { Moment } from "@/components/admin/kit/moment";
import type { SettingView } from "@/lib/settings/schema";

type Words = ReturnType<typeof useTranslations<"admin.system.switches">>;

/** Who set it and when, or that nobody has. */
export const settingFacts = (
  t: Words,
  { isSet, updatedAt, updatedBy }: Omit<SettingView, "key" | "value">,
) =>
  isSet
    ? [
        { label: t("setBy"), value: updatedBy },
        { label: t("setAt"), value: <Moment at={updatedAt} /> },
      ]
    : [{ label: t("setBy"), value: t("notSet") }];
