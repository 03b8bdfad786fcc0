import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { Facts } from "@/components/admin/kit/facts";
import { Section } from "@/components/admin/kit/section";
import { Status } from "@/components/admin/kit/status";
import type { FormAction } from "@/components/shell/forms/answer";
import type { SettingView } from "@/lib/settings/schema";
import { settingFacts } from "./setting-facts";

interface MaintenanceSectionProps {
  setting: SettingView<"maintenance">;
  canWrite: boolean;
  save: FormAction<{ on: boolean; textZh?: string; textEn?: string; reason: string }>;
}

/** The line above every page while something is being done to the platform. */
export function MaintenanceSection({ setting, canWrite, save }: MaintenanceSectionProps) {
  const t = useTranslations("admin.system.switches");
  const { on, textZh, textEn } = setting.value;
  return (
    <Section
      title={t("maintenance.title")}
      description={t("maintenance.detail")}
      actions={
        canWrite ? (
          <ActionDialog
            label={t("maintenance.edit")}
            title={t("maintenance.title")}
            says={t("maintenance.says")}
            confirmLabel={t("maintenance.save")}
            action={save}
            input={{}}
            fields={[
              { name: "on", label: t("maintenance.on"), kind: "switch", value: String(on) },
              { name: "textZh", label: t("textZh"), kind: "textarea", value: textZh, max: 300 },
              {
                name: "textEn",
                label: t("textEn"),
                kind: "textarea",
                value: textEn,
                max: 300,
                hint: t("textEnHint"),
              },
            ]}
            reason
            doneText={t("maintenance.saved")}
          />
        ) : null
      }
    >
      <Facts
        items={[
          {
            label: t("state"),
            value: <Status tone={on ? "warning" : "muted"} label={on ? t("shown") : t("notShown")} />,
          },
          { label: t("textZh"), value: textZh },
          { label: t("textEn"), value: textEn },
          ...settingFacts(t, setting),
        ]}
      />
    </Section>
  );
}
