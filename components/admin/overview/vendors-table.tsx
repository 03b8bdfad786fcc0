import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Moment } from "@/components/admin/kit/moment";
import { Section } from "@/components/admin/kit/section";
import { Status } from "@/components/admin/kit/status";
import { useFailureText } from "@/components/admin/words/use-failure-text";
import { useVendorName } from "@/components/admin/words/use-vendor-name";
import type { VendorHealth } from "@/lib/stats/schema";
import { useFigureWords } from "./use-figure-words";

/** The vendors that the platform calls, those with open circuits first. */
export function VendorsTable({ vendors }: { vendors: readonly VendorHealth[] }) {
  const t = useTranslations("admin.overview");
  const words = useFigureWords();
  const vendorName = useVendorName();
  const failureText = useFailureText();
  const stateOf = (vendor: VendorHealth) => {
    if (vendor.openCircuits > 0)
      return <Status tone="danger" label={t("circuitsOpen", { count: vendor.openCircuits })} />;
    return vendor.enabled === 0 ? (
      <Status tone="muted" label={t("vendorOff")} />
    ) : (
      <Status tone="success" label={t("vendorWell")} />
    );
  };
  return (
    <Section title={t("vendors")} description={t("vendorsDetail")}>
      <DataTable
        label={t("vendors")}
        columns={[
          { key: "provider", title: t("vendor") },
          { key: "state", title: t("state") },
          { key: "channels", title: t("channels"), align: "end" },
          { key: "calls", title: t("calls"), align: "end" },
          { key: "delivered", title: t("deliveredCalls"), align: "end" },
          { key: "failed", title: t("failedCalls"), align: "end" },
          { key: "until", title: t("circuitUntil") },
          { key: "reasons", title: t("reasons"), isWide: true },
        ]}
        rows={vendors.map((vendor) => ({
          key: vendor.provider,
          href: "/admin/vendors",
          cells: {
            provider: vendorName(vendor.provider),
            state: stateOf(vendor),
            channels: `${words.write(vendor.enabled)} / ${words.write(vendor.channels)}`,
            calls: words.write(vendor.calls),
            delivered: words.write(vendor.delivered),
            failed: words.write(vendor.failed),
            until: <Moment at={vendor.circuitUntil} />,
            reasons: vendor.reasons.length === 0 ? "–" : vendor.reasons.map(failureText).join(" · "),
          },
        }))}
        empty={{ title: t("noVendors"), detail: t("noVendorsDetail") }}
      />
    </Section>
  );
}
