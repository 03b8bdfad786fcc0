import Link from "next/link";
import { useTranslations } from "next-intl";
import { Id } from "@/components/admin/kit/id";
import type { AuditLineView } from "@/lib/audit/schema";

/** Who acted: a person by their name, a job by its own, anything else by its id. */
export function AuditActor({ line }: { line: Pick<AuditLineView, "actorKind" | "actorId" | "actorName"> }) {
  const t = useTranslations("admin.system.audit");
  const jobs = useTranslations("admin.system.jobs.names");
  if (line.actorName !== null)
    return (
      <Link href={`/admin/users/${line.actorId}`} className="hover:underline">
        {line.actorName}
      </Link>
    );
  if (line.actorKind === "job") {
    const key = line.actorId as "purge-trash";
    return <span title={line.actorId}>{t("job", { name: jobs.has(key) ? jobs(key) : line.actorId })}</span>;
  }
  if (line.actorId === "") return t("anonymous");
  return <Id value={line.actorId} />;
}
