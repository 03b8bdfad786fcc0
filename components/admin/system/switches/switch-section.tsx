import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { Facts } from "@/components/admin/kit/facts";
import { Section } from "@/components/admin/kit/section";
import { Status } from "@/components/admin/kit/status";
import type { FormAction } from "@/components/shell/forms/answer";
import type { SettingView, SwitchKey } from "@/lib/settings/schema";
import { settingFacts } from "./setting-facts";

type TurnAction = FormAction<{ key: SwitchKey; reason: string; password?: string }>;

interface SwitchSectionProps {
  setting: SettingView<SwitchKey>;
  canWrite: boolean;
  open: TurnAction;
  close: TurnAction;
}

/** Something that is open or closed for everybody. */
export function SwitchSection({ setting, canWrite, open, close }: SwitchSectionProps) {
  const t = useTranslations("admin.system.switches");
  const { key, value, isFixed } = setting;
  const isOn = value && !isFixed;
  return (
    <Section
      title={t(`${key}.title`)}
      description={t(`${key}.detail`)}
      actions={
        canWrite && !isFixed ? (
          <ActionDialog
            label={isOn ? t("turnOff") : t("turnOn")}
            title={`${isOn ? t("turnOff") : t("turnOn")} · ${t(`${key}.title`)}`}
            says={isOn ? t(`${key}.off`) : t(`${key}.on`)}
            confirmLabel={isOn ? t("turnOff") : t("turnOn")}
            tone={isOn ? "danger" : "plain"}
            action={isOn ? close : open}
            input={{ key }}
            reason
            password={isOn}
            doneText={isOn ? t("turnedOff") : t("turnedOn")}
          />
        ) : null
      }
    >
      <Facts
        items={[
          {
            label: t("state"),
            value: <Status tone={isOn ? "success" : "warning"} label={isOn ? t("isOn") : t("isOff")} />,
          },
          ...settingFacts(t, setting),
        ]}
      />
      {isFixed ? <p className="text-muted text-sm">{t("fixed")}</p> : null}
    </Section>
  );
}
