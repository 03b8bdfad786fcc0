import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { requestHref } from "@/components/admin/find/found-href";
import { Facts } from "@/components/admin/kit/facts";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { FailureText } from "@/components/admin/words/failure-text";
import { ModelText } from "@/components/admin/words/model-text";
import { useOperationText } from "@/components/admin/words/use-operation-text";
import { useOrderText } from "@/components/admin/words/use-order-text";
import { useStyleName } from "@/components/admin/words/use-style-name";
import { useVendorName } from "@/components/admin/words/use-vendor-name";
import type { ModelNameView } from "@/lib/channels/schema";
import type { GenerationRecordView } from "@/lib/generations/schema";
import type { AdminStyleTagView } from "@/lib/styles/schema";
import { GenerationStatus } from "./generation-status";

interface RecordFactsProps {
  job: GenerationRecordView;
  models: readonly ModelNameView[];
  styles: readonly AdminStyleTagView[];
}

/** What was ordered, by whom, how it went, and how long it took. */
export function RecordFacts({ job, models, styles }: RecordFactsProps) {
  const t = useTranslations("admin.generations");
  const stages = useTranslations("history.stages");
  const format = useFormatter();
  const operationText = useOperationText();
  const orderText = useOrderText();
  const styleName = useStyleName(styles);
  const vendorName = useVendorName();
  const warnings = useTranslations("create.warnings");
  const warningText = (warning: string) => {
    const key = warning as "seed_ignored";
    return warnings.has(key) ? warnings(key) : warning;
  };
  const seconds = (ms: number | null) =>
    ms === null ? null : t("seconds", { seconds: format.number(ms / 1_000, { maximumFractionDigits: 1 }) });
  const link = (id: string) => <Id value={id} href={`/admin/generations/${id}`} />;
  // Two may be alike where their images are gone; their order is theirs for good.
  const placed = job.inputs.map((input, place) => ({ ...input, key: `${place} ${input.role}` }));
  const inputs = placed.map(({ key, role, imageId }) => (
    <span key={key} className="mr-3 inline-flex items-center gap-1">
      {t(`inputRoles.${role}`)}
      {imageId ? <Id value={imageId} href={`/admin/content/images/${imageId}`} /> : null}
    </span>
  ));
  return (
    <Facts
      items={[
        { label: t("id"), value: <Id value={job.id} /> },
        {
          label: t("status"),
          value: <GenerationStatus status={job.status} cancelling={job.cancelRequested} />,
        },
        {
          label: t("stage"),
          value: t("stageOf", { stage: stages(job.stage), percent: job.progressPercent }),
        },
        {
          label: t("error"),
          value: job.errorCode ? <FailureText code={job.errorCode} message={job.errorMsg} /> : null,
        },
        {
          label: t("user"),
          value: (
            <Link href={`/admin/users/${job.userId}`} className="underline underline-offset-4">
              {job.username}
            </Link>
          ),
        },
        { label: t("model"), value: <ModelText id={job.model} models={models} /> },
        { label: t("provider"), value: vendorName(job.provider) },
        { label: t("operation"), value: operationText(job.operation) },
        { label: t("order"), value: orderText(job) },
        { label: t("prompt"), value: <span className="whitespace-pre-wrap">{job.prompt}</span> },
        { label: t("negativePrompt"), value: job.negativePrompt },
        { label: t("translatedPrompt"), value: job.translatedPrompt },
        { label: t("styles"), value: job.styleTags.map(styleName).join(", ") },
        { label: t("inputs"), value: inputs.length > 0 ? inputs : null },
        { label: t("warnings"), value: job.warnings.map(warningText).join(" ") },
        { label: t("createdAt"), value: <Moment at={job.createdAt} /> },
        { label: t("startedAt"), value: <Moment at={job.startedAt} /> },
        { label: t("finishedAt"), value: <Moment at={job.finishedAt} /> },
        { label: t("waited"), value: seconds(job.waitMs) },
        { label: t("duration"), value: seconds(job.durationMs) },
        { label: t("deadlineAt"), value: <Moment at={job.deadlineAt} /> },
        { label: t("cancelRequestedAt"), value: <Moment at={job.cancelRequestedAt} /> },
        { label: t("requestId"), value: <Id value={job.requestId} href={requestHref(job.requestId)} /> },
        { label: t("runId"), value: job.runId ? <Id value={job.runId} /> : null },
        { label: t("dispatches"), value: job.dispatchCount },
        { label: t("retriedAs"), value: job.retriedAs ? link(job.retriedAs) : null },
        { label: t("retryOf"), value: job.retryOf ? link(job.retryOf) : null },
      ]}
    />
  );
}
