import { useTranslations } from "next-intl";
import { Facts } from "@/components/admin/kit/facts";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { RecordSheet } from "@/components/admin/kit/record-sheet";
import { Section } from "@/components/admin/kit/section";
import { FailureText } from "@/components/admin/words/failure-text";
import { useVendorName } from "@/components/admin/words/use-vendor-name";
import { Callout } from "@/components/ui/feedback/callout";
import { optionsText } from "@/lib/api-configs/rules";
import type { PlatformConfigView } from "@/lib/api-configs/schema";
import type { ChannelView, ModelNameView } from "@/lib/channels/schema";
import { ChannelList, type ChannelWrites } from "../channels/channel-list";
import { ConfigActions, type ConfigWrites } from "./config-actions";
import { ConfigState } from "./config-state";
import { TestState } from "./test-state";

interface ConfigSheetProps {
  config: PlatformConfigView;
  channels: readonly ChannelView[];
  models: readonly ModelNameView[];
  closeHref: string;
  /** Null for who may only look. */
  writes: (ConfigWrites & { channel: ChannelWrites }) | null;
}

/** One config of the platform with its ways to models. */
export function ConfigSheet({ config, channels, models, closeHref, writes }: ConfigSheetProps) {
  const t = useTranslations("admin.vendors");
  const vendorName = useVendorName();
  return (
    <RecordSheet title={config.name} closeHref={closeHref}>
      {config.source === "environment" ? (
        <Callout title={t("fromEnvironment")}>{t("fromEnvironmentDetail")}</Callout>
      ) : null}
      <Facts
        items={[
          { label: t("state"), value: <ConfigState config={config} /> },
          { label: t("provider"), value: vendorName(config.provider) },
          { label: t("type"), value: t(`types.${config.type}`) },
          { label: t("address"), value: config.baseUrl },
          { label: t("key"), value: config.apiKeyLast4 ? `…${config.apiKeyLast4}` : t("noKey") },
          { label: t("model"), value: config.model },
          { label: t("options"), value: optionsText(config.options) },
          { label: t("lastTest"), value: <TestState test={config.test} /> },
          {
            label: t("testAnswer"),
            value: config.test ? (
              <FailureText code={config.test.errorClass} message={config.test.message} />
            ) : null,
          },
          { label: t("createdAt"), value: <Moment at={config.createdAt} /> },
          {
            label: t("id"),
            value: <Id value={config.id} href={`/admin/system/audit?subject=${config.id}`} />,
          },
        ]}
      />
      {writes ? <ConfigActions config={config} writes={writes} closeHref={closeHref} /> : null}
      {config.type === "image" ? (
        <Section title={t("channels")} description={t("channelsDetail")}>
          <ChannelList channels={channels} by="model" models={models} writes={writes?.channel ?? null} />
        </Section>
      ) : null}
    </RecordSheet>
  );
}
