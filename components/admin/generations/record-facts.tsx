import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Facts } from "@/components/admin/kit/facts";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import type { GenerationRecordView } from "@/lib/generations/schema";
import { GenerationStatus } from "./generation-status";
import { useOperationText } from "./use-operation-text";

/** What was ordered, by whom, how it went, and how long it took. */
export function RecordFacts({ job }: { job: GenerationRecordView }) {
  const t = useTranslations("admin.generations");
  const stages = useTranslations("history.stages");
  const format = useFormatter();
  const operationText = useOperationText();
  const seconds = (ms: number | null) =>
    ms === null ? null : t("seconds", { seconds: format.number(ms / 1_000, { maximumFractionDigits: 1 }) });
  const link = (id: string) => <Id value={id} href={`/admin/generations/${id}`} />;
  // Two may be alike where their images are gone; their order is theirs for good.
  const placed = job.inputs.map((input, place) => ({ ...input, key: `${place} ${input.role}` }));
  const inputs = placed.map(({ key, role, imageId }) => (
    <span key={key} className="mr-3 inline-flex items-center gap-1">
      {role}
      {imageId ? <Id value={imageId} href={`/admin/content/images/${imageId}`} /> : null}
    </span>
  ));
  const params = Object.entries(job.params).map(([name, value]) => `${name} ${String(value)}`);
  const order = [job.ratio, job.tier, job.quality, `${t("seed")} ${job.seed}`, ...params].join(" · ");
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
          value: job.errorCode ? `${job.errorCode}${job.errorMsg ? `: ${job.errorMsg}` : ""}` : null,
        },
        {
          label: t("user"),
          value: (
            <Link href={`/admin/users/${job.userId}`} className="underline underline-offset-4">
              {job.username}
            </Link>
          ),
        },
        { label: t("model"), value: `${job.model} (${job.provider})` },
        { label: t("operation"), value: operationText(job.operation) },
        { label: t("order"), value: order },
        { label: t("prompt"), value: <span className="whitespace-pre-wrap">{job.prompt}</span> },
        { label: t("negativePrompt"), value: job.negativePrompt },
        { label: t("translatedPrompt"), value: job.translatedPrompt },
        { label: t("styles"), value: job.styleTags.join(", ") },
        { label: t("inputs"), value: inputs.length > 0 ? inputs : null },
        { label: t("warnings"), value: job.warnings.join(", ") },
        { label: t("createdAt"), value: <Moment at={job.createdAt} /> },
        { label: t("startedAt"), value: <Moment at={job.startedAt} /> },
        { label: t("finishedAt"), value: <Moment at={job.finishedAt} /> },
        { label: t("waited"), value: seconds(job.waitMs) },
        { label: t("duration"), value: seconds(job.durationMs) },
        { label: t("deadlineAt"), value: <Moment at={job.deadlineAt} /> },
        { label: t("cancelRequestedAt"), value: <Moment at={job.cancelRequestedAt} /> },
        { label: t("requestId"), value: <Id value={job.requestId} /> },
        { label: t("runId"), value: job.runId ? <Id value={job.runId} /> : null },
        { label: t("dispatches"), value: job.dispatchCount },
        { label: t("retriedAs"), value: job.retriedAs ? link(job.retriedAs) : null },
        { label: t("retryOf"), value: job.retryOf ? link(job.retryOf) : null },
      ]}
    />
  );
}
