import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Moment } from "@/components/admin/kit/moment";
import { Section } from "@/components/admin/kit/section";
import { AuditActor } from "@/components/admin/system/audit/audit-actor";
import type { ImageRecordView } from "@/lib/gallery/schema";
import { useHistoryWords } from "./use-history-words";

/** What happened to an image, what checkers said and what people reported. */
export function ImageHistory({ image }: { image: ImageRecordView }) {
  const t = useTranslations("admin.content.image");
  const words = useHistoryWords();
  return (
    <>
      <Section title={t("moves")}>
        <DataTable
          label={t("moves")}
          columns={[
            { key: "to", title: t("state") },
            { key: "by", title: t("by") },
            { key: "note", title: t("note"), isWide: true },
            { key: "at", title: t("at") },
          ]}
          rows={image.moves.map((move) => ({
            key: move.id,
            cells: {
              to: `${t(`states.${move.from}`)} → ${t(`states.${move.to}`)}`,
              by: <AuditActor line={move} />,
              note: [move.reason && words.reason(move.reason), move.note].filter(Boolean).join(" · ") || "–",
              at: <Moment at={move.createdAt} />,
            },
          }))}
          empty={{ title: t("noMoves") }}
        />
      </Section>
      <Section title={t("checks")}>
        <DataTable
          label={t("checks")}
          columns={[
            { key: "checker", title: t("checker") },
            { key: "verdict", title: t("verdict") },
            { key: "reasons", title: t("reasons"), isWide: true },
            { key: "at", title: t("at") },
          ]}
          rows={image.checks.map((check) => ({
            key: check.id,
            cells: {
              checker: words.check(check),
              verdict: words.verdict(check.verdict),
              reasons:
                check.reasons
                  .map((one) =>
                    Object.values(one)
                      .map((value) => words.reason(String(value)))
                      .join(" · "),
                  )
                  .join("; ") || "–",
              at: <Moment at={check.createdAt} />,
            },
          }))}
          empty={{ title: t("noChecks") }}
        />
      </Section>
      <Section title={t("reports")}>
        <DataTable
          label={t("reports")}
          columns={[
            { key: "reason", title: t("reason") },
            { key: "note", title: t("note"), isWide: true },
            { key: "resolution", title: t("resolution") },
            { key: "at", title: t("at") },
          ]}
          rows={image.reports.map((report) => ({
            key: report.id,
            cells: {
              reason: words.reason(report.reason),
              note: report.note || "–",
              resolution: report.resolution ? words.resolution(report.resolution) : t("open"),
              at: <Moment at={report.createdAt} />,
            },
          }))}
          empty={{ title: t("noReports") }}
        />
      </Section>
    </>
  );
}
