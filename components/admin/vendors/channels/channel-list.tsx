import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { Facts } from "@/components/admin/kit/facts";
import { Moment } from "@/components/admin/kit/moment";
import { Status } from "@/components/admin/kit/status";
import { ModelText } from "@/components/admin/words/model-text";
import { useFailureText } from "@/components/admin/words/use-failure-text";
import { useModelName } from "@/components/admin/words/use-model-name";
import type { FormAction } from "@/components/shell/forms/answer";
import type { ChannelView, ModelNameView } from "@/lib/channels/schema";
import { channelFields } from "./channel-fields";

export interface ChannelWrites {
  update: FormAction<never>;
  reset: FormAction<never>;
}
interface ChannelListProps {
  channels: readonly ChannelView[];
  /** Names each by its model, or by its config where the model is the page. */
  by: "model" | "config";
  models: readonly ModelNameView[];
  /** Null for who may only look. */
  writes: ChannelWrites | null;
}

/** The ways to models in the order in which they are asked, each with its limits and its circuit. */
export function ChannelList({ channels, by, models, writes }: ChannelListProps) {
  const t = useTranslations("admin.vendors.channel");
  const kit = useTranslations("admin.kit");
  const failureText = useFailureText();
  const modelName = useModelName(models);
  // Many stand in one list, so that a window says whose it is.
  const titled = (act: string, { model, configName }: ChannelView) =>
    kit("titled", { act, name: by === "model" ? modelName(model) : configName });
  const limits = ({ maxConcurrent, maxPerMinute }: ChannelView) =>
    t("limitsValue", { maxConcurrent, maxPerMinute });
  if (channels.length === 0) return <p className="text-muted text-sm">{t("none")}</p>;
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {channels.map((channel) => (
        <li key={channel.id} className="flex flex-col gap-2 p-3">
          <div className="flex flex-wrap items-center gap-2">
            <span className="font-medium text-sm">
              {by === "model" ? <ModelText id={channel.model} models={models} /> : channel.configName}
            </span>
            <ChannelState channel={channel} />
          </div>
          <Facts
            items={[
              {
                label: t("order"),
                value: t("orderValue", { position: channel.position, weight: channel.weight }),
              },
              { label: t("limits"), value: limits(channel) },
              ...(channel.circuit === "closed"
                ? []
                : [
                    { label: t("why"), value: channel.circuitReason && failureText(channel.circuitReason) },
                    { label: t("until"), value: <Moment at={channel.circuitUntil} /> },
                  ]),
            ]}
          />
          {writes ? (
            <div className="flex flex-wrap gap-2">
              <ActionDialog
                {...{ label: t("edit"), title: titled(t("edit"), channel), says: t("editSays") }}
                {...{ confirmLabel: t("save") }}
                {...{ action: writes.update, input: { id: channel.id }, doneText: t("saved") }}
                fields={channelFields(t, channel)}
                reason
                password
              />
              {channel.circuit === "closed" ? null : (
                <ActionDialog
                  {...{ label: t("reset"), title: titled(t("reset"), channel), says: t("resetSays") }}
                  {...{ confirmLabel: t("reset"), action: writes.reset, doneText: t("resetDone") }}
                  input={{ id: channel.id }}
                  reason
                />
              )}
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function ChannelState({ channel: { isEnabled, circuit } }: { channel: ChannelView }) {
  const t = useTranslations("admin.vendors.channel");
  if (!isEnabled) return <Status tone="muted" label={t("off")} />;
  return (
    <Status
      tone={circuit === "closed" ? "success" : circuit === "open" ? "danger" : "warning"}
      label={t(`circuits.${circuit}`)}
    />
  );
}
