import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import type { AuditLineView } from "@/lib/audit/schema";
import { AuditAction } from "./audit-action";
import { AuditActor } from "./audit-actor";
import { subjectHref } from "./subject-href";

interface AuditTableProps {
  items: readonly AuditLineView[];
  openId: string | undefined;
  /** The address of the page with this line open. */
  hrefOf: (id: string) => string;
  /** Part of a record, with no filters that could be changed. */
  isOfRecord?: boolean;
}

/** The audit trail, a line for each write. */
export function AuditTable({ items, openId, hrefOf, isOfRecord }: AuditTableProps) {
  const t = useTranslations("admin.system.audit");
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "action", title: t("action") },
        { key: "subject", title: t("subject") },
        { key: "actor", title: t("actor") },
        { key: "at", title: t("at") },
        { key: "reason", title: t("reason"), isWide: true },
      ]}
      rows={items.map((line) => ({
        key: line.id,
        isOpen: line.id === openId,
        cells: {
          action: <AuditAction action={line.action} href={hrefOf(line.id)} />,
          subject: <Id value={line.subjectId} href={subjectHref(line.action, line.subjectId)} />,
          actor: <AuditActor line={line} />,
          at: <Moment at={line.createdAt} />,
          reason: <span className="line-clamp-2">{line.reason ?? "–"}</span>,
        },
      }))}
      empty={isOfRecord ? { title: t("noneOfRecord") } : { title: t("emptyTitle"), detail: t("emptyDetail") }}
    />
  );
}
