import { useTranslations } from "next-intl";
import { requestHref } from "@/components/admin/find/found-href";
import { Facts } from "@/components/admin/kit/facts";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { RecordSheet } from "@/components/admin/kit/record-sheet";
import type { AuditLineView } from "@/lib/audit/schema";
import { AuditActor } from "./audit-actor";
import { AuditDiff } from "./audit-diff";
import { subjectHref } from "./subject-href";
import { useActionName } from "./use-action-name";
import { useActorKind } from "./use-actor-kind";

/** One write: who, what, when, from where, why, and each field before and after. */
export function AuditSheet({ line, closeHref }: { line: AuditLineView; closeHref: string }) {
  const t = useTranslations("admin.system.audit");
  const actorKind = useActorKind();
  const name = useActionName()(line.action);
  const code = <span className="break-all font-mono">{line.action}</span>;
  return (
    <RecordSheet
      title={name === line.action ? code : name}
      description={name === line.action ? undefined : code}
      closeHref={closeHref}
    >
      <Facts
        items={[
          {
            label: t("subject"),
            value: <Id value={line.subjectId} href={subjectHref(line.action, line.subjectId)} />,
          },
          { label: t("actor"), value: <AuditActor line={line} /> },
          { label: t("kind"), value: actorKind(line.actorKind) },
          { label: t("at"), value: <Moment at={line.createdAt} /> },
          { label: t("reason"), value: line.reason },
          { label: t("address"), value: line.address },
          { label: t("request"), value: <Id value={line.requestId} href={requestHref(line.requestId)} /> },
        ]}
      />
      <AuditDiff before={line.before} after={line.after} />
    </RecordSheet>
  );
}
