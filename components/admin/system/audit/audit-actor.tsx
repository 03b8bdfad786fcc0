import Link from "next/link";
import { useTranslations } from "next-intl";
import { Id } from "@/components/admin/kit/id";
import type { AuditLineView } from "@/lib/audit/schema";

/** Who acted: a person by their name, a job by its own, anything else by its id. */
export function AuditActor({ line }: { line: Pick<AuditLineView, "actorKind" | "actorId" | "actorName"> }) {
  const t = useTranslations("admin.system.audit");
  if (line.actorName !== null)
    return (
      <Link href={`/admin/users/${line.actorId}`} className="hover:underline">
        {line.actorName}
      </Link>
    );
  if (line.actorKind === "job") return t("job", { name: line.actorId });
  if (line.actorId === "") return t("anonymous");
  return <Id value={line.actorId} />;
}
