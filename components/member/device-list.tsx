import { useFormatter, useTranslations } from "next-intl";
import type { DeviceView } from "@/lib/bindings/schema";
import { ActionButton, type ActionButtonProps } from "./action/action-button";
import { Cell, Cells } from "./page/cells";

interface DeviceListProps {
  devices: readonly DeviceView[];
  unbind: (id: string) => ActionButtonProps["act"];
  note: string;
}

export function DeviceList({ devices, unbind, note }: DeviceListProps) {
  const t = useTranslations("member.devices");
  const format = useFormatter();
  const minute = (iso: string) => format.dateTime(new Date(iso), "minute");
  return (
    <Cells note={note}>
      {devices.map(({ id, name, platform, boundAt, seenAt }) => (
        <Cell
          key={id}
          label={name}
          detail={
            <>
              {t(`platform.${platform}`)}
              <span className="tabular block">
                {seenAt ? t("seen", { time: minute(seenAt) }) : t("bound", { time: minute(boundAt) })}
              </span>
            </>
          }
          value={<Unbind name={name} act={unbind(id)} />}
        />
      ))}
    </Cells>
  );
}

function Unbind({ name, act }: { name: string; act: ActionButtonProps["act"] }) {
  const t = useTranslations("member.devices");
  return (
    <ActionButton
      act={act}
      label={t("unbind")}
      name={t("unbindName", { name })}
      look="small"
      question={{
        title: t("question"),
        detail: t("questionDetail", { name }),
        confirm: t("unbind"),
        cancel: t("keep"),
      }}
      refusals={{
        offline: t("refusals.offline"),
        other: t("refusals.other"),
        not_found: t("refusals.not_found"),
        unauthenticated: t("refusals.unauthenticated"),
      }}
    />
  );
}
