import Link from "next/link";
import { useTranslations } from "next-intl";
import { Id } from "@/components/admin/kit/id";
import type { AuditLineView } from "@/lib/audit/schema";

/** Who acted: a person by their name, a job or a program by its own, anything else by its id. */
export function AuditActor({ line }: { line: Pick<AuditLineView, "actorKind" | "actorId" | "actorName"> }) {
  const t = useTranslations("admin.system.audit");
  const jobs = useTranslations("admin.system.jobs.names");
  const programs = useTranslations("admin.system.audit.programs");
  if (line.actorName !== null)
    return (
      <Link href={`/admin/users/${line.actorId}`} className="hover:underline">
        {line.actorName}
      </Link>
    );
  if (line.actorKind === "job") {
    const [key, program] = [line.actorId as "purge-trash", line.actorId as "start-up"];
    const name = programs.has(program)
      ? programs(program)
      : t("job", { name: jobs.has(key) ? jobs(key) : line.actorId });
    return <span title={line.actorId}>{name}</span>;
  }
  if (line.actorId === "") return t("anonymous");
  return <Id value={line.actorId} />;
}
