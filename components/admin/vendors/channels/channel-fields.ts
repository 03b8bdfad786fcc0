import type { useTranslations } from "next-intl";
import type { ActionField } from "@/components/admin/act/action-input";
import type { ChannelView } from "@/lib/channels/schema";

type Words = ReturnType<typeof useTranslations<"admin.vendors.channel">>;

/** What can be set about a way to a model. */
export function channelFields(t: Words, channel: ChannelView): ActionField[] {
  const number = (
    name: "position" | "weight" | "maxConcurrent" | "maxPerMinute",
    min: number,
    max: number,
  ): ActionField => ({
    ...{ name, label: t(name), hint: t(`${name}Hint`), kind: "number", required: true },
    ...{ value: String(channel[name]), min, max },
  });
  return [
    { name: "isEnabled", label: t("isEnabled"), kind: "switch", value: String(channel.isEnabled) },
    number("position", 0, 1_000),
    number("weight", 1, 1_000),
    number("maxConcurrent", 1, 1_000),
    number("maxPerMinute", 1, 100_000),
  ];
}
