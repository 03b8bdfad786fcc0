import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/admin/kit/data-table";
import { useVendorName } from "@/components/admin/words/use-vendor-name";
import type { PlatformConfigView } from "@/lib/api-configs/schema";
import { ConfigState } from "./config-state";
import { TestState } from "./test-state";

interface ConfigTableProps {
  configs: readonly PlatformConfigView[];
  openId: string | undefined;
  hrefOf: (id: string) => string;
  /** Makes the first one; null for who may only look. */
  create: ReactNode;
}

/** The platform's configs at vendors. Of a key only its last characters. */
export function ConfigTable({ configs, openId, hrefOf, create }: ConfigTableProps) {
  const t = useTranslations("admin.vendors");
  const format = useFormatter();
  const vendorName = useVendorName();
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "name", title: t("name") },
        { key: "provider", title: t("provider") },
        { key: "state", title: t("state") },
        { key: "test", title: t("lastTest") },
        { key: "source", title: t("source") },
        { key: "key", title: t("key") },
        { key: "address", title: t("address"), isWide: true },
        { key: "channels", title: t("channels"), align: "end" },
      ]}
      rows={configs.map((config) => ({
        key: config.id,
        href: hrefOf(config.id),
        isOpen: config.id === openId,
        cells: {
          name: config.name,
          provider: `${vendorName(config.provider)} · ${t(`types.${config.type}`)}`,
          state: <ConfigState config={config} />,
          source: t(`sources.${config.source}`),
          address: config.baseUrl ? (
            <span className="break-all font-mono text-xs">{config.baseUrl}</span>
          ) : (
            "–"
          ),
          key: config.apiKeyLast4 ? <span className="font-mono text-xs">…{config.apiKeyLast4}</span> : "–",
          test: <TestState test={config.test} />,
          channels: format.number(config.channels),
        },
      }))}
      empty={{ title: t("emptyTitle"), detail: t("emptyDetail"), action: create }}
    />
  );
}
