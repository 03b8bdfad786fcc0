import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { useModelName } from "@/components/admin/words/use-model-name";
import { useVendorName } from "@/components/admin/words/use-vendor-name";
import type { FormAction } from "@/components/shell/forms/answer";
import type { ModelNameView } from "@/lib/channels/schema";
import type { UncertainView } from "@/lib/generations/schema";
import { GenerationStatus } from "./generation-status";
import { ResolveActions } from "./resolve-actions";

interface UncertainTableProps {
  items: readonly UncertainView[];
  models: readonly ModelNameView[];
  /** Null for who may only look. */
  resolve: FormAction<never> | null;
}

/** Attempts whose outcome nobody knows, newest first; what to ask the vendor for stands in each line. */
export function UncertainTable({ items, models, resolve }: UncertainTableProps) {
  const t = useTranslations("admin.generations");
  const vendorName = useVendorName();
  const modelName = useModelName(models);
  return (
    <DataTable
      label={t("uncertain")}
      columns={[
        { key: "vendor", title: t("provider") },
        { key: "submittedAt", title: t("submittedAt") },
        { key: "externalId", title: t("externalId") },
        { key: "error", title: t("error"), isWide: true },
        { key: "generation", title: t("generation") },
        { key: "status", title: t("status") },
        { key: "user", title: t("user") },
        ...(resolve ? [{ key: "decision", title: t("decision"), isKept: true }] : []),
      ]}
      rows={items.map((item) => ({
        key: item.attemptId,
        href: `/admin/generations/${item.generationId}`,
        cells: {
          vendor: `${vendorName(item.provider)} · ${modelName(item.model)}`,
          submittedAt: <Moment at={item.submittedAt} />,
          externalId: item.externalId ? <Id value={item.externalId} /> : "–",
          error: item.errorMessage ?? "–",
          generation: <Id value={item.generationId} />,
          status: <GenerationStatus status={item.generationStatus} />,
          user: (
            <Link href={`/admin/users/${item.userId}`} className="hover:underline">
              {item.username}
            </Link>
          ),
          decision: resolve ? <ResolveActions attemptId={item.attemptId} resolve={resolve} /> : null,
        },
      }))}
      empty={{ title: t("noUncertain"), detail: t("noUncertainDetail") }}
    />
  );
}
