import Link from "next/link";
import { useTranslations } from "next-intl";
import { recordHref } from "@/components/admin/find/found-href";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { useActorKind } from "@/components/admin/system/audit/use-actor-kind";
import type { LedgerRecordView } from "@/lib/credits/schema";
import { EntryLines } from "./entry-lines";
import { useReasonText } from "./use-reason-text";

/** Movements of credits with both of their sides. */
export function EntryTable({ items }: { items: readonly LedgerRecordView[] }) {
  const t = useTranslations("admin.money.ledger");
  const plans = useTranslations("admin.users.plans");
  const actorKind = useActorKind();
  const reasonText = useReasonText();
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "kind", title: t("kind") },
        { key: "lines", title: t("lines") },
        { key: "user", title: t("user") },
        { key: "subject", title: t("subject") },
        { key: "createdAt", title: t("createdAt") },
        { key: "actor", title: t("actor") },
        { key: "key", title: t("businessKey"), isWide: true },
        { key: "reason", title: t("reason"), isWide: true },
      ]}
      rows={items.map((entry) => ({
        key: entry.id,
        cells: {
          kind: [t(`kinds.${entry.kind}`), entry.plan && plans(entry.plan)].filter(Boolean).join(" · "),
          lines: <EntryLines lines={entry.lines} />,
          user: (
            <Link href={`/admin/users/${entry.userId}`} className="hover:underline">
              {entry.username}
            </Link>
          ),
          subject: entry.subjectId ? <Id value={entry.subjectId} href={recordHref(entry.subjectId)} /> : "–",
          key: <span className="break-all font-mono text-xs">{entry.businessKey}</span>,
          actor: <span title={entry.actor.id}>{actorKind(entry.actor.kind)}</span>,
          createdAt: <Moment at={entry.createdAt} />,
          reason: reasonText(entry) ?? "–",
        },
      }))}
      empty={{ title: t("emptyTitle"), detail: t("emptyDetail") }}
    />
  );
}
