import type { useTranslations } from "next-intl";
import type { ActionField } from "@/components/admin/act/action-input";
import { optionsText } from "@/lib/api-configs/rules";
import {
  apiConfigTypes,
  type ConfigProvider,
  configProviderIds,
  type PlatformConfigView,
} from "@/lib/api-configs/schema";

type Words = ReturnType<typeof useTranslations<"admin.vendors">>;

/** What is asked about a new config of the platform. */
export const newConfigFields = (
  t: Words,
  vendorName: (provider: ConfigProvider) => string,
): ActionField[] => [
  { name: "name", label: t("name"), kind: "text", required: true, max: 60 },
  {
    ...{ name: "provider", label: t("provider"), kind: "select", required: true, value: "openai" },
    options: configProviderIds.map((value) => ({ value, label: vendorName(value) })),
  },
  {
    ...{ name: "type", label: t("type"), kind: "select", required: true, value: "image" },
    options: apiConfigTypes.map((value) => ({ value, label: t(`types.${value}`) })),
  },
  { name: "baseUrl", label: t("address"), kind: "text", max: 300, hint: t("addressHint") },
  { name: "apiKey", label: t("key"), kind: "secret", max: 400, hint: t("keyHint") },
  { name: "model", label: t("model"), kind: "text", max: 120, hint: t("modelHint") },
  { name: "options", label: t("options"), kind: "text", max: 500, hint: t("optionsHint") },
  {
    ...{ name: "position", label: t("position"), kind: "number", value: "1", min: 0, max: 100 },
    hint: t("positionHint"),
  },
];

/** What can be said anew about one that stands. */
export const configFields = (t: Words, config: PlatformConfigView): ActionField[] => [
  { name: "name", label: t("name"), kind: "text", required: true, max: 60, value: config.name },
  {
    ...{ name: "baseUrl", label: t("address"), kind: "text", required: true, max: 300 },
    ...{ value: config.baseUrl, hint: t("sameServer") },
  },
  { name: "model", label: t("model"), kind: "text", required: true, max: 120, value: config.model },
  {
    ...{ name: "options", label: t("options"), kind: "text", max: 500, hint: t("optionsHint") },
    value: optionsText(config.options),
  },
];
