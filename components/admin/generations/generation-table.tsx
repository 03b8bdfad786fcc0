import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { useFailureText } from "@/components/admin/words/use-failure-text";
import { useModelName } from "@/components/admin/words/use-model-name";
import { useOperationText } from "@/components/admin/words/use-operation-text";
import { useVendorName } from "@/components/admin/words/use-vendor-name";
import type { ModelNameView } from "@/lib/channels/schema";
import type { GenerationRowView } from "@/lib/generations/schema";
import { GenerationStatus } from "./generation-status";

interface GenerationTableProps {
  items: readonly GenerationRowView[];
  models: readonly ModelNameView[];
  /** On the page of one person, whose all of them are. */
  withoutUser?: boolean;
  /** Of a list by the moments of their ends. */
  isByEnd?: boolean;
  /** Said where no filter can be the cause. */
  empty?: { title: string };
}

/** Generations, one a line; a press on the model leads to everything about one. */
export function GenerationTable({
  items,
  models,
  withoutUser = false,
  isByEnd = false,
  empty,
}: GenerationTableProps) {
  const t = useTranslations("admin.generations");
  const format = useFormatter();
  const operationText = useOperationText();
  const modelName = useModelName(models);
  const vendorName = useVendorName();
  const failureText = useFailureText();
  const seconds = (ms: number | null) =>
    ms === null ? "–" : t("seconds", { seconds: format.number(ms / 1_000, { maximumFractionDigits: 1 }) });
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "model", title: t("model") },
        { key: "status", title: t("status") },
        ...(withoutUser ? [] : [{ key: "user", title: t("user") }]),
        { key: "at", title: isByEnd ? t("finishedAt") : t("createdAt") },
        { key: "credits", title: t("creditsColumn"), align: "end" as const },
        { key: "error", title: t("error"), isWide: true },
        { key: "operation", title: t("operation") },
        { key: "provider", title: t("provider") },
        { key: "pictures", title: t("pictures"), align: "end" as const },
        { key: "duration", title: t("duration"), align: "end" as const },
        { key: "id", title: t("id") },
      ]}
      rows={items.map((job) => ({
        key: job.id,
        href: `/admin/generations/${job.id}`,
        cells: {
          model: <span title={job.model}>{modelName(job.model)}</span>,
          status: <GenerationStatus status={job.status} cancelling={job.cancelRequested} />,
          user: (
            <Link href={`/admin/users/${job.userId}`} className="hover:underline">
              {job.username}
            </Link>
          ),
          operation: operationText(job.operation),
          provider: vendorName(job.provider),
          pictures: `${job.deliveredCount}/${job.count}`,
          credits: job.creditsUsed === null ? `(${job.priceCredits})` : job.creditsUsed,
          duration: seconds(job.durationMs),
          error: job.errorCode ? <span title={job.errorCode}>{failureText(job.errorCode)}</span> : "–",
          at: <Moment at={isByEnd ? job.finishedAt : job.createdAt} />,
          id: <Id value={job.id} />,
        },
      }))}
      empty={empty ?? { title: t("emptyTitle"), detail: t("emptyDetail") }}
    />
  );
}
