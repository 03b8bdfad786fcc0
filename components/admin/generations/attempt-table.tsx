import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { Status } from "@/components/admin/kit/status";
import { FailureText } from "@/components/admin/words/failure-text";
import { useModelName } from "@/components/admin/words/use-model-name";
import { useVendorName } from "@/components/admin/words/use-vendor-name";
import type { ModelNameView } from "@/lib/channels/schema";
import type { AttemptRecordView } from "@/lib/generations/schema";
import { useYuan } from "./use-yuan";

const tones = {
  not_sent: "muted",
  submission_unknown: "danger",
  accepted: "warning",
  finished: "success",
  rejected: "danger",
  failed: "danger",
  closed: "muted",
} as const;

interface AttemptTableProps {
  attempts: readonly AttemptRecordView[];
  models: readonly ModelNameView[];
  /** What may be decided about one whose outcome nobody knows. */
  decide: (attempt: AttemptRecordView) => ReactNode;
}

/** The calls to vendors of one generation, in their order. */
export function AttemptTable({ attempts, models, decide }: AttemptTableProps) {
  const t = useTranslations("admin.generations");
  const causes = useTranslations("admin.generations.causes");
  const vendorName = useVendorName();
  const modelName = useModelName(models);
  const format = useFormatter();
  const yuan = useYuan();
  const causeText = (cause: string) => {
    const key = cause as "first";
    return causes.has(key) ? causes(key) : cause;
  };
  return (
    <DataTable
      label={t("listOf", { what: t("attempts") })}
      columns={[
        { key: "ordinal", title: "#" },
        { key: "state", title: t("state") },
        { key: "part", title: t("part"), align: "end" },
        { key: "vendor", title: t("provider") },
        { key: "cause", title: t("cause") },
        { key: "error", title: t("error"), isWide: true },
        { key: "externalId", title: t("externalId") },
        { key: "submittedAt", title: t("submittedAt") },
        { key: "finishedAt", title: t("finishedAt") },
        { key: "duration", title: t("duration"), align: "end" },
        { key: "cost", title: t("attemptCost"), align: "end" },
        { key: "decision", title: t("decision"), isKept: true },
      ]}
      rows={attempts.map((attempt) => ({
        key: attempt.id,
        cells: {
          ordinal: attempt.ordinal,
          state: <Status tone={tones[attempt.state]} label={t(`attemptStates.${attempt.state}`)} />,
          part: attempt.part + 1,
          vendor: (
            <span title={attempt.model}>
              {[vendorName(attempt.provider), modelName(attempt.model), attempt.channel]
                .filter(Boolean)
                .join(" · ")}
            </span>
          ),
          cause: causeText(attempt.cause),
          error: <FailureText code={attempt.errorClass} message={attempt.errorMessage} />,
          externalId: attempt.externalId ? <Id value={attempt.externalId} /> : "–",
          submittedAt: <Moment at={attempt.submittedAt} />,
          finishedAt: <Moment at={attempt.finishedAt} />,
          duration:
            attempt.durationMs === null
              ? "–"
              : t("seconds", {
                  seconds: format.number(attempt.durationMs / 1_000, { maximumFractionDigits: 1 }),
                }),
          cost: attempt.costMicroYuan === null ? "–" : yuan(attempt.costMicroYuan),
          decision: attempt.resolution ? t(`resolutions.${attempt.resolution}`) : decide(attempt),
        },
      }))}
      empty={{ title: t("noAttempts"), detail: t("noAttemptsDetail") }}
    />
  );
}
